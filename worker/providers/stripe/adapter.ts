import Stripe from 'stripe'
import { isProviderError } from '../provider-error.ts'
import type { Fetcher } from '../request-json.ts'
import { callStripe } from './call.ts'
import type { CheckoutSession, PaymentProvider, Subscription } from './port.ts'
import * as answers from './schemas.ts'
import { readWebhook } from './webhook.ts'

export type StripeConfig = {
  secretKey: string
  webhookSecret: string
  /** The monthly price that is sold. */
  priceId: string
  /** `http://host:port` of the sandbox; Stripe's own unless given. */
  apiBase?: string | undefined
}

/** The webhook endpoint must be made with the same version: Stripe shapes an endpoint's events by the version it was made with. */
export const stripeApiVersion = '2026-10-28.endive'
const timeoutMs = 20_000

/** Speaks Stripe's API by its own SDK. A repeat with the same idempotency key is answered as the first time for at least 24 hours. */
export function createStripe(config: StripeConfig, fetcher: Fetcher = fetch): PaymentProvider {
  const stripe = new Stripe(config.secretKey, {
    apiVersion: stripeApiVersion,
    // The outbox retries, where it is seen.
    maxNetworkRetries: 0,
    timeout: timeoutMs,
    telemetry: false,
    httpClient: Stripe.createFetchHttpClient(hidingErrorCodes(fetcher)),
    ...(config.apiBase ? sdkAddress(config.apiBase) : {}),
  })
  const livemode = /^[rs]k_live_/.test(config.secretKey)

  const retrieveSession = async (sessionId: string) => {
    const operation = 'GET /v1/checkout/sessions/{id}'
    const send = () => stripe.checkout.sessions.retrieve(sessionId)
    return checkoutSession(await callStripe({ operation, schema: answers.checkoutSession, send }))
  }
  const retrieveSubscription = (subscriptionId: string) =>
    callStripe({
      operation: 'GET /v1/subscriptions/{id}',
      schema: answers.subscription,
      send: () => stripe.subscriptions.retrieve(subscriptionId),
    })

  return {
    async createCustomer({ userId, email, idempotencyKey }) {
      const send = () => stripe.customers.create({ email, metadata: { user_id: userId } }, { idempotencyKey })
      const made = await callStripe({ operation: 'POST /v1/customers', schema: answers.customer, send })
      return { customerId: made.id }
    },

    async createCheckoutSession(checkout) {
      // Stripe copies a session's metadata to nothing else, so the subscription gets its own.
      const metadata = { deployment_id: checkout.deploymentId, user_id: checkout.userId }
      const params: Stripe.Checkout.SessionCreateParams = {
        mode: 'subscription',
        customer: checkout.customerId,
        line_items: [{ price: config.priceId, quantity: 1 }],
        success_url: checkout.successUrl,
        cancel_url: checkout.cancelUrl,
        client_reference_id: checkout.deploymentId,
        metadata,
        subscription_data: { metadata },
        // Both confirm at once: no session completes with its money still on the way.
        allowed_payment_method_types: ['card', 'link'],
        payment_method_collection: 'always',
        allow_promotion_codes: false,
        adaptive_pricing: { enabled: false },
        // Without this a card saved by the first deployment isn't offered for the second.
        saved_payment_method_options: {
          payment_method_save: 'enabled',
          allow_redisplay_filters: ['always', 'limited'],
        },
        expires_at: Math.floor(Date.parse(checkout.expiresAt) / 1000),
      }
      const made = await callStripe({
        operation: 'POST /v1/checkout/sessions',
        schema: answers.openCheckoutSession,
        send: () => stripe.checkout.sessions.create(params, { idempotencyKey: checkout.idempotencyKey }),
      })
      return { sessionId: made.id, url: made.url }
    },

    getCheckoutSession: retrieveSession,

    async expireCheckoutSession(sessionId) {
      try {
        const send = () => stripe.checkout.sessions.expire(sessionId)
        const operation = 'POST /v1/checkout/sessions/{id}/expire'
        return checkoutSession(await callStripe({ operation, schema: answers.checkoutSession, send }))
      } catch (error) {
        if (!isProviderError(error, 'refused')) throw error
        // Stripe refuses to expire what is no longer open; what it is instead is the answer.
        const session = await retrieveSession(sessionId)
        if (session.state === 'open') throw error
        return session
      }
    },

    async cancelSubscriptionNow(subscriptionId, idempotencyKey) {
      try {
        const params = { prorate: false, invoice_now: false }
        const send = () => stripe.subscriptions.cancel(subscriptionId, params, { idempotencyKey })
        const operation = 'DELETE /v1/subscriptions/{id}'
        return endOf(await callStripe({ operation, schema: answers.endedSubscription, send }))
      } catch (error) {
        if (!isProviderError(error, 'refused')) throw error
        // Stripe answers 404 to the second cancellation, though the subscription can still be read.
        const found = answers.endedSubscription.safeParse(await retrieveSubscription(subscriptionId))
        if (!found.success) throw error
        return endOf(found.data)
      }
    },

    async getSubscription(subscriptionId) {
      return subscription(await retrieveSubscription(subscriptionId))
    },

    async getPlanPrice() {
      const price = await callStripe({
        operation: 'GET /v1/prices/{id}',
        schema: answers.monthlyPrice,
        send: () => stripe.prices.retrieve(config.priceId),
      })
      return { priceId: price.id, amountCents: price.unit_amount, currency: price.currency, interval: 'month' }
    },

    async makeSubscriptionCardDefault(subscriptionId) {
      const found = await retrieveSubscription(subscriptionId)
      const card = found.default_payment_method
      // Checkout saves the card on the subscription, where it would outrank the customer's later choice; gone from there, we were here before.
      if (card === null) return
      await callStripe({
        operation: 'POST /v1/customers/{id}',
        schema: answers.customer,
        send: () => stripe.customers.update(found.customer, { invoice_settings: { default_payment_method: card } }),
      })
      await callStripe({
        operation: 'POST /v1/subscriptions/{id}',
        schema: answers.subscription,
        send: () => stripe.subscriptions.update(subscriptionId, { default_payment_method: '' }),
      })
    },

    readWebhook: (body, signature) =>
      readWebhook(stripe.webhooks, { secret: config.webhookSecret, livemode }, body, signature),
  }
}

