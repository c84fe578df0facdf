import { assertNever } from '../decider.ts'
import type { DeploymentEvent } from './events.ts'
import { broken, type Deployment, type DeploymentState, type MachineTrack, type ServerTrack } from './state.ts'
import { delivered, marked, ordered, startInstalling, withDelivered, withInstalling } from './tracks.ts'

/** The state after one more event. Facts are never doubted here; what may happen is `decide`'s business. */
export function evolve(state: DeploymentState, event: DeploymentEvent): DeploymentState {
  if (event.type === 'DeploymentRequested') {
    return {
      exists: true,
      id: event.deploymentId,
      ownerId: event.ownerId,
      name: event.name,
      customerId: event.customerId,
      createdAt: event.at,
      successUrl: event.successUrl,
      cancelUrl: event.cancelUrl,
      terms: event.terms,
      lifecycle: { kind: 'awaitingPayment' },
      subscription: { kind: 'checkoutRequested' },
      modelKey: { kind: 'none' },
      server: { kind: 'none' },
      machine: { kind: 'none' },
      grantedMicros: 0,
      marks: {},
      parked: {},
    }
  }
  if (!state.exists) return broken(event, state)
  return next(progressed(state, event), event)
}

/** While setting up, each event is progress, so that a wait is overdue only when nothing happens. */
function progressed(state: Deployment, event: DeploymentEvent): Deployment {
  return state.lifecycle.kind === 'provisioning' && event.type !== 'DeploymentRenamed'
    ? { ...state, lifecycle: { ...state.lifecycle, progressAt: event.at } }
    : state
}

