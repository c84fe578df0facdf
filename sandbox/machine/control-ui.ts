import { randomBytes } from 'node:crypto'
import { Hono } from 'hono'
import type { StandInContext } from '../stand-in.ts'
import { controlUiHtml, controlUiScript, controlUiStyle } from './control-ui-page.ts'
import type { MachineState } from './machine-state.ts'

/** What a simulated machine serves: OpenClaw's health addresses, and a page that says whose stand-in it is. */
export function controlUi(machine: MachineState, context: StandInContext): Hono {
  const app = new Hono()
  const unhealthy = () => machine.service === 'stopped' || context.faults.take('machine', 'health') !== undefined

  app.get('/healthz', (c) => (unhealthy() ? c.text('', 502) : c.json({ ok: true, status: 'live' })))
  app.get('/startupz', (c) => (unhealthy() ? c.text('', 502) : c.json({ ok: true, status: 'started' })))
  app.use(async (c, next) => {
    if (machine.service === 'stopped') return c.text('', 502)
    await next()
    const origin = machine.setup?.instructions.dashboardOrigin ?? "'none'"
    c.header(
      'content-security-policy',
      `default-src 'self'; base-uri 'none'; object-src 'none'; frame-ancestors ${origin}`,
    )
    c.header('referrer-policy', 'no-referrer')
    c.header('x-content-type-options', 'nosniff')
    c.header('cache-control', 'no-store')
    return undefined
  })

  app.get('/', (c) => c.html(controlUiHtml(machine)))
  app.get('/control-ui.js', (c) => c.body(controlUiScript, 200, { 'content-type': 'text/javascript' }))
  app.get('/control-ui.css', (c) => c.body(controlUiStyle, 200, { 'content-type': 'text/css' }))

  app.post('/session', async (c) => {
    const body: unknown = await c.req.json().catch(() => null)
    const token = body && typeof body === 'object' && 'bootstrapToken' in body ? String(body.bootstrapToken) : ''
    const usableUntil = machine.bootstraps[token]
    delete machine.bootstraps[token]
    if (usableUntil === undefined || usableUntil < context.now()) {
      context.store.save()
      return c.json({ code: 'AUTH_BOOTSTRAP_TOKEN_INVALID' }, 401)
    }
    const session = randomBytes(24).toString('base64url')
    machine.sessions.push(session)
    context.store.save()
    return c.json({ session })
  })
  app.get('/session', (c) => {
    const session = c.req.header('authorization')?.replace(/^Bearer /, '') ?? ''
    return machine.sessions.includes(session) ? c.json({ role: 'owner' }) : c.json({ code: 'PAIRING_REQUIRED' }, 401)
  })
  return app
}
