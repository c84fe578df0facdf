import * as z from 'zod/mini'
import type { StandIn } from '../stand-in.ts'
import type { Account } from './account.ts'
import { endSubscription, expireSession, paySession } from './billing.ts'
import type { Webhooks } from './events.ts'

const payArgs = z.object({
  sessionId: z.string(),
  card: z._default(z.enum(['succeeds', 'declined', 'insufficient_funds', 'authenticate']), 'succeeds'),
})
const sessionArgs = z.object({ sessionId: z.string() })
const subscriptionArgs = z.object({ subscriptionId: z.string() })
const eventArgs = z.object({ type: z.optional(z.string()), about: z.optional(z.string()) })

/** What a person or a test can make happen at Stripe besides its API. */
export function stripeControls(account: Account, webhooks: Webhooks): NonNullable<StandIn['controls']> {
  const { state, context } = account
  const subscriptionOf = (args: unknown) => {
    const found = state.subscriptions[subscriptionArgs.parse(args).subscriptionId]
    if (!found) throw new Error('no such subscription')
    return found
  }
  return {
    /** Pays a session without a browser: `{sessionId, card?}`. */
    pay(args) {
      const { sessionId, card } = payArgs.parse(args)
      const { id, subscription, payment_status } = paySession(account, sessionId, card)
      return { sessionId: id, subscriptionId: subscription, paymentStatus: payment_status }
    },
    /** `{sessionId}` */
    expire(args) {
      const session = state.sessions[sessionArgs.parse(args).sessionId]
      if (session?.status !== 'open') throw new Error('no such open session')
      expireSession(account, session)
    },
    /** Ends a subscription as the operator can by Stripe's dashboard: `{subscriptionId}`. */
    cancelSubscription: (args) => endSubscription(account, subscriptionOf(args), 'cancellation_requested'),
    /** Lets every renewal of a subscription fail, until `mendRenewals`: `{subscriptionId}`. */
    failRenewals(args) {
      state.failingRenewals = [...new Set([...state.failingRenewals, subscriptionOf(args).id])]
      context.store.save()
    },
    mendRenewals(args) {
      const { id } = subscriptionOf(args)
      state.failingRenewals = state.failingRenewals.filter((each) => each !== id)
      context.store.save()
    },
    /** How often each event from now on is sent: `{copies}`. */
    duplicateWebhooks(args) {
      state.webhooks.copies = z.object({ copies: z.int().check(z.positive(), z.maximum(10)) }).parse(args).copies
      context.store.save()
    },
    /** How long each event from now on waits: `{ms}`. */
    delayWebhooks(args) {
      state.webhooks.delayMs = z.object({ ms: z.int().check(z.nonnegative()) }).parse(args).ms
      context.store.save()
    },
    /** `{held: true}` keeps events back, `{held: false}` sends what waited. */
    holdWebhooks(args) {
      state.webhooks.held = z.object({ held: z.boolean() }).parse(args).held
      context.store.save()
      if (!state.webhooks.held) webhooks.redeliver()
    },
    /** Sends again what was never delivered. */
    redeliver: () => webhooks.redeliver(),
    /** Events as they are sent, body and fresh signature, oldest first, for tests that deliver by themselves: `{type?, about?}` (`about`: an id in the body). */
    signedEvents(args) {
      const { type, about } = eventArgs.parse(args)
      const fitting = Object.values(state.events).filter(
        (event) =>
          (type === undefined || event.type === type) &&
          (about === undefined || JSON.stringify(event.data.object).includes(`"${about}"`)),
      )
      return Promise.all(fitting.map((event) => webhooks.signed(event.id)))
    },
  }
}
