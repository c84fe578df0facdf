import type Stripe from 'stripe'
import { type WebhookEvent, WebhookRejected } from './port.ts'
import { event, invoiceOfDeployment, ofDeployment } from './schemas.ts'

/** Which of Stripe's events say something about what of ours; every other one is acknowledged and forgotten. */
const subjects: Record<string, 'checkout' | 'subscription' | 'invoice'> = {
  'checkout.session.completed': 'checkout',
  'checkout.session.async_payment_succeeded': 'checkout',
  'checkout.session.async_payment_failed': 'checkout',
  'checkout.session.expired': 'checkout',
  'customer.subscription.updated': 'subscription',
  'customer.subscription.deleted': 'subscription',
  'customer.subscription.paused': 'subscription',
  'customer.subscription.resumed': 'subscription',
  'invoice.paid': 'invoice',
  'invoice.payment_failed': 'invoice',
  'invoice.payment_action_required': 'invoice',
}

/** Accepted age of a signature, Stripe's own default: an older one may be a replay. */
const toleranceSeconds = 300

/** The event types to choose when the webhook endpoint is created. */
export const webhookEventTypes: readonly string[] = Object.keys(subjects)

/** Checks that `body` is Stripe's and of our mode, and answers which of our objects it is about; undefined when it is about none. */
export async function readWebhook(
  webhooks: Stripe['webhooks'],
  expected: { secret: string; livemode: boolean },
  body: string,
  signature: string,
): Promise<WebhookEvent | undefined> {
  let signed: unknown
  try {
    // The synchronous variant can't run here: WebCrypto has only promises.
    signed = await webhooks.constructEventAsync(body, signature, expected.secret, toleranceSeconds)
  } catch (cause) {
    throw new WebhookRejected('The signature does not fit.', { cause })
  }
  const parsed = event.safeParse(signed)
  if (!parsed.success) throw new WebhookRejected('The event is unreadable.', { cause: parsed.error })
  const { id, type, created, livemode, data } = parsed.data
  if (livemode !== expected.livemode) throw new WebhookRejected('The event is of the other mode (test or live).')

  const subject = Object.hasOwn(subjects, type) ? subjects[type] : undefined
  const base = { eventId: id, created: new Date(created * 1000).toISOString() }
  switch (subject) {
    case undefined:
      return undefined
    case 'checkout': {
      const session = ofDeployment.safeParse(data.object)
      return session.success ? { ...base, about: 'checkout', sessionId: session.data.id } : undefined
    }
    case 'subscription': {
      const subscription = ofDeployment.safeParse(data.object)
      return subscription.success ? { ...base, about: 'subscription', subscriptionId: subscription.data.id } : undefined
    }
    case 'invoice': {
      const invoice = invoiceOfDeployment.safeParse(data.object)
      if (!invoice.success) return undefined
      return { ...base, about: 'subscription', subscriptionId: invoice.data.parent.subscription_details.subscription }
    }
    default:
      return subject satisfies never
  }
}
