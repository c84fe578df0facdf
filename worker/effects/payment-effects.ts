import { isProviderError } from '../providers/provider-error.ts'
import { later, type Outcome, record } from './outcome.ts'
import type { Performance, Performer } from './performance.ts'

export const openCheckout: Performer<'OpenCheckout'> = async ({ effect, deployment, key, providers }) => {
  const { customerId, successUrl, cancelUrl, expiresAt } = effect
  const { sessionId, url } = await providers.payments.createCheckoutSession({
    deploymentId: deployment.id,
    userId: deployment.ownerId,
    customerId,
    successUrl,
    cancelUrl,
    expiresAt,
    idempotencyKey: key,
  })
  return record({ type: 'RecordCheckoutOpened', sessionId, expiresAt }, { checkoutUrl: url })
}

/** A webhook tells sooner; this finds what a lost webhook would have told. */
const CHECKOUT_LOOK_MS = 30_000

export const awaitCheckout: Performer<'AwaitCheckout'> = async ({ effect, attempt, providers }) => {
  if (attempt === 1) return later('waiting for the payment', CHECKOUT_LOOK_MS)
  return (await readCheckout(providers, effect.sessionId)) ?? later('not paid yet', CHECKOUT_LOOK_MS)
}

/** What Stripe says of a checkout, as a command; undefined while nothing has been decided. */
export async function readCheckout(
  providers: Performance['providers'],
  sessionId: string,
): Promise<Outcome | undefined> {
  const session = await providers.payments.getCheckoutSession(sessionId)
  if (session.state === 'expired') {
    return record({ type: 'RecordCheckoutState', sessionId, checkout: { state: 'expired' } }, { checkoutUrl: null })
  }
  const { subscriptionId, customerId, amountCents, currency } = session
  if (session.state !== 'paid' || subscriptionId === null || customerId === null) return undefined
  const checkout = { state: 'paid', subscriptionId, customerId, amountCents, currency } as const
  return record({ type: 'RecordCheckoutState', sessionId, checkout }, { checkoutUrl: null })
}

export const useCardForRenewals: Performer<'UseCardForRenewals'> = async ({ effect, providers }) => {
  await providers.payments.makeSubscriptionCardDefault(effect.subscriptionId)
  return { kind: 'done' }
}

/** Closes whatever could still charge: the open page, or the subscription, or both when the payment came in between. */
export const endSubscription: Performer<'EndSubscription'> = async ({ effect, key, providers }) => {
  let { subscriptionId } = effect
  if (subscriptionId === null) {
    const session = await providers.payments.expireCheckoutSession(effect.sessionId)
    if (session.state === 'open') return later('the payment page is still open')
    subscriptionId = session.subscriptionId
  }
  if (subscriptionId !== null) await cancelNow(providers, subscriptionId, key)
  return record({ type: 'RecordSubscriptionEnded', subscriptionId }, { checkoutUrl: null })
}

async function cancelNow(providers: Performance['providers'], subscriptionId: string, key: string): Promise<void> {
  try {
    await providers.payments.cancelSubscriptionNow(subscriptionId, key)
  } catch (error) {
    if (!isProviderError(error, 'refused') || error.facts.status !== 404) throw error
  }
}
