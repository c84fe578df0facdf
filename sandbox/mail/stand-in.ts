import { randomUUID } from 'node:crypto'
import { type Context, Hono } from 'hono'
import * as z from 'zod/mini'
import { faultsMiddleware } from '../faults-middleware.ts'
import type { StandIn, StandInContext } from '../stand-in.ts'
import { mailState } from './mailbox.ts'

const apiKey = 're_sandbox'
/** Resend remembers an idempotency key for 24 hours (resend.com/docs/dashboard/emails/idempotency-keys). */
const rememberedMs = 24 * 60 * 60 * 1000

const address = z.string().check(z.regex(/^(?:[^<>]+ <[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/))
const emailBody = z.strictObject({
  from: address,
  to: z.union([address, z.array(address).check(z.minLength(1), z.maxLength(50))]),
  subject: z.string(),
  text: z.string(),
  html: z.optional(z.string()),
  reply_to: z.optional(z.union([address, z.array(address)])),
})

/** Resend's one call that sends; what it takes lands in the mailbox of the control page. */
export function createMailStandIn(context: StandInContext, prefix: string): StandIn {
  const state = mailState(context.store)
  const app = new Hono()
  app.use(
    '*',
    faultsMiddleware({
      context,
      provider: 'mail',
      prefix,
      refuse: (c, e) => refuse(c, e.status, e.code ?? faultName(e.status), e.message),
    }),
  )

  app.post('/emails', async (c) => {
    const authorization = c.req.header('authorization')
    if (!authorization) return refuse(c, 401, 'missing_api_key', 'Missing API key in the authorization header.')
    if (authorization !== `Bearer ${apiKey}`) return refuse(c, 403, 'invalid_api_key', 'API key is invalid.')
    const key = c.req.header('idempotency-key')
    if (key !== undefined && (key.length < 1 || key.length > 256))
      return refuse(c, 400, 'invalid_idempotency_key', 'The key must be between 1-256 chars.')
    const raw = await c.req.text()
    const known = key === undefined ? undefined : state.answered[key]
    if (known && known.at > context.now() - rememberedMs) {
      if (known.body === raw) return c.json({ id: known.id })
      return refuse(c, 409, 'invalid_idempotent_request', 'Same idempotency key used with a different request payload.')
    }
    const body = emailBody.safeParse(parseJson(raw))
    if (!body.success) {
      const issue = body.error.issues[0]
      return refuse(c, 422, 'validation_error', `Invalid \`${issue?.path.join('.') || 'body'}\`: ${issue?.message}`)
    }
    const { from, to, subject, text } = body.data
    const id = randomUUID()
    const at = new Date(context.now()).toISOString()
    state.mails.push({ id, at, from, to: [to].flat(), subject, text })
    if (key !== undefined) state.answered[key] = { body: raw, id, at: context.now() }
    context.store.save()
    return c.json({ id })
  })

  app.all('*', (c) => refuse(c, 404, 'not_found', 'The requested endpoint does not exist.'))

  return {
    name: 'mail',
    app,
    summary: () => ({ mails: state.mails.length }),
    controls: {
      clear() {
        state.mails = []
        context.store.save()
      },
    },
  }
}

const refuse = (c: Context, statusCode: number, name: string, message: string) =>
  c.json({ statusCode, name, message }, { status: statusCode as 400 })

function faultName(status: number): string {
  if (status === 429) return 'rate_limit_exceeded'
  return status >= 500 ? 'internal_server_error' : 'validation_error'
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
