import { Hono } from 'hono'
import * as z from 'zod/mini'
import type { Account } from './account.ts'
import { endSubscription } from './billing.ts'
import { bool, expand, metadata, text } from './form.ts'
import { body, expanded, listPage, listParams, onlyExpand, query } from './read.ts'
import { invalid, missing } from './refusal.ts'
import { mergeMetadata } from './routes-customers.ts'
import { idOf, type Subscription } from './wire.ts'

const updateParams = z.strictObject({
  default_payment_method: z.optional(z.string()),
  cancel_at_period_end: z.optional(bool),
  metadata: z.optional(metadata),
  expand,
})
const cancelParams = z.strictObject({ prorate: z.optional(bool), invoice_now: z.optional(bool), expand })
const filters = listParams({ customer: z.optional(text), status: z.optional(text) })

/** Subscriptions: read, changed, ended. They are born by Checkout only. */
export function subscriptionRoutes(account: Account): Hono {
  const { state, context } = account
  const app = new Hono()
  const known = (id: string): Subscription => {
    const subscription = state.subscriptions[id]
    if (!subscription) throw missing('subscription', id)
    return subscription
  }

  app.get('/subscriptions', (c) => {
    const { customer, status, ...page } = query(c, filters)
    return listPage(
      c,
      state.subscriptions,
      page,
      (each) =>
        (customer === undefined || idOf(each.customer) === customer) &&
        // Without a status Stripe lists everything that has not ended.
        (status === undefined ? each.status !== 'canceled' : status === 'all' || each.status === status),
    )
  })

  app.get('/subscriptions/:id', (c) => c.json(expanded(state, known(c.req.param('id')), query(c, onlyExpand).expand)))

  app.post('/subscriptions/:id', async (c) => {
    const subscription = known(c.req.param('id'))
    const change = await body(c, updateParams)
    if (subscription.status === 'canceled')
      throw invalid('A canceled subscription can only update its cancellation_details and metadata.')
    const card = change.default_payment_method
    if (card !== undefined) {
      if (card !== '' && idOf(state.paymentMethods[card]?.customer) !== idOf(subscription.customer))
        throw missing('PaymentMethod', card, 'default_payment_method')
      subscription.default_payment_method = card === '' ? null : card
    }
    if (change.cancel_at_period_end !== undefined) {
      subscription.cancel_at_period_end = change.cancel_at_period_end
      // The time of the wish, not of the end.
      subscription.canceled_at = change.cancel_at_period_end ? account.seconds() : null
      subscription.cancel_at = change.cancel_at_period_end
        ? (subscription.items.data[0]?.current_period_end ?? null)
        : null
    }
    mergeMetadata(subscription.metadata, change.metadata)
    account.emit('customer.subscription.updated', subscription)
    context.store.save()
    return c.json(expanded(state, subscription, change.expand))
  })

  app.delete('/subscriptions/:id', (c) => {
    const { prorate, invoice_now, expand } = query(c, cancelParams)
    if (prorate || invoice_now) throw invalid('This sandbox knows no proration.', { param: 'prorate' })
    const subscription = known(c.req.param('id'))
    // It can still be read, but not ended again.
    if (subscription.status === 'canceled') throw missing('subscription', subscription.id)
    endSubscription(account, subscription, 'cancellation_requested')
    return c.json(expanded(state, subscription, expand))
  })

  return app
}
