import { Hono } from 'hono'
import * as z from 'zod/mini'
import type { Account } from './account.ts'
import { expand, int, metadata, text } from './form.ts'
import { makeRefund } from './objects.ts'
import { body, expanded, listPage, listParams, onlyExpand, query } from './read.ts'
import { invalid, missing } from './refusal.ts'
import { idOf } from './wire.ts'

const refundParams = z.strictObject({
  payment_intent: text,
  amount: z.optional(int),
  reason: z.optional(z.enum(['duplicate', 'fraudulent', 'requested_by_customer'])),
  metadata: z.optional(metadata),
  expand,
})
const invoiceFilters = listParams({
  customer: z.optional(text),
  subscription: z.optional(text),
  status: z.optional(z.enum(['draft', 'open', 'paid', 'uncollectible', 'void'])),
})
const linkFilters = listParams({ invoice: z.optional(text), status: z.optional(text) })
const intentFilters = listParams({ customer: z.optional(text) })
const refundFilters = listParams({ payment_intent: z.optional(text) })
const eventFilters = listParams({ type: z.optional(text), types: z.optional(z.array(text)) })

/** Invoices, what paid them, refunds, and the events of all. */
export function paymentRoutes(account: Account): Hono {
  const { state, context } = account
  const app = new Hono()

  const readable = [
    ['/invoices/:id', 'invoice', state.invoices],
    ['/invoice_payments/:id', 'invoice_payment', state.invoicePayments],
    ['/payment_intents/:id', 'payment_intent', state.paymentIntents],
    ['/payment_methods/:id', 'PaymentMethod', state.paymentMethods],
    ['/refunds/:id', 'refund', state.refunds],
    ['/events/:id', 'event', state.events],
  ] as const
  for (const [path, noun, all] of readable)
    app.get(path, (c) => {
      const id = c.req.param('id') ?? ''
      const found = (all as Record<string, object>)[id]
      if (!found) throw missing(noun, id)
      return c.json(expanded(state, found, query(c, onlyExpand).expand))
    })

  app.get('/invoices', (c) => {
    const { customer, subscription, status, ...page } = query(c, invoiceFilters)
    return listPage(
      c,
      state.invoices,
      page,
      (each) =>
        (customer === undefined || idOf(each.customer) === customer) &&
        (subscription === undefined || idOf(each.parent?.subscription_details?.subscription) === subscription) &&
        (status === undefined || each.status === status),
    )
  })

  app.get('/invoice_payments', (c) => {
    const { invoice, status, ...page } = query(c, linkFilters)
    return listPage(
      c,
      state.invoicePayments,
      page,
      (each) =>
        (invoice === undefined || idOf(each.invoice) === invoice) && (status === undefined || each.status === status),
    )
  })

  app.get('/payment_intents', (c) => {
    const { customer, ...page } = query(c, intentFilters)
    return listPage(c, state.paymentIntents, page, (each) => customer === undefined || idOf(each.customer) === customer)
  })

  app.get('/refunds', (c) => {
    const { payment_intent, ...page } = query(c, refundFilters)
    return listPage(
      c,
      state.refunds,
      page,
      (each) => payment_intent === undefined || idOf(each.payment_intent) === payment_intent,
    )
  })

  app.get('/events', (c) => {
    const { type, types, ...page } = query(c, eventFilters)
    return listPage(
      c,
      state.events,
      page,
      (each) => (type === undefined || each.type === type) && (types === undefined || types.includes(each.type)),
    )
  })

  app.post('/refunds', async (c) => {
    const wish = await body(c, refundParams)
    const intent = state.paymentIntents[wish.payment_intent]
    if (!intent) throw missing('payment_intent', wish.payment_intent, 'payment_intent')
    const refunded = Object.values(state.refunds)
      .filter((each) => idOf(each.payment_intent) === intent.id)
      .reduce((sum, each) => sum + each.amount, 0)
    const left = intent.amount_received - refunded
    if (left <= 0)
      throw invalid(`Charge ${idOf(intent.latest_charge)} has already been refunded.`, {
        code: 'charge_already_refunded',
      })
    const amount = wish.amount ?? left
    if (amount < 1 || amount > left)
      throw invalid(`Refund amount (${amount}) is greater than unrefunded amount on charge (${left})`, {
        param: 'amount',
      })
    const refund = makeRefund(
      {
        amount,
        currency: intent.currency,
        metadata: wish.metadata ?? {},
        payment_intent: intent.id,
        reason: wish.reason ?? null,
        charge: intent.latest_charge,
      },
      account.seconds(),
    )
    state.refunds[refund.id] = refund
    account.emit('refund.created', refund)
    context.store.save()
    return c.json(expanded(state, refund, wish.expand))
  })

  return app
}
