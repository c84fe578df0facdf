import { type Context, Hono } from 'hono'
import * as z from 'zod/mini'
import type { Control } from './control.ts'
import { plannedFault } from './faults.ts'

const paceBody = z.object({ pace: z.union([z.enum(['realistic', 'instant']), z.number().check(z.nonnegative())]) })
const clockBody = z.object({ advanceMs: z.int().check(z.nonnegative()) })
const doBody = z.object({
  standIn: z.string(),
  control: z.string(),
  args: z._default(z.record(z.string(), z.unknown()), {}),
})

/** The JSON side of the control page, for tests: state, faults, pace, clock, controls, requests, mails. */
export function controlApi(control: Control): Hono {
  const app = new Hono()
  app.get('/state', (c) => c.json(control.state()))
  app.get('/requests', (c) => c.json(control.requests(c.req.query('provider'))))
  app.delete('/requests', (c) => {
    control.clearRequests()
    return c.body(null, 204)
  })
  app.get('/mails', (c) => c.json(control.mails(c.req.query('to'))))

  app.post('/faults', async (c) => {
    const fault = await parse(c, plannedFault)
    if (!fault.ok) return fault.response
    control.plan(fault.value)
    return c.json(control.state().faults, 201)
  })
  app.delete('/faults', (c) => {
    control.clearFaults()
    return c.body(null, 204)
  })
  app.post('/pace', async (c) => {
    const body = await parse(c, paceBody)
    if (!body.ok) return body.response
    control.setPace(paceOf(body.value.pace))
    return c.json({ pace: control.state().pace })
  })
  app.post('/clock', async (c) => {
    const body = await parse(c, clockBody)
    if (!body.ok) return body.response
    await control.advance(body.value.advanceMs)
    return c.json({ now: control.state().now })
  })
  app.delete('/clock', (c) => {
    control.resetClock()
    return c.body(null, 204)
  })
  app.post('/do', async (c) => {
    const body = await parse(c, doBody)
    if (!body.ok) return body.response
    const action = control.control(body.value.standIn, body.value.control)
    if (!action) return c.json({ error: `no control ${body.value.standIn}.${body.value.control}` }, 404)
    try {
      return c.json({ done: (await action(body.value.args)) ?? null })
    } catch (error) {
      return c.json({ error: error instanceof Error ? error.message : String(error) }, 400)
    }
  })
  return app
}

/** 1 for realistic, 0 for instant. */
export function paceOf(pace: number | 'realistic' | 'instant'): number {
  if (pace === 'realistic') return 1
  return pace === 'instant' ? 0 : pace
}

type Parsed<T> = { ok: true; value: T } | { ok: false; response: Response }

async function parse<T>(c: Context, schema: z.ZodMiniType<T>): Promise<Parsed<T>> {
  const body: unknown = await c.req.json().catch(() => undefined)
  const parsed = schema.safeParse(body)
  if (parsed.success) return { ok: true, value: parsed.data }
  const issue = parsed.error.issues[0]
  return { ok: false, response: c.json({ error: `${issue?.path.join('.')}: ${issue?.message}` }, 400) }
}
