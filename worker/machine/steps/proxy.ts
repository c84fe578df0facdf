import { paths } from '../paths.ts'
import { stepHead, waitFor } from './head.ts'

/** Opens the door last: checks the configuration, starts Caddy and waits until the certificate is there. */
export const proxyStep = `${stepHead}${waitFor}
caddy validate --adapter caddyfile --config ${paths.config}/Caddyfile
systemctl unmask caddy.service
systemctl daemon-reload
systemctl enable caddy.service
systemctl restart caddy.service
if [ "$HAS_NAME" = yes ]; then
  wait_for "https://$PUBLIC_HOST/healthz" 240 caddy.service
else
  systemctl is-active caddy.service
fi
`