function next(state: Deployment, event: Exclude<DeploymentEvent, { type: 'DeploymentRequested' }>): Deployment {
  switch (event.type) {
    case 'DeploymentRenamed':
      return { ...state, name: event.name }
    case 'CheckoutOpened':
      return {
        ...state,
        subscription: { kind: 'checkoutOpen', sessionId: event.sessionId, expiresAt: event.expiresAt },
      }
    case 'CheckoutExpired':
      return { ...state, subscription: { kind: 'ended', subscriptionId: null } }
    case 'PaymentConfirmed':
      return marked(
        {
          ...state,
          lifecycle:
            state.lifecycle.kind === 'awaitingPayment'
              ? { kind: 'provisioning', progressAt: event.at }
              : state.lifecycle,
          subscription: { kind: 'active', sessionId: event.sessionId, subscriptionId: event.subscriptionId },
          ...(state.lifecycle.kind === 'awaitingPayment'
            ? { modelKey: { kind: 'requested' }, server: { kind: 'preparing' } }
            : {}),
        },
        'paid',
        event,
      )
    case 'CreditGranted':
      return { ...state, grantedMicros: state.grantedMicros + event.micros }
    case 'ModelKeyIssued':
      return { ...state, modelKey: { kind: 'issued', keyHash: event.keyHash, limitMicros: event.limitMicros } }
    case 'ModelKeyAbandoned':
      return marked({ ...state, modelKey: { kind: 'gone', usedMicros: 0 } }, 'modelKeyRevoked', event)
    case 'ModelKeyRevoked':
      return marked({ ...state, modelKey: { kind: 'gone', usedMicros: event.usedMicros } }, 'modelKeyRevoked', event)
    case 'ServerCartPrepared': {
      const { cartId, planCode, datacenter, priceCents } = event
      return { ...state, server: { kind: 'cartReady', cartId, planCode, datacenter, priceCents } }
    }
    case 'ServerOrdered':
      if (state.server.kind !== 'cartReady') return broken(event, state)
      return marked({ ...state, server: ordered(state.server, event) }, 'ordered', event)
    case 'ServerOrderHeld':
    case 'ServerOrderResumed':
      if (state.server.kind !== 'ordered') return broken(event, state)
      return { ...state, server: { ...state.server, held: event.type === 'ServerOrderHeld' ? event.detail : null } }
    case 'ServerOrderCancelled':
    case 'ServerOrderAbandoned':
      return marked({ ...state, server: { kind: 'abandoned' } }, 'serverReleased', event)
    case 'ServerDelivered':
      if (state.server.kind !== 'ordered') return broken(event, state)
      return marked({ ...state, server: delivered(state.server, event.serviceName) }, 'delivered', event)
    case 'ServerAddressed': {
      const { ipv4, host, origin } = event
      return withDelivered(state, event, (server) => ({ ...server, address: { ipv4, host, origin } }))
    }
    case 'ServerRebuildStarted':
      return { ...state, machine: { kind: 'rebuilding' } }
    case 'ServerRebuilt':
      return marked({ ...state, machine: { kind: 'rebuilt' } }, 'rebuilt', event)
    case 'MachineReached':
      return { ...state, machine: { kind: 'reached', hostKey: event.hostKey, user: event.user } }
    case 'SetupDelivered': {
      const installing = startInstalling(state.machine, event.at)
      return installing ? marked({ ...state, machine: installing }, 'setupDelivered', event) : state
    }
    case 'SetupStepReported':
      return withInstalling(state, event, { step: event.step, attempt: event.attempt, lastSignAt: event.at })
    case 'MachineFellSilent':
      return withInstalling(state, event, { redelivered: true, lastSignAt: event.at })
    case 'SetupCompleted': {
      if (!('hostKey' in state.machine)) return broken(event, state)
      const { hostKey, user } = state.machine
      const machine: MachineTrack = { kind: 'installed', hostKey, user, openclawVersion: event.openclawVersion }
      return marked({ ...state, machine }, 'setupCompleted', event)
    }
    case 'DeploymentReady':
      return marked({ ...state, lifecycle: { kind: 'ready', restart: null, lastRestartFailed: false } }, 'ready', event)
    case 'DeploymentFailed': {
      const { at, step, code, detail } = event
      const server: ServerTrack = state.server.kind === 'preparing' ? { kind: 'abandoned' } : state.server
      return { ...state, server, lifecycle: { kind: 'failed', at, step, code, detail } }
    }
    case 'RestartRequested':
      return {
        ...state,
        lifecycle: { kind: 'ready', restart: { requestedAt: event.at, restartedAt: null }, lastRestartFailed: false },
      }
    case 'ServiceRestarted':
      if (state.lifecycle.kind !== 'ready' || !state.lifecycle.restart) return broken(event, state)
      return {
        ...state,
        lifecycle: { ...state.lifecycle, restart: { ...state.lifecycle.restart, restartedAt: event.at } },
      }
    case 'RestartCompleted':
    case 'RestartFailed':
      return {
        ...state,
        lifecycle: { kind: 'ready', restart: null, lastRestartFailed: event.type === 'RestartFailed' },
      }
    case 'DestroyRequested': {
      const server: ServerTrack = state.server.kind === 'preparing' ? { kind: 'abandoned' } : state.server
      return { ...state, server, lifecycle: { kind: 'destroying', since: event.at, by: event.by, overdue: false } }
    }
    case 'SubscriptionEnded':
      return marked(
        { ...state, subscription: { kind: 'ended', subscriptionId: event.subscriptionId } },
        'subscriptionEnded',
        event,
      )
    case 'ServerRenewalStopped':
      return withDelivered(state, event, (server) => ({
        ...server,
        release: { ...server.release, paidUntil: event.paidUntil },
      }))
    case 'ServerWipeStarted':
      return state
    case 'ServerWiped':
      return marked(
        withDelivered(state, event, (server) => ({ ...server, release: { ...server.release, wiped: true } })),
        'serverReleased',
        event,
      )
    case 'TeardownOverdue':
      return state.lifecycle.kind === 'destroying'
        ? { ...state, lifecycle: { ...state.lifecycle, overdue: true } }
        : state
    case 'DeploymentDestroyed':
      return marked(
        { ...state, lifecycle: { kind: 'destroyed', unpaid: state.marks.paid === undefined } },
        'destroyed',
        event,
      )
    case 'EffectParked':
      return { ...state, parked: { ...state.parked, [event.key]: { effect: event.effect, reason: event.reason } } }
    default:
      return assertNever(event)
  }
}
