import type Stripe from 'stripe'
import { makeCustomer } from '../../sandbox/stripe/objects.ts'
import type * as wire from '../../sandbox/stripe/wire.ts'

// Wrong fields, planted: the compiler must complain at each marked line, and complains at the mark when it doesn't. Our
// requests and the stand-in's answers are held to Stripe's schema by the SDK's types alone, so this shows that they do hold.

const customer = makeCustomer({ email: null, name: null, description: null, metadata: {} }, 0)

// @ts-expect-error planted: a field that Stripe doesn't have
export const renamedField: wire.Customer = { ...customer, colour: 'red' }
// @ts-expect-error planted: a time as text
export const wrongType: wire.Customer = { ...customer, created: '2026-11-23' }
// @ts-expect-error planted: a field left out
export const missingField: Pick<wire.Session, 'id' | 'url'> = { id: 'cs_1' }

export const droppedParameter: Stripe.Checkout.SessionCreateParams = {
  mode: 'subscription',
  // @ts-expect-error planted: dropped by Stripe in 2026
  payment_method_types: ['card'],
}

// @ts-expect-error planted: no such event
export const eventName: wire.EventType = 'checkout.session.complete'
