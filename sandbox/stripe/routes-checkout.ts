import { Hono } from 'hono'
import * as z from 'zod/mini'
import type { Account } from './account.ts'
import { expireSession } from './billing.ts'
import { bool, expand, int, metadata, text } from './form.ts'
import { makeSession } from './make-session.ts'
import { body, expanded, listPage, listParams, onlyExpand, query } from './read.ts'
import { invalid, missing } from './refusal.ts'
import { idOf, type Session } from './wire.ts'

const minuteSeconds = 60
const shortestLife = 30 * minuteSeconds
const longestLife = 24 * 60 * minuteSeconds

// Only what a session in subscription mode with one monthly price takes; `payment_method_types` is gone since 2026-09-30.
const createParams = z.strictObject({
  mode: z.literal('subscription'),
  customer: text,
  line_items: z.array(z.strictObject({ price: text, quantity: z.optional(int) })).check(z.minLength(1), z.maxLength(1)),
  success_url: text,
  cancel_url: z.optional(text),
  client_reference_id: z.optional(z.string().check(z.maxLength(200))),
  metadata: z.optional(metadata),
  subscription_data: z.optional(z.strictObject({ metadata: z.optional(metadata), description: z.optional(text) })),
  allowed_payment_method_types: z.optional(z.array(z.enum(['card', 'link']))),
  payment_method_collection: z.optional(z.enum(['always', 'if_required'])),
  allow_promotion_codes: z.optional(bool),
  adaptive_pricing: z.optional(z.strictObject({ enabled: bool })),
  saved_payment_method_options: z.optional(
    z.strictObject({
      allow_redisplay_filters: z.optional(z.array(z.enum(['always', 'limited', 'unspecified']))),
      payment_method_save: z.optional(z.enum(['enabled', 'disabled'])),
    }),
  ),
  expires_at: z.optional(int),
  expand,
})
const filters = listParams({
  customer: z.optional(text),
  subscription: z.optional(text),
  status: z.optional(z.enum(['open', 'complete', 'expired'])),
})

/** Checkout sessions in subscription mode. */
export function checkoutRoutes(account: Account): Hono {
  const { state, context } = account
  const app = new Hono()
  const known = (id: string): Session => {
    const session = state.sessions[id]
    if (!session) throw missing('checkout.session', id)
    return session
  }

  app.post('/checkout/sessions', async (c) => {
    const wish = await body(c, createParams)
    const now = account.seconds()
    const customer = state.customers[wish.customer]
    if (!customer) throw missing('customer', wish.customer, 'customer')
    const line = wish.line_items[0]
    const price = state.prices[line?.price ?? '']
    if (!line || !price) throw missing('price', line?.price ?? '', 'line_items[0][price]')
    checkUrl(wish.success_url, 'success_url')
    if (wish.cancel_url !== undefined) checkUrl(wish.cancel_url, 'cancel_url')
    const expiresAt = wish.expires_at ?? now + longestLife
    if (expiresAt < now + shortestLife || expiresAt > now + longestLife) {
      const message =
        'The `expires_at` timestamp must be between 30 minutes and 24 hours from Checkout Session creation.'
      throw invalid(message, { param: 'expires_at' })
    }
    const quantity = line.quantity ?? 1
    const session = makeSession(
      {
        customer,
        price,
        quantity,
        successUrl: wish.success_url,
        cancelUrl: wish.cancel_url ?? null,
        clientReferenceId: wish.client_reference_id ?? null,
        metadata: wish.metadata ?? {},
        allowedPaymentMethodTypes: wish.allowed_payment_method_types ?? null,
        paymentMethodCollection: wish.payment_method_collection ?? 'always',
        allowPromotionCodes: wish.allow_promotion_codes ?? null,
        adaptivePricing: wish.adaptive_pricing ?? null,
        savedPaymentMethodOptions: wish.saved_payment_method_options ?? {},
        expiresAt,
      },
      now,
      (id) => `${context.addresses.companies}/stripe/checkout/${id}`,
    )
    state.sessions[session.id] = session
    const { metadata = {}, description = null } = wish.subscription_data ?? {}
    state.orders[session.id] = { price: price.id, quantity, metadata, description }
    context.store.save()
    return c.json(expanded(state, session, wish.expand))
  })

  app.get('/checkout/sessions', (c) => {
    const { customer, subscription, status, ...page } = query(c, filters)
    return listPage(
      c,
      state.sessions,
      page,
      (each) =>
        (customer === undefined || idOf(each.customer) === customer) &&
        (subscription === undefined || idOf(each.subscription) === subscription) &&
        (status === undefined || each.status === status),
    )
  })

  app.get('/checkout/sessions/:id', (c) =>
    c.json(expanded(state, known(c.req.param('id')), query(c, onlyExpand).expand)),
  )

  app.post('/checkout/sessions/:id/expire', async (c) => {
    const session = known(c.req.param('id'))
    const { expand } = await body(c, onlyExpand)
    if (session.status !== 'open')
      throw invalid(
        `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of \`${session.status}\`.`,
      )
    expireSession(account, session)
    return c.json(expanded(state, session, expand))
  })

  return app
}

function checkUrl(url: string, param: string): void {
  const parsed = URL.parse(url.replace('{CHECKOUT_SESSION_ID}', 'cs'))
  if (parsed?.protocol !== 'http:' && parsed?.protocol !== 'https:')
    throw invalid('Not a valid URL', { param, code: 'url_invalid' })
}
