import type { MiddlewareHandler } from 'hono'
import type { Account } from './account.ts'
import { answerRefusal, Refusal } from './refusal.ts'

/** Stripe may forget a key after 24 hours (docs.stripe.com/api/idempotent_requests). */
const rememberedMs = 24 * 60 * 60 * 1000
const longestKey = 255

/**
 * Answers a repeated POST as the first time, word for word, and refuses a key that comes back with other parameters.
 * A request that was refused before it did anything isn't remembered, so that a corrected one may use its key.
 */
export function idempotency({ context, state }: Account): MiddlewareHandler {
  const underWay = new Set<string>()
  return async (c, next) => {
    const key = c.req.header('idempotency-key')
    if (c.req.method !== 'POST' || key === undefined) return next()
    if (key.length > longestKey)
      return answerRefusal(c, refusal(400, `Idempotency keys may be up to ${longestKey} characters long.`))
    const fingerprint = `${c.req.path}\n${await c.req.text()}`
    const known = state.answers[key]
    if (known && known.at > context.now() - rememberedMs) {
      if (known.fingerprint !== fingerprint) return answerRefusal(c, refusal(400, mismatch(key)))
      return c.body(known.body, {
        status: known.status as 200,
        headers: { 'content-type': 'application/json', 'idempotent-replayed': 'true', 'idempotency-key': key },
      })
    }
    if (underWay.has(key)) return answerRefusal(c, refusal(409, inUse(key), 'idempotency_key_in_use'))
    underWay.add(key)
    try {
      await next()
    } finally {
      underWay.delete(key)
    }
    if (c.res.status === 200 || c.res.status === 402) {
      const body = await c.res.clone().text()
      state.answers[key] = { fingerprint, status: c.res.status, body, at: context.now() }
      context.store.save()
    }
  }
}

const refusal = (status: number, message: string, code?: string) =>
  new Refusal(status, { type: 'idempotency_error', message, ...(code ? { code } : {}) })

const mismatch = (key: string) =>
  `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`

const inUse = (key: string) =>
  `There is currently another in-progress request using this Idempotency Key (that probably means you submitted twice, and the other request is still going through): ${key}.`
