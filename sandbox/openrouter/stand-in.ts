import { type Context, Hono } from 'hono'
import * as z from 'zod/mini'
import { faultsMiddleware } from '../faults-middleware.ts'
import type { StandIn, StandInContext } from '../stand-in.ts'
import { dollars, hashOf, initialState, makeKey, shownKey, usedMicros } from './keys.ts'

/** The management key that the stand-in accepts; sandbox/settings.ts gives the same to the Worker. */
const managementKey = 'sk-or-v1-sandbox-management'
/** OpenRouter's own page size of GET /keys; it can't be chosen. */
const pageSize = 100

const limit = z.optional(z.nullable(z.number().check(z.nonnegative())))
const limitReset = z.optional(z.nullable(z.enum(['daily', 'weekly', 'monthly'])))
// Stricter than OpenRouter, which drops fields that it doesn't know: here a misspelt field must not look like success.
const createBody = z.strictObject({
  name: z.string().check(z.minLength(1)),
  limit,
  limit_reset: limitReset,
  include_byok_in_limit: z.optional(z.boolean()),
  expires_at: z.optional(z.nullable(z.iso.datetime())),
})
const patchBody = z.strictObject({
  name: z.optional(z.string().check(z.minLength(1))),
  disabled: z.optional(z.boolean()),
  limit,
  limit_reset: limitReset,
  include_byok_in_limit: z.optional(z.boolean()),
})
const burnArgs = z.object({ keyHash: z.optional(z.string()), name: z.optional(z.string()), usd: z.number() })

/** OpenRouter's key management: six routes, cumulative use, and a control that uses a key up. */
export function createOpenRouterStandIn(context: StandInContext, prefix: string): StandIn {
  const state = context.store.section('openrouter', initialState)
  const app = new Hono()
  const find = (hash: string) => state.keys.find((key) => key.hash === hash)
  const micros = (usd: number | null | undefined) =>
    usd === null || usd === undefined ? null : Math.round(usd * 1_000_000)

  app.use('/keys/*', managementOnly)
  app.use('/keys', managementOnly)
  app.use('/credits', managementOnly)
  app.use(
    '*',
    faultsMiddleware({ context, provider: 'openrouter', prefix, refuse: (c, e) => refuse(c, e.status, e.message) }),
  )

  app.post('/keys', async (c) => {
    const body = createBody.safeParse(await c.req.json().catch(() => undefined))
    if (!body.success) return invalid(c, body.error)
    const { key, secret } = makeKey(
      {
        name: body.data.name,
        limitMicros: micros(body.data.limit),
        limitReset: body.data.limit_reset ?? null,
        includeByokInLimit: body.data.include_byok_in_limit ?? false,
        expiresAt: body.data.expires_at ?? null,
      },
      context.now(),
    )
    state.keys.push(key)
    context.store.save()
    return c.json({ data: shownKey(key, context), key: secret }, 201)
  })

  app.get('/keys', (c) => {
    const offset = Number(c.req.query('offset') ?? 0)
    if (!Number.isInteger(offset) || offset < 0) return refuse(c, 400, 'offset: Invalid input')
    const withDisabled = c.req.query('include_disabled') === 'true'
    const newestFirst = state.keys.filter((key) => withDisabled || !key.disabled).reverse()
    return c.json({ data: newestFirst.slice(offset, offset + pageSize).map((key) => shownKey(key, context)) })
  })

  app.get('/keys/:hash', (c) => {
    const key = find(c.req.param('hash'))
    return key ? c.json({ data: shownKey(key, context) }) : notFound(c)
  })

  app.patch('/keys/:hash', async (c) => {
    const key = find(c.req.param('hash'))
    if (!key) return notFound(c)
    const body = patchBody.safeParse(await c.req.json().catch(() => undefined))
    if (!body.success) return invalid(c, body.error)
    const change = body.data
    key.name = change.name ?? key.name
    key.disabled = change.disabled ?? key.disabled
    if (change.limit !== undefined) key.limitMicros = micros(change.limit)
    if (change.limit_reset !== undefined) key.limitReset = change.limit_reset
    key.includeByokInLimit = change.include_byok_in_limit ?? key.includeByokInLimit
    key.updatedAt = new Date(context.now()).toISOString()
    context.store.save()
    return c.json({ data: shownKey(key, context) })
  })

  app.delete('/keys/:hash', (c) => {
    const key = find(c.req.param('hash'))
    if (!key) return notFound(c)
    state.keys = state.keys.filter((each) => each !== key)
    state.usedByDeletedMicros += usedMicros(key)
    context.store.save()
    return c.json({ deleted: true })
  })

  app.get('/key', (c) => {
    const key = find(hashOf(bearer(c) ?? ''))
    if (!key) return refuse(c, 401, 'User not found.')
    const { hash, name, disabled, created_at, updated_at, workspace_id, ...shown } = shownKey(key, context)
    const rate_limit = { requests: -1, interval: '10s', note: 'This field is deprecated and safe to ignore.' }
    return c.json({
      data: { ...shown, is_free_tier: false, is_management_key: false, is_provisioning_key: false, rate_limit },
    })
  })

  app.get('/credits', (c) => {
    const used = state.keys.reduce((sum, key) => sum + usedMicros(key), state.usedByDeletedMicros)
    return c.json({ data: { total_credits: dollars(state.creditsMicros), total_usage: dollars(used) } })
  })

  app.all('*', (c) => notFound(c))

  return {
    name: 'openrouter',
    app,
    summary: () => ({
      keys: state.keys.map((key) => ({
        keyHash: key.hash,
        name: key.name,
        disabled: key.disabled,
        limitUsd: dollars(key.limitMicros),
        usedUsd: dollars(usedMicros(key)),
      })),
    }),
    controls: {
      /** Uses a key up by so many dollars, past its limit too, as requests in flight do. */
      burn(args) {
        const { keyHash, name, usd } = burnArgs.parse(args)
        const key = state.keys.find((each) => each.hash === keyHash || each.name === name)
        if (!key) throw new Error('no such key')
        key.uses.push({ at: context.now(), micros: Math.round(usd * 1_000_000) })
        context.store.save()
        return { usedUsd: dollars(usedMicros(key)) }
      },
    },
  }
}

async function managementOnly(c: Context, next: () => Promise<void>): Promise<Response | undefined> {
  const token = bearer(c)
  if (token === undefined) return refuse(c, 401, 'Missing Authentication header')
  if (token === managementKey) {
    await next()
    return undefined
  }
  if (token.startsWith('sk-or-v1-')) return refuse(c, 403, 'Only management keys can perform this operation')
  return refuse(c, 401, 'User not found.')
}

const bearer = (c: Context) => /^Bearer (.+)$/.exec(c.req.header('authorization') ?? '')?.[1]

const refuse = (c: Context, code: number, message: string) =>
  c.json({ error: { code, message } }, { status: code as 400 })

const notFound = (c: Context) => refuse(c, 404, 'Not found')

function invalid(c: Context, error: z.core.$ZodError): Response {
  const issue = error.issues[0]
  return refuse(c, 400, `${issue?.path.join('.') || 'body'}: ${issue?.message}`)
}
