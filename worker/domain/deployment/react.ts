import { assertNever } from '../decider.ts'
import { plusMinutes } from '../time.ts'
import { deadlineOf } from './deadline.ts'
import type { Effect } from './effects.ts'
import type { DeploymentEvent } from './events.ts'
import type { Deployment, DeploymentState, ServerTrack } from './state.ts'

/**
 * The process manager: what must be done because of one event. It sees the state on both sides of the event, so that a
 * step which needs two facts (a machine that lets us in, and its model key) starts at whichever comes last.
 */
export function react(before: DeploymentState, event: DeploymentEvent, after: DeploymentState): Effect[] {
  if (!after.exists) return []
  return [...effectsOf(event, after), ...wakeUp(before, after)]
}

/** Each new deadline is armed at once; one that has passed into another is left to ring and be ignored. */
function wakeUp(before: DeploymentState, after: Deployment): Effect[] {
  const old = deadlineOf(before)
  const now = deadlineOf(after)
  if (now === null || (now.name === old?.name && now.dueAt === old.dueAt)) return []
  return [{ type: 'WakeAt', deadline: now.name, dueAt: now.dueAt }]
}

function effectsOf(event: DeploymentEvent, state: Deployment): Effect[] {
  const ending = state.lifecycle.kind === 'destroying'
  switch (event.type) {
    case 'DeploymentRequested': {
      const { customerId, successUrl, cancelUrl } = state
      const expiresAt = plusMinutes(event.at, state.terms.deadlines.checkout)
      return [{ type: 'OpenCheckout', customerId, successUrl, cancelUrl, expiresAt }]
    }
    case 'CheckoutOpened':
      return ending ? teardownOfSubscription(state) : [{ type: 'AwaitCheckout', sessionId: event.sessionId }]
    case 'PaymentConfirmed':
      return ending
        ? teardownOfSubscription(state)
        : [
            { type: 'PrepareServerCart', need: state.terms.server },
            { type: 'UseCardForRenewals', subscriptionId: event.subscriptionId },
          ]
    case 'CreditGranted':
      return [{ type: 'IssueModelKey', keyName: `dep_${state.id}#1`, limitMicros: state.grantedMicros }]
    case 'ModelKeyIssued':
      return ending ? teardownOfModelKey(state) : deliverSetup(state)
    case 'ServerCartPrepared': {
      const { cartId, planCode, priceCents, currency, at: preparedAt } = event
      return [{ type: 'CheckOutServerCart', cartId, planCode, priceCents, currency, preparedAt }]
    }
    case 'ServerOrdered':
      return state.server.kind === 'ordered' ? [awaitOrder(state.server)] : []
    case 'ServerDelivered':
      if (ending) return teardownOfServer(state)
      if (state.lifecycle.kind !== 'provisioning') return []
      return [
        { type: 'ReadServerAddress', serviceName: event.serviceName, name: state.name },
        { type: 'RebuildServer', serviceName: event.serviceName, os: state.terms.server.os },
      ]
    case 'ServerAddressed':
    case 'ServerRebuilt':
      return reachMachine(state)
    case 'ServerRebuildStarted':
      return state.server.kind === 'delivered'
        ? [{ type: 'AwaitRebuild', serviceName: state.server.serviceName, taskId: event.taskId }]
        : []
    case 'MachineReached':
      return deliverSetup(state)
    case 'MachineFellSilent':
      return deliverSetup(state)
    case 'SetupCompleted':
      return probe(state, 'ready')
    case 'DeploymentReady':
      return [{ type: 'SendMail', mail: 'ready' }]
    case 'DeploymentFailed':
      return state.marks.paid ? [{ type: 'SendMail', mail: 'setupFailed' }] : []
    case 'RestartRequested': {
      const { server, machine } = state
      if (server.kind !== 'delivered' || !server.address || !('hostKey' in machine)) return []
      return [{ type: 'RestartService', ipv4: server.address.ipv4, hostKey: machine.hostKey, user: machine.user }]
    }
    case 'ServiceRestarted':
      return probe(state, 'restart')
    case 'DestroyRequested':
      // A checkout page that is still being made is closed when it is known: see CheckoutOpened.
      return [...teardownOfSubscription(state), ...teardownOfModelKey(state), ...teardownOfServer(state)]
    case 'ServerWipeStarted':
      return state.server.kind === 'delivered'
        ? [{ type: 'AwaitWipe', serviceName: state.server.serviceName, taskId: event.taskId }]
        : []
    case 'DeploymentDestroyed':
      return state.marks.paid ? [{ type: 'SendMail', mail: 'destroyed' }] : []
    case 'DeploymentRenamed':
    case 'CheckoutExpired':
    case 'ModelKeyAbandoned':
    case 'ModelKeyRevoked':
    case 'ServerOrderHeld':
    case 'ServerOrderResumed':
    case 'ServerOrderCancelled':
    case 'ServerOrderAbandoned':
    case 'SetupDelivered':
    case 'SetupStepReported':
    case 'RestartCompleted':
    case 'RestartFailed':
    case 'SubscriptionEnded':
    case 'ServerRenewalStopped':
    case 'ServerWiped':
    case 'TeardownOverdue':
    case 'EffectParked':
      return []
    default:
      return assertNever(event)
  }
}

function reachMachine({ server, machine, lifecycle }: Deployment): Effect[] {
  if (lifecycle.kind !== 'provisioning' || machine.kind !== 'rebuilt') return []
  return server.kind === 'delivered' && server.address ? [{ type: 'ReachMachine', ipv4: server.address.ipv4 }] : []
}

function deliverSetup({ server, machine, modelKey, lifecycle, terms }: Deployment): Effect[] {
  if (lifecycle.kind !== 'provisioning' || modelKey.kind !== 'issued') return []
  if (server.kind !== 'delivered' || server.address === null) return []
  if (machine.kind !== 'reached' && machine.kind !== 'installing') return []
  const { hostKey, user } = machine
  return [{ type: 'DeliverSetup', ...server.address, hostKey, user, release: terms.release }]
}

const awaitOrder = ({ orderId, planCode }: Extract<ServerTrack, { kind: 'ordered' }>): Effect => ({
  type: 'AwaitServerOrder',
  orderId,
  planCode,
})

function probe({ server }: Deployment, about: 'ready' | 'restart'): Effect[] {
  return server.kind === 'delivered' && server.address
    ? [{ type: 'ProbeHealth', origin: server.address.origin, about }]
    : []
}

function teardownOfSubscription({ subscription }: Deployment): Effect[] {
  switch (subscription.kind) {
    case 'checkoutOpen':
      return [{ type: 'EndSubscription', sessionId: subscription.sessionId, subscriptionId: null }]
    case 'active':
      return [
        { type: 'EndSubscription', sessionId: subscription.sessionId, subscriptionId: subscription.subscriptionId },
      ]
    case 'checkoutRequested':
    case 'ended':
      return []
  }
}

const teardownOfModelKey = ({ modelKey }: Deployment): Effect[] =>
  modelKey.kind === 'issued' ? [{ type: 'RevokeModelKey', keyHash: modelKey.keyHash }] : []

function teardownOfServer({ server, parked, terms }: Deployment): Effect[] {
  if (server.kind === 'ordered' && Object.values(parked).some(({ effect }) => effect === 'AwaitServerOrder')) {
    return [awaitOrder(server)] // nobody else follows this order any more
  }
  if (server.kind !== 'delivered') return []
  const { serviceName } = server
  return [
    { type: 'StopServerRenewal', serviceName },
    { type: 'WipeServer', serviceName, os: terms.server.os },
  ]
}
