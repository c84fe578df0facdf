import type { Command } from '../../worker/domain/deployment/commands.ts'
import { deployment } from '../../worker/domain/deployment/deployment.ts'
import type { EffectType } from '../../worker/domain/deployment/effects.ts'
import { type DeadlineName, type DeploymentEvent, deadlineNames } from '../../worker/domain/deployment/events.ts'
import type { DeploymentState } from '../../worker/domain/deployment/state.ts'
import { deepFreeze } from '../scenario.ts'
import { at, command, sample, terms } from './life.ts'

const effects = {
  OpenCheckout: true,
  AwaitCheckout: true,
  UseCardForRenewals: true,
  IssueModelKey: true,
  PrepareServerCart: true,
  CheckOutServerCart: true,
  AwaitServerOrder: true,
  ReadServerAddress: true,
  RebuildServer: true,
  AwaitRebuild: true,
  ReachMachine: true,
  DeliverSetup: true,
  ProbeHealth: true,
  RestartService: true,
  EndSubscription: true,
  RevokeModelKey: true,
  StopServerRenewal: true,
  WipeServer: true,
  AwaitWipe: true,
  SendMail: true,
  WakeAt: true,
} satisfies Record<EffectType, true>

const news = { attempt: 1, elapsedMs: 1, detail: '', openclawVersion: terms.release.openclawVersion }
const money = { subscriptionId: 'sub_1', customerId: 'cus_1', amountCents: 2_500, currency: 'usd' }

/** At least one sample of each command; a new command does not compile until it has one here. */
const samples: { [Type in Command['type']]: readonly Omit<Extract<Command, { type: Type }>, 'type' | 'now'>[] } = {
  RequestDeployment: [sample.DeploymentRequested],
  RenameDeployment: [{ name: 'Heron' }],
  RequestRestart: [{}],
  RequestDestroy: [{ by: 'customer' }],
  CheckDeadline: deadlineNames.map((deadline: DeadlineName) => ({ deadline })),
  RecordCheckoutOpened: [sample.CheckoutOpened],
  RecordCheckoutState: [
    { sessionId: 'cs_1', checkout: { state: 'open' } },
    { sessionId: 'cs_1', checkout: { state: 'expired' } },
    { sessionId: 'cs_1', checkout: { state: 'paid', ...money } },
  ],
  RecordSubscriptionGone: [{ subscriptionId: 'sub_1' }],
  RecordModelKeyIssued: [sample.ModelKeyIssued],
  RecordModelKeyAbandoned: [{}],
  RecordModelKeyRevoked: [sample.ModelKeyRevoked],
  RecordServerCartPrepared: [sample.ServerCartPrepared],
  RecordServerOrdered: [sample.ServerOrdered],
  RecordServerOrderAbandoned: [{}],
  RecordServerOrderStatus: [
    { orderId: '7001', order: { stage: 'processing' } },
    { orderId: '7001', order: { stage: 'held', detail: 'documentsRequested' } },
    { orderId: '7001', order: { stage: 'cancelled', detail: 'cancelled' } },
    { orderId: '7001', order: { stage: 'delivered', serviceName: 'vps-1.example' } },
  ],
  RecordServerAddressed: [sample.ServerAddressed],
  RecordServerRebuildStarted: [sample.ServerRebuildStarted],
  RecordServerRebuilt: [{}],
  RecordMachineReached: [sample.MachineReached],
  RecordSetupDelivered: [{}],
  RecordMachineReport: [
    { report: { ...news, step: 'node', state: 'done' } },
    { report: { ...news, step: 'complete', state: 'done' } },
    { report: { ...news, step: 'complete', state: 'done', openclawVersion: '1.0.0' } },
    { report: { ...news, step: 'node', state: 'gave_up' } },
  ],
  RecordHealthy: [{ about: 'ready' }, { about: 'restart' }],
  RecordServiceRestarted: [{}],
  RecordSubscriptionEnded: [{ subscriptionId: 'sub_1' }, { subscriptionId: null }],
  RecordServerRenewalStopped: [{ paidUntil: at(43_200) }],
  RecordServerWipeStarted: [{ taskId: '502' }],
  RecordServerWiped: [{}],
  RecordEffectFailed: Object.keys(effects).map((effect) => ({ effect, key: effect, code: 'refused', detail: 'no' })),
  RecordEffectUnsure: ['IssueModelKey', 'CheckOutServerCart'].map((effect) => ({ effect, key: effect, detail: '?' })),
}

/** Every sample at the same time; the alarm rings long after, so that each deadline has passed. */
const commands: Command[] = Object.entries(samples).flatMap(([type, bodies]) =>
  bodies.map((body) => {
    const { type: _, v: __, at: ___, ...fields } = body as Record<string, unknown>
    return { ...command(type === 'CheckDeadline' ? 100_000 : 10, type as 'RequestRestart'), ...fields } as Command
  }),
)

export type Step = {
  before: DeploymentState
  command: Command
  events: readonly DeploymentEvent[]
  after: DeploymentState
}
export type Walk = { states: DeploymentState[]; steps: Step[]; commands: readonly Command[] }

/** Every state that some sequence of the samples leads to, breadth first, and every step between them that is accepted. */
export function walk(): Walk {
  const seen = new Set<string>([shapeOf(deployment.initialState)])
  const states: DeploymentState[] = [deployment.initialState]
  const steps: Step[] = []
  for (const before of states) {
    for (const wish of commands) {
      const decision = deployment.decide(wish, before)
      if (decision.kind !== 'accepted') continue
      const after = deepFreeze(decision.events.reduce(deployment.evolve, before))
      steps.push({ before, command: wish, events: decision.events, after })
      const shape = shapeOf(after)
      if (seen.has(shape)) continue
      seen.add(shape)
      states.push(after)
    }
  }
  return { states, steps, commands }
}

/** A state without what no rule looks at: times, names, amounts, and which effects are parked. */
function shapeOf(state: DeploymentState): string {
  if (!state.exists) return 'nothing'
  const { lifecycle, subscription, modelKey, server, machine, marks } = state
  const restart = lifecycle.kind === 'ready' && lifecycle.restart ? (lifecycle.restart.restartedAt ? 2 : 1) : 0
  return JSON.stringify([
    lifecycle.kind,
    restart,
    lifecycle.kind === 'destroying' && lifecycle.overdue,
    subscription.kind,
    modelKey.kind,
    server.kind,
    server.kind === 'ordered' && server.held !== null,
    server.kind === 'delivered' && [server.address !== null, server.release.paidUntil !== null, server.release.wiped],
    machine.kind,
    machine.kind === 'installing' && machine.redelivered,
    marks.paid !== undefined,
  ])
}
