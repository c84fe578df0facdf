import { accept, assertNever, type Decision, ignore, reject } from '../decider.ts'
import type { Command, Rejection } from './commands.ts'
import { decideDeadline } from './decide-deadline.ts'
import { decideFailure } from './decide-failure.ts'
import { decideInstallation } from './decide-installation.ts'
import { decidePayment } from './decide-payment.ts'
import { decideServer } from './decide-server.ts'
import type { DeploymentEvent } from './events.ts'
import { evolve } from './evolve.ts'
import { type Deployment, type DeploymentState, missingOfTeardown } from './state.ts'
import { statusOf } from './status.ts'

export type { Rejection } from './commands.ts'
export type Decided = Decision<DeploymentEvent, Rejection>

/** What may happen next. The end of a teardown is noticed here, whichever confirmation comes last. */
export function decide(command: Command, state: DeploymentState): Decided {
  const decision = state.exists ? decideFor(command, state) : decideFirst(command)
  return decision.kind === 'accepted' ? closed(decision.events, state, command.now) : decision
}

function decideFirst(command: Command): Decided {
  if (command.type !== 'RequestDeployment') return reject({ code: 'notFound' })
  const { type: _, now, ...wish } = command
  return accept({ type: 'DeploymentRequested', v: 1, at: now, ...wish })
}

function decideFor(command: Command, state: Deployment): Decided {
  const at = command.now
  switch (command.type) {
    case 'RequestDeployment':
      return command.ownerId === state.ownerId ? ignore : reject({ code: 'alreadyExists' })
    case 'RenameDeployment':
      if (state.lifecycle.kind === 'destroyed') return notAllowed(state)
      return command.name === state.name ? ignore : accept({ type: 'DeploymentRenamed', v: 1, at, name: command.name })
    case 'RequestRestart':
      if (state.lifecycle.kind !== 'ready') return notAllowed(state)
      return state.lifecycle.restart ? ignore : accept({ type: 'RestartRequested', v: 1, at })
    case 'RequestDestroy':
      if (state.lifecycle.kind === 'destroying' || state.lifecycle.kind === 'destroyed') return ignore
      return accept({ type: 'DestroyRequested', v: 1, at, by: command.by })
    case 'CheckDeadline':
      return decideDeadline(command, state)
    case 'RecordEffectFailed':
    case 'RecordEffectUnsure':
      return decideFailure(command, state)
    case 'RecordCheckoutOpened':
    case 'RecordCheckoutState':
    case 'RecordSubscriptionGone':
    case 'RecordSubscriptionEnded':
    case 'RecordModelKeyIssued':
    case 'RecordModelKeyAbandoned':
    case 'RecordModelKeyRevoked':
      return decidePayment(command, state)
    case 'RecordServerCartPrepared':
    case 'RecordServerOrdered':
    case 'RecordServerOrderAbandoned':
    case 'RecordServerOrderStatus':
    case 'RecordServerRenewalStopped':
    case 'RecordServerWipeStarted':
    case 'RecordServerWiped':
      return decideServer(command, state)
    case 'RecordServerAddressed':
    case 'RecordServerRebuildStarted':
    case 'RecordServerRebuilt':
    case 'RecordMachineReached':
    case 'RecordSetupDelivered':
    case 'RecordMachineReport':
    case 'RecordHealthy':
    case 'RecordServiceRestarted':
      return decideInstallation(command, state)
    default:
      return assertNever(command)
  }
}

const notAllowed = (state: Deployment): Decided => reject({ code: 'notAllowedNow', status: statusOf(state) })

/** Adds the last fact of a teardown to the one that completed it. */
function closed(events: readonly DeploymentEvent[], state: DeploymentState, at: string): Decided {
  const after = events.reduce(evolve, state)
  const done = after.exists && after.lifecycle.kind === 'destroying' && missingOfTeardown(after).length === 0
  return done ? accept<DeploymentEvent>(...events, { type: 'DeploymentDestroyed', v: 1, at }) : accept(...events)
}
