import type { MiddlewareHandler } from 'hono'
import type { Config } from '../config.ts'
import type { AppEnv } from './context.ts'

/** Headers of every answer, pages included. Frames of instances are all that the pages load from elsewhere. */
export const securityHeaders: MiddlewareHandler<AppEnv> = async (c, next) => {
  await next()
  // The answer to a WebSocket's upgrade can't be changed.
  if (c.res.status === 101) return
  const config = c.get('config')
  for (const [name, value] of fixed) c.header(name, value)
  c.header('Content-Security-Policy', contentSecurityPolicy(config))
  if (config?.publicUrl.startsWith('https:'))
    c.header('Strict-Transport-Security', 'max-age=31536000; includeSubDomains')
}

const fixed = [
  ['X-Content-Type-Options', 'nosniff'],
  ['X-Frame-Options', 'DENY'],
  ['Referrer-Policy', 'strict-origin-when-cross-origin'],
  ['Cross-Origin-Opener-Policy', 'same-origin-allow-popups'],
  ['Permissions-Policy', 'camera=(), geolocation=(), payment=(), usb=()'],
] as const

/** `config` is absent when it was refused; then nothing may be framed. */
export function contentSecurityPolicy(config: Config | undefined, viteDev = inViteDev): string {
  const policy = {
    'default-src': "'none'",
    'script-src': "'self'",
    'style-src': "'self'",
    'font-src': "'self'",
    'img-src': "'self' data:",
    'connect-src': config ? `'self' ${config.publicUrl.replace(/^http/, 'ws')}` : "'self'",
    'frame-src': config ? frameSource(config.instance.urlTemplate) : "'none'",
    'manifest-src': "'self'",
    'base-uri': "'none'",
    'form-action': "'self' https://checkout.stripe.com",
    'frame-ancestors': "'none'",
    'object-src': "'none'",
    // Vite's own page script puts styles into the page as elements while one develops; the built pages need no exception.
    ...(viteDev ? { 'style-src': "'self' 'unsafe-inline'" } : {}),
  }
  return Object.entries(policy)
    .map(([directive, sources]) => `${directive} ${sources}`)
    .join('; ')
}

/**
 * The instances' addresses as a source: `https://{service}` becomes `https://*`. A source's `*` stands only for the whole
 * host or its first labels, and an address in digits can't have one.
 */
function frameSource(urlTemplate: string): string {
  const { protocol, host, port } = new URL(urlTemplate.replaceAll(/\{(service|ip|name)\}/g, 'placeholder'))
  const suffix = host.replace(/^[^.]*placeholder[^.:]*/, '*')
  return host.includes('placeholder') && suffix.startsWith('*')
    ? `${protocol}//${suffix}`
    : `${protocol}//*${port ? `:${port}` : ''}`
}

const inViteDev = import.meta.env?.DEV === true
