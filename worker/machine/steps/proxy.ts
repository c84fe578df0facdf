import { paths } from '../paths.ts'
import { stepHead, waitFor } from './head.ts'

/** Opens the door last: checks the configuration, starts Caddy and waits until the certificate is there. */
export const proxyStep = `${stepHead}${waitFor}
caddy validate --adapter caddyfile --config ${paths.config}/Caddyfile >/run/caddy-validate 2>&1 || {
  tail --lines=5 /run/caddy-validate
  exit 1
}
systemctl unmask caddy.service
systemctl daemon-reload
systemctl enable caddy.service
systemctl restart caddy.service || {
  journalctl --unit=caddy.service --lines=25 --no-pager --output=cat
  exit 1
}
if [ "$HAS_NAME" = yes ]; then
  wait_for "https://$PUBLIC_HOST/healthz" 240 caddy.service
else
  systemctl is-active caddy.service
fi
`