function checkoutSession(answer: answers.CheckoutSessionAnswer): CheckoutSession {
  return {
    sessionId: answer.id,
    state: sessionState(answer),
    deploymentId: answer.metadata.deployment_id,
    url: answer.url ?? null,
    subscriptionId: answer.subscription,
    customerId: answer.customer,
    amountCents: answer.amount_total,
    currency: answer.currency,
  }
}

/** Only money that was really received counts as paid: `no_payment_required`, as after a full discount, does not. */
function sessionState({ status, payment_status }: answers.CheckoutSessionAnswer): CheckoutSession['state'] {
  if (status === 'complete') return payment_status === 'paid' ? 'paid' : 'unpaid'
  return status
}

const subscription = (answer: answers.SubscriptionAnswer): Subscription => ({
  subscriptionId: answer.id,
  status: answer.status,
  deploymentId: answer.metadata.deployment_id ?? null,
  currentPeriodEnd: iso(Math.max(...answer.items.data.map((item) => item.current_period_end))),
  cancelAtPeriodEnd: answer.cancel_at_period_end,
})

const endOf = (ended: { ended_at: number }) => ({ endedAt: iso(ended.ended_at) })

const iso = (seconds: number) => new Date(seconds * 1000).toISOString()

/** The SDK repeats a call by itself when an error's code says that the connection was closed, even with retries off. */
function hidingErrorCodes(fetcher: Fetcher): typeof fetch {
  return async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    try {
      return await fetcher(new Request(input, init))
    } catch (cause) {
      throw new Error('no answer', { cause })
    }
  }
}

function sdkAddress(apiBase: string) {
  const url = new URL(apiBase)
  const protocol = url.protocol === 'http:' ? ('http' as const) : ('https' as const)
  return { host: url.hostname, port: url.port || (protocol === 'http' ? '80' : '443'), protocol }
}
