import { accept, assertNever, ignore } from '../decider.ts'
import type { Command } from './commands.ts'
import type { Decided } from './decide.ts'
import { failedWithout } from './decide-failure.ts'
import type { DeploymentEvent } from './events.ts'
import type { Deployment } from './state.ts'

type PaymentCommand = Extract<
  Command,
  {
    type:
      | 'RecordCheckoutOpened'
      | 'RecordCheckoutState'
      | 'RecordSubscriptionGone'
      | 'RecordSubscriptionEnded'
      | 'RecordModelKeyIssued'
      | 'RecordModelKeyAbandoned'
      | 'RecordModelKeyRevoked'
  }
>

/** The person's money and the credit's key. */
export function decidePayment(command: PaymentCommand, state: Deployment): Decided {
  const at = command.now
  switch (command.type) {
    case 'RecordCheckoutOpened': {
      const { sessionId, expiresAt } = command
      return state.subscription.kind === 'checkoutRequested'
        ? accept({ type: 'CheckoutOpened', v: 1, at, sessionId, expiresAt })
        : ignore
    }
    case 'RecordCheckoutState':
      return decideCheckout(command, state)
    case 'RecordSubscriptionGone':
      // Ended at Stripe by someone else: the rest goes the same way, and the subscription itself is already over.
      if (state.subscription.kind !== 'active' || state.subscription.subscriptionId !== command.subscriptionId)
        return ignore
      return accept<DeploymentEvent>(
        { type: 'SubscriptionEnded', v: 1, at, subscriptionId: command.subscriptionId },
        ...(isEnding(state) ? [] : [{ type: 'DestroyRequested', v: 1, at, by: 'subscription' } as const]),
      )
    case 'RecordSubscriptionEnded':
      if (state.subscription.kind === 'ended' || !isEnding(state)) return ignore
      // A payment may come between the wish to close the page and the news that it is closed; it has its own ending.
      if (state.subscription.kind === 'active' && state.subscription.subscriptionId !== command.subscriptionId)
        return ignore
      return accept({ type: 'SubscriptionEnded', v: 1, at, subscriptionId: command.subscriptionId })
    case 'RecordModelKeyIssued': {
      const { keyHash, limitMicros } = command
      return state.modelKey.kind === 'requested'
        ? accept({ type: 'ModelKeyIssued', v: 1, at, keyHash, limitMicros })
        : ignore
    }
    case 'RecordModelKeyAbandoned':
      if (state.modelKey.kind !== 'requested') return ignore
      return accept<DeploymentEvent>({ type: 'ModelKeyAbandoned', v: 1, at }, ...failedWithout('install', state, at))
    case 'RecordModelKeyRevoked': {
      const { keyHash, usedMicros } = command
      return state.modelKey.kind === 'issued'
        ? accept({ type: 'ModelKeyRevoked', v: 1, at, keyHash, usedMicros })
        : ignore
    }
    default:
      return assertNever(command)
  }
}

function decideCheckout(command: Extract<Command, { type: 'RecordCheckoutState' }>, state: Deployment): Decided {
  const { now: at, sessionId, checkout } = command
  const waiting = state.subscription.kind === 'checkoutOpen' && state.subscription.sessionId === sessionId
  if (!waiting) return ignore
  if (checkout.state === 'paid') {
    const { state: _, ...paid } = checkout
    const confirmed: DeploymentEvent = { type: 'PaymentConfirmed', v: 1, at, sessionId, ...paid }
    if (state.lifecycle.kind !== 'awaitingPayment') return accept(confirmed)
    const micros = state.terms.includedCreditMicros
    // Once per deployment, so the entry is named by what it is and not by who told us.
    return accept<DeploymentEvent>(confirmed, {
      type: 'CreditGranted',
      v: 1,
      at,
      entryId: 'included',
      kind: 'included',
      micros,
    })
  }
  if (checkout.state !== 'expired') return ignore
  return accept<DeploymentEvent>(
    { type: 'CheckoutExpired', v: 1, at, sessionId },
    ...(isEnding(state) ? [] : [{ type: 'DestroyRequested', v: 1, at, by: 'system' } as const]),
  )
}

const isEnding = (state: Deployment) => state.lifecycle.kind === 'destroying' || state.lifecycle.kind === 'destroyed'
