import { gatewayPort, paths } from '../paths.ts'
import { stepHead, waitFor } from './head.ts'

/**
 * Starts OpenClaw and waits for it on its own port: through the proxy it would refuse a caller from this machine.
 * A unit written by hand gets no heap limit from OpenClaw, so its own rule is repeated here.
 */
export const gatewayStep = `${stepHead}${waitFor}
memory_mb=$(awk '/^MemTotal:/ { print int($2 / 1024) }' /proc/meminfo)
min() { echo $(($1 < $2 ? $1 : $2)); }
max() { echo $(($1 > $2 ? $1 : $2)); }
heap_mb=$(min "$(min "$(max 8192 $((memory_mb / 4)))" "$(max 2048 $((memory_mb / 2)))")" $((memory_mb * 3 / 4)))
echo "NODE_OPTIONS=--max-old-space-size=$heap_mb" >${paths.state}/heap.env

systemctl daemon-reload
systemctl reset-failed openclaw.service 2>/dev/null || true
systemctl enable openclaw.service
systemctl restart openclaw.service
wait_for http://127.0.0.1:${gatewayPort}/startupz 300 openclaw.service
wait_for http://127.0.0.1:${gatewayPort}/healthz 30 openclaw.service
`
