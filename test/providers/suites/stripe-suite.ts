import { describe, expect, it } from 'vitest'
import type { PaymentProvider } from '../../../worker/providers/stripe/port.ts'

/** What the suite runs against: the stand-in, or Stripe itself. No money moves; a customer without a card stays behind. */
export type StripeTarget = { name: string; provider(): PaymentProvider }

const hourMs = 60 * 60 * 1000

export function stripeSuite({ name, provider }: StripeTarget): void {
  describe(`payments by ${name}`, () => {
    const runId = `check_${crypto.randomUUID()}`
    const expiresAt = new Date(Date.now() + 2 * hourMs).toISOString()
    let customerId = ''
    let sessionId = ''
    const checkout = () => ({
      deploymentId: runId,
      userId: runId,
      customerId,
      successUrl: 'https://example.com/return?session={CHECKOUT_SESSION_ID}',
      cancelUrl: 'https://example.com/',
      expiresAt,
      idempotencyKey: `checkout:${runId}`,
    })

    it('sells at one monthly price', async () => {
      const price = await provider().getPlanPrice()
      expect(price).toMatchObject({ currency: expect.stringMatching(/^[a-z]{3}$/), interval: 'month' })
      expect(price.amountCents).toBeGreaterThan(0)
    })

    it('makes a customer once, however often it is asked', async () => {
      const customer = { userId: runId, email: `${runId}@example.com`, idempotencyKey: `cust:${runId}` }
      customerId = (await provider().createCustomer(customer)).customerId
      expect(await provider().createCustomer(customer)).toEqual({ customerId })
    })

    it('makes a Checkout session once, however often it is asked', async () => {
      const made = await provider().createCheckoutSession(checkout())
      sessionId = made.sessionId
      expect(made.url).toMatch(/^https?:/)
      expect(await provider().createCheckoutSession(checkout())).toEqual(made)
    })

    it('refuses the same key with other parameters', async () => {
      const other = { ...checkout(), cancelUrl: 'https://example.com/other' }
      await expect(provider().createCheckoutSession(other)).rejects.toMatchObject({ kind: 'refused' })
    })

    it('reads the session: open, of our deployment and customer, at the price', async () => {
      const { amountCents, currency } = await provider().getPlanPrice()
      expect(await provider().getCheckoutSession(sessionId)).toMatchObject({
        state: 'open',
        deploymentId: runId,
        customerId,
        subscriptionId: null,
        amountCents,
        currency,
      })
    })

    it('expires the session, and again', async () => {
      expect(await provider().expireCheckoutSession(sessionId)).toMatchObject({ sessionId, state: 'expired' })
      expect(await provider().expireCheckoutSession(sessionId)).toMatchObject({ sessionId, state: 'expired' })
      expect(await provider().getCheckoutSession(sessionId)).toMatchObject({ sessionId, state: 'expired' })
    })

    it('says that there is no such session or subscription', async () => {
      const missing = { kind: 'refused', facts: { status: 404, code: 'resource_missing' } }
      await expect(provider().getCheckoutSession('cs_test_nothing')).rejects.toMatchObject(missing)
      await expect(provider().getSubscription('sub_nothing')).rejects.toMatchObject(missing)
      await expect(provider().cancelSubscriptionNow('sub_nothing', `cancel:${runId}`)).rejects.toMatchObject(missing)
    })
  })
}
