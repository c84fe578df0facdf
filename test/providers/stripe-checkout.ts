import { createStripe } from '../../worker/providers/stripe/adapter.ts'
import { control, sandboxUrl } from './sandbox-client.ts'

export const config = {
  apiBase: sandboxUrl,
  secretKey: 'sk_test_sandbox',
  webhookSecret: 'whsec_sandbox',
  priceId: 'price_sandbox_openclaw',
}
/** The adapter as the Worker has it in the sandbox. */
export const stripe = createStripe(config)
const hourMs = 60 * 60 * 1000

/** A Checkout of a new customer for a new deployment, still open. */
export async function openCheckout() {
  const deploymentId = crypto.randomUUID()
  const { customerId } = await stripe.createCustomer({
    userId: deploymentId,
    email: `${deploymentId}@example.com`,
    idempotencyKey: `cust:${deploymentId}`,
  })
  const wish = {
    deploymentId,
    userId: deploymentId,
    customerId,
    successUrl: 'https://example.com/ok?session={CHECKOUT_SESSION_ID}',
    cancelUrl: 'https://example.com/',
    expiresAt: new Date(Date.now() + hourMs).toISOString(),
    idempotencyKey: `checkout:${deploymentId}:1`,
  }
  return { wish, deploymentId, customerId, ...(await stripe.createCheckoutSession(wish)) }
}

/** The same, paid by a card that succeeds. */
export async function paidCheckout() {
  const checkout = await openCheckout()
  const { subscriptionId } = await control<{ subscriptionId: string }>('stripe', 'pay', {
    sessionId: checkout.sessionId,
  })
  return { ...checkout, subscriptionId }
}

type SignedEvent = { eventId: string; type: string; body: string; signature: string }
/** Events that name an id, oldest first, as Stripe sends them. */
export const eventsAbout = (about: string) => control<SignedEvent[]>('stripe', 'signedEvents', { about })
