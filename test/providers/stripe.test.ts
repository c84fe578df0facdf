import { afterEach, describe, expect, it } from 'vitest'
import { createStripe } from '../../worker/providers/stripe/adapter.ts'
import { clearFaults, control, planFault, sandboxUrl } from './sandbox-client.ts'
import { config, eventsAbout, openCheckout, paidCheckout, stripe } from './stripe-checkout.ts'
import { stripeSuite } from './suites/stripe-suite.ts'

afterEach(clearFaults)

stripeSuite({ name: "Stripe's stand-in", provider: () => stripe })

describe('a paid Checkout', () => {
  it('is paid, with its subscription, only once the money was received', async () => {
    const { sessionId, deploymentId, subscriptionId } = await paidCheckout()
    expect(await stripe.getCheckoutSession(sessionId)).toMatchObject({
      state: 'paid',
      url: null,
      deploymentId,
      subscriptionId,
      amountCents: 2500,
      currency: 'usd',
    })
    expect(await stripe.getSubscription(subscriptionId)).toMatchObject({
      status: 'active',
      deploymentId,
      cancelAtPeriodEnd: false,
    })
  })

  it.each(['no_payment_required', 'unpaid', 'something new'])('is not paid while Stripe says %s', async (said) => {
    const { sessionId } = await paidCheckout()
    const doubting = createStripe(config, async (request) => {
      const answer = await fetch(request)
      return Response.json({ ...((await answer.json()) as object), payment_status: said })
    })
    expect(await doubting.getCheckoutSession(sessionId)).toMatchObject({ state: 'unpaid' })
  })

  it('stays open after a declined card', async () => {
    const { sessionId } = await openCheckout()
    await expect(control('stripe', 'pay', { sessionId, card: 'declined' })).rejects.toThrow('declined')
    expect(await stripe.getCheckoutSession(sessionId)).toMatchObject({ state: 'open', subscriptionId: null })
  })

  it('is not expired by us afterwards', async () => {
    const { sessionId } = await paidCheckout()
    expect(await stripe.expireCheckoutSession(sessionId)).toMatchObject({ state: 'paid' })
  })

  it('lets its card become the default of the customer, also when asked twice', async () => {
    const { customerId, subscriptionId } = await paidCheckout()
    const defaults = async () => {
      const headers = { authorization: 'Bearer sk_test_sandbox', 'stripe-version': '2026-10-28.endive' }
      const read = async (path: string) => (await fetch(`${sandboxUrl}/v1/${path}`, { headers })).json()
      const customer = (await read(`customers/${customerId}`)) as {
        invoice_settings: { default_payment_method: string | null }
      }
      const subscription = (await read(`subscriptions/${subscriptionId}`)) as { default_payment_method: string | null }
      return [customer.invoice_settings.default_payment_method, subscription.default_payment_method]
    }
    const card = expect.stringMatching(/^pm_/)
    expect(await defaults()).toEqual([null, card])
    await stripe.makeSubscriptionCardDefault(subscriptionId)
    await stripe.makeSubscriptionCardDefault(subscriptionId)
    expect(await defaults()).toEqual([card, null])
  })

  it('ends its subscription once, and answers the same end to every repeat', async () => {
    const { subscriptionId } = await paidCheckout()
    const ended = await stripe.cancelSubscriptionNow(subscriptionId, 'cancel:1')
    expect(await stripe.cancelSubscriptionNow(subscriptionId, 'cancel:1')).toEqual(ended)
    expect((await stripe.getSubscription(subscriptionId)).status).toBe('canceled')
    const ends = (await eventsAbout(subscriptionId)).filter((event) => event.type === 'customer.subscription.deleted')
    expect(ends).toHaveLength(1)
  })
})

describe('faults', () => {
  it.each([
    ['no_answer', 'unknown_outcome'],
    ['error', 'unknown_outcome'],
    ['garbage', 'unknown_outcome'],
    ['rate_limit', 'transient'],
    ['refuse', 'refused'],
  ] as const)('reads %s of a POST as %s', async (kind, expected) => {
    await planFault({ provider: 'stripe', operation: 'POST /v1/customers', kind })
    const customer = { userId: 'u', email: 'a@example.com', idempotencyKey: `fault:${kind}` }
    await expect(stripe.createCustomer(customer)).rejects.toMatchObject({
      kind: expected,
      facts: { provider: 'stripe', operation: 'POST /v1/customers' },
    })
  })

  it.each([
    ['no_answer', 'transient'],
    ['error', 'transient'],
    ['garbage', 'unexpected_shape'],
    ['rate_limit', 'transient'],
    ['refuse', 'refused'],
  ] as const)('reads %s of a GET as %s', async (kind, expected) => {
    await planFault({ provider: 'stripe', operation: 'GET /v1/prices/{}', kind })
    await expect(stripe.getPlanPrice()).rejects.toMatchObject({ kind: expected })
  })

  it('names the request as Stripe’s support asks for it', async () => {
    await expect(stripe.getSubscription('sub_nothing')).rejects.toMatchObject({
      facts: { queryId: expect.stringMatching(/^req_/), status: 404, code: 'resource_missing' },
    })
  })

  it('makes one session, though the first answer was lost', async () => {
    const { wish, sessionId } = await openCheckout()
    const again = { ...wish, idempotencyKey: `${wish.idempotencyKey}:lost` }
    await planFault({ provider: 'stripe', operation: 'POST /v1/checkout/sessions', kind: 'lost_answer' })
    await expect(stripe.createCheckoutSession(again)).rejects.toMatchObject({ kind: 'unknown_outcome' })
    const repeated = await stripe.createCheckoutSession(again)
    expect(repeated.sessionId).not.toBe(sessionId)
    expect(await stripe.createCheckoutSession(again)).toEqual(repeated)
  })

  it('is not repeated by the SDK behind our back, even when the connection was closed', async () => {
    let calls = 0
    const cut = createStripe(config, async () => {
      calls += 1
      throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })
    })
    const customer = { userId: 'u', email: 'a@example.com', idempotencyKey: 'once' }
    await expect(cut.createCustomer(customer)).rejects.toMatchObject({ kind: 'unknown_outcome' })
    expect(calls).toBe(1)
  })

  it('finds a subscription ended whose end was not answered', async () => {
    const { subscriptionId } = await paidCheckout()
    await planFault({ provider: 'stripe', operation: 'DELETE /v1/subscriptions/{}', kind: 'lost_answer' })
    await expect(stripe.cancelSubscriptionNow(subscriptionId, 'c')).rejects.toMatchObject({ kind: 'unknown_outcome' })
    expect(await stripe.cancelSubscriptionNow(subscriptionId, 'c')).toHaveProperty('endedAt')
  })
})
