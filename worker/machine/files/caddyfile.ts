import { gatewayPort } from '../paths.ts'
import type { SetupInput } from '../setup-input.ts'

/** Whether the machine is reached by a name, for which a certificate can be had; Debian's Caddy gets none for an address. */
export function hasName(hostname: string): boolean {
  return !/^[\d.]+$/.test(hostname)
}

/**
 * The door: TLS, and the two headers by which OpenClaw forbids every frame, opened for the dashboard alone; the rest of
 * its policy stays. OpenClaw's administration over HTTP is not for the outside. The log has paths without their
 * queries and no headers, since either may carry a token. OVH drops QUIC at its edge, so HTTP/3 isn't offered.
 */
export function caddyfile(input: SetupInput): string {
  const { directoryUrl, email } = input.acme
  const named = hasName(input.hostname)
  const globals = [
    'admin off',
    'skip_install_trust',
    ...(named ? [] : [`default_sni ${input.hostname}`]),
    ...(email ? [`email ${email}`] : []),
    ...(directoryUrl ? [`acme_ca ${directoryUrl}`] : []),
    'servers {\n\t\tprotocols h1 h2\n\t}',
  ]
  return `{
${globals.map((line) => `\t${line}`).join('\n')}
}

https://${input.hostname} {
${named ? '' : '\ttls internal\n'}\tlog {
\t\toutput stderr
\t\tformat filter {
\t\t\twrap json
\t\t\tfields {
\t\t\t\trequest>uri regexp \\?.* ""
\t\t\t\trequest>headers delete
\t\t\t\tresp_headers delete
\t\t\t}
\t\t}
\t}
\t@administration path /api/v1/admin/rpc /api/v1/admin/rpc/*
\trespond @administration 404
\treverse_proxy 127.0.0.1:${gatewayPort} {
\t\theader_down -X-Frame-Options
\t\theader_down Content-Security-Policy "frame-ancestors [^;]*" "frame-ancestors ${input.dashboardOrigin}"
\t}
}
`
}
