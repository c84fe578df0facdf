import { accept, ignore } from '../decider.ts'
import type { Command } from './commands.ts'
import type { Decided } from './decide.ts'
import type { EffectType } from './effects.ts'
import type { DeploymentEvent, DeploymentFailed, EffectParked, FailedStep } from './events.ts'
import type { Deployment } from './state.ts'

/** Where in the logbook a refused effect shows; the ones that aren't here don't stop a deployment from being set up. */
const stepOf: Partial<Record<EffectType, FailedStep>> = {
  IssueModelKey: 'install',
  PrepareServerCart: 'order',
  CheckOutServerCart: 'order',
  AwaitServerOrder: 'order',
  ReadServerAddress: 'system',
  RebuildServer: 'system',
  AwaitRebuild: 'system',
  ReachMachine: 'system',
  DeliverSetup: 'install',
  ProbeHealth: 'health',
}

const teardown: readonly string[] = [
  'EndSubscription',
  'RevokeModelKey',
  'StopServerRenewal',
  'WipeServer',
  'AwaitWipe',
] satisfies EffectType[]

/** What a definite no, or an outcome that can't be known, means for the deployment. Money and teardown wait for a person. */
export function decideFailure(
  command: Extract<Command, { type: 'RecordEffectFailed' | 'RecordEffectUnsure' }>,
  state: Deployment,
): Decided {
  const { now: at, effect, key, detail } = command
  const parked = { type: 'EffectParked', v: 1, at, effect, key, reason: detail } as const
  if (key in state.parked) return ignore
  if (command.type === 'RecordEffectUnsure' || teardown.includes(effect)) return accept(parked)
  if (effect === 'OpenCheckout') return decideRefusedCheckout(command, state)

  const { lifecycle } = state
  if (effect === 'RestartService' || (effect === 'ProbeHealth' && lifecycle.kind === 'ready')) {
    if (lifecycle.kind !== 'ready' || !lifecycle.restart) return ignore
    return accept({ type: 'RestartFailed', v: 1, at, code: command.code, detail })
  }
  const step = stepOf[effect as EffectType]
  if (step === undefined) return accept(parked)
  const known = whatARefusalTells(effect, state, parked)
  if (lifecycle.kind === 'provisioning') {
    return accept(...known, { type: 'DeploymentFailed', v: 1, at, step, code: command.code, detail })
  }
  return known.length > 0 ? accept(...known) : ignore
}

/** Refused money was not spent, also when the set-up is already over; an order that can't be followed is somebody's work. */
function whatARefusalTells(effect: string, state: Deployment, parked: EffectParked): DeploymentEvent[] {
  const { at } = parked
  if (effect === 'CheckOutServerCart' && state.server.kind === 'cartReady') {
    return [{ type: 'ServerOrderAbandoned', v: 1, at }]
  }
  if (effect === 'IssueModelKey' && state.modelKey.kind === 'requested')
    return [{ type: 'ModelKeyAbandoned', v: 1, at }]
  return effect === 'AwaitServerOrder' && state.server.kind === 'ordered' ? [parked] : []
}

/** Nothing can be set up without what was just given up; where the set-up is already over, nothing more follows. */
export function failedWithout(step: 'order' | 'install', state: Deployment, at: string): DeploymentFailed[] {
  if (state.lifecycle.kind !== 'provisioning') return []
  return [{ type: 'DeploymentFailed', v: 1, at, step, code: 'abandoned', detail: 'it was settled that none was made' }]
}

/** There is no page, so nothing can be paid and there is no subscription to end. */
function decideRefusedCheckout(command: { now: string; code: string; detail: string }, state: Deployment): Decided {
  if (state.subscription.kind !== 'checkoutRequested') return ignore
  const { now: at, code, detail } = command
  const ended = { type: 'SubscriptionEnded', v: 1, at, subscriptionId: null } as const
  if (state.lifecycle.kind !== 'awaitingPayment') return accept(ended)
  return accept<DeploymentEvent>(ended, { type: 'DeploymentFailed', v: 1, at, step: 'payment', code, detail })
}
