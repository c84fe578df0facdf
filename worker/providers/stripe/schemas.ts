import * as z from 'zod/mini'

// What we read of Stripe's objects, and nothing more; loose, as Stripe adds fields at any time.

/** Expandable fields are ids here: no call of ours expands them. */
const id = z.string().check(z.minLength(1))
const metadata = z.record(z.string(), z.string())
/** On every object that we make for a deployment. */
const ours = z.looseObject({ deployment_id: id })

export const customer = z.looseObject({ id, object: z.literal('customer') })

export const checkoutSession = z.looseObject({
  id,
  object: z.literal('checkout.session'),
  status: z.enum(['open', 'complete', 'expired']),
  payment_status: z.string(),
  url: z.nullish(z.string()),
  metadata: ours,
  subscription: z.nullable(id),
  customer: z.nullable(id),
  amount_total: z.int(),
  currency: z.string(),
  livemode: z.boolean(),
})
export type CheckoutSessionAnswer = z.infer<typeof checkoutSession>

/** A session as its creation answers it. */
export const openCheckoutSession = z.looseObject({ id, object: z.literal('checkout.session'), url: z.url() })

export const subscription = z.looseObject({
  id,
  object: z.literal('subscription'),
  status: z.string(),
  metadata,
  customer: id,
  default_payment_method: z.nullable(id),
  cancel_at_period_end: z.boolean(),
  ended_at: z.nullable(z.int()),
  // The period moved from the subscription to its items in 2025 (Stripe's "basil" version).
  items: z.looseObject({
    data: z.array(z.looseObject({ current_period_end: z.int() })).check(z.minLength(1)),
  }),
})
export type SubscriptionAnswer = z.infer<typeof subscription>

export const endedSubscription = z.looseObject({ id, status: z.literal('canceled'), ended_at: z.int() })

export const monthlyPrice = z.looseObject({
  id,
  object: z.literal('price'),
  active: z.literal(true),
  currency: z.string(),
  unit_amount: z.int(),
  recurring: z.looseObject({ interval: z.literal('month'), interval_count: z.literal(1) }),
})

export const event = z.looseObject({
  id,
  object: z.literal('event'),
  type: z.string(),
  created: z.int(),
  livemode: z.boolean(),
  data: z.looseObject({ object: z.looseObject({}) }),
})

/** A session or a subscription that was made for a deployment; the account may sell other things too. */
export const ofDeployment = z.looseObject({ id, metadata: ours })

/** An invoice of such a subscription, which it names under `parent` since 2025 (before, in a field of its own). */
export const invoiceOfDeployment = z.looseObject({
  parent: z.looseObject({ subscription_details: z.looseObject({ subscription: id, metadata: ours }) }),
})
