import { ProviderError } from '../../../worker/providers/provider-error.ts'
import type { CheckoutSession, PaymentProvider } from '../../../worker/providers/stripe/port.ts'
import { type Clock, MINUTE } from '../clock.ts'

type Session = CheckoutSession & { expiresAt: number }
type Checkout = Parameters<PaymentProvider['createCheckoutSession']>[0]

/** Stripe with a memory: idempotent by key, pages that expire by themselves, subscriptions that end once. */
export function createStripeModel(clock: Clock) {
  const byKey = new Map<string, string>()
  const sessions = new Map<string, Session>()
  const subscriptions = new Map<string, { deploymentId: string; status: 'active' | 'canceled' }>()

  const refuse = (operation: string, status: number, code: string) =>
    new ProviderError({ provider: 'stripe', kind: 'refused', operation, status, code })

  function session(sessionId: string): Session {
    const found = sessions.get(sessionId)
    if (!found) throw refuse('session', 404, 'resource_missing')
    if (found.state === 'open' && clock.now >= found.expiresAt) found.state = 'expired'
    return found
  }

  return {
    sessions,
    subscriptions,
    session,
    createCheckoutSession({ deploymentId, customerId, expiresAt, idempotencyKey }: Checkout) {
      const known = byKey.get(idempotencyKey)
      if (known) return { sessionId: known, url: `https://pay.example/${known}#page-secret` }
      // Stripe wants at least 30 minutes, measured when it is asked.
      if (Date.parse(expiresAt) < clock.now + 30 * MINUTE) throw refuse('session', 400, 'expires_at_too_soon')
      const sessionId = `cs_${sessions.size + 1}`
      byKey.set(idempotencyKey, sessionId)
      sessions.set(sessionId, {
        sessionId,
        state: 'open',
        deploymentId,
        url: `https://pay.example/${sessionId}#page-secret`,
        subscriptionId: null,
        customerId,
        amountCents: 2_500,
        currency: 'usd',
        expiresAt: Date.parse(expiresAt),
      })
      return { sessionId, url: `https://pay.example/${sessionId}#page-secret` }
    },
    /** What the person does; answers whether the page could still be paid. */
    pay(sessionId: string): boolean {
      const paid = session(sessionId)
      if (paid.state !== 'open') return false
      const subscriptionId = `sub_${subscriptions.size + 1}`
      subscriptions.set(subscriptionId, { deploymentId: paid.deploymentId, status: 'active' })
      Object.assign(paid, { state: 'paid', subscriptionId, url: null })
      return true
    },
    expireCheckoutSession(sessionId: string): CheckoutSession {
      const closed = session(sessionId)
      if (closed.state === 'open') closed.state = 'expired'
      return { ...closed }
    },
    cancelSubscription(subscriptionId: string) {
      const subscription = subscriptions.get(subscriptionId)
      if (!subscription) throw refuse('subscription', 404, 'resource_missing')
      subscription.status = 'canceled'
      return { endedAt: new Date(clock.now).toISOString() }
    },
  }
}

export type StripeModel = ReturnType<typeof createStripeModel>
