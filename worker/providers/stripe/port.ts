/** Payments, in our words; money is integer cents of US dollars. */
export type PaymentProvider = {
  /** One customer per user: `idempotencyKey` is `cust:<userId>`, so a repeat answers with the same one. */
  createCustomer(customer: { userId: string; email: string; idempotencyKey: string }): Promise<{ customerId: string }>
  /** A hosted page that sells the monthly plan. A repeat with the same key answers with the same session. */
  createCheckoutSession(checkout: {
    deploymentId: string
    userId: string
    customerId: string
    successUrl: string
    cancelUrl: string
    /** ISO time, 30 minutes to 24 hours ahead (Stripe's limits). */
    expiresAt: string
    idempotencyKey: string
  }): Promise<{ sessionId: string; url: string }>
  getCheckoutSession(sessionId: string): Promise<CheckoutSession>
  /** Closes the page; a session that is no longer open is left as it is. Answers its state afterwards. */
  expireCheckoutSession(sessionId: string): Promise<CheckoutSession>
  /** Ends the subscription now, without proration; one that has already ended is fine. */
  cancelSubscriptionNow(subscriptionId: string, idempotencyKey: string): Promise<{ endedAt: string }>
  getSubscription(subscriptionId: string): Promise<Subscription>
  /** The price that is sold, read from the account: fails when it isn't a monthly one. */
  getPlanPrice(): Promise<{ priceId: string; amountCents: number; currency: string; interval: 'month' }>
  /** Makes the card of the subscription the customer's default, so that renewals and top-ups use one card. */
  makeSubscriptionCardDefault(subscriptionId: string): Promise<void>
  /** Verifies the signature (300 s tolerance) and answers what happened; undefined for an event that we have no use for. Throws `WebhookRejected`. */
  readWebhook(body: string, signature: string): Promise<WebhookEvent | undefined>
}

/** | `open` can still be paid | `paid` money was really received | `unpaid` completed, money outstanding | `expired` can't be paid any more. */
export type CheckoutSession = {
  sessionId: string
  state: 'open' | 'paid' | 'unpaid' | 'expired'
  deploymentId: string
  url: string | null
  subscriptionId: string | null
  customerId: string | null
  amountCents: number
  currency: string
}

export type Subscription = {
  subscriptionId: string
  /** Stripe's own word: `active`, `past_due`, `canceled`, … */
  status: string
  deploymentId: string | null
  /** ISO time. */
  currentPeriodEnd: string
  cancelAtPeriodEnd: boolean
}

/** Events are hints: they name the object, the caller reads it again. */
export type WebhookEvent = { eventId: string; created: string } & (
  | { about: 'checkout'; sessionId: string }
  | { about: 'subscription'; subscriptionId: string }
)

/** A webhook that isn't Stripe's, is too old, or is for another mode than ours. */
export class WebhookRejected extends Error {
  override readonly name = 'WebhookRejected'
}
