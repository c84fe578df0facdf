import { deadlineOf } from '../domain/deployment/deadline.ts'
import type { Effect, EffectType } from '../domain/deployment/effects.ts'
import { intentOf } from '../domain/deployment/intent.ts'
import type { Deployment } from '../domain/deployment/state.ts'
import type { ProgressStep, RestartStep, TeardownStep, Wait } from '../http/api.ts'
import { installing, thenWhat, waitingFor } from './words.ts'

/** What a page needs to know of an open effect. */
export type OpenEffect = {
  effect: Effect
  status: 'waiting' | 'parked' | 'done'
  bornAt: number
  found: string | null
  lookedAt: number | null
}

/** Which row of the logbook an open effect belongs to. */
export const rowOf: Partial<Record<EffectType, ProgressStep | RestartStep | TeardownStep>> = {
  OpenCheckout: 'payment',
  AwaitCheckout: 'payment',
  PrepareServerCart: 'order',
  CheckOutServerCart: 'order',
  AwaitServerOrder: 'order',
  ReadServerAddress: 'system',
  RebuildServer: 'system',
  AwaitRebuild: 'system',
  ReachMachine: 'system',
  DeliverSetup: 'system',
  RestartService: 'restart',
  EndSubscription: 'subscription',
  RevokeModelKey: 'modelKey',
  StopServerRenewal: 'server',
  WipeServer: 'server',
  AwaitWipe: 'server',
}

const isoOf = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString())

/** Why the present state waits; null when nothing is waited for. The order of `effects` is the order in which they were due. */
export function waitOf(state: Deployment, effects: readonly OpenEffect[], row: string | undefined): Wait | null {
  const deadline = deadlineOf(state)
  const open = effects.filter(
    ({ effect, status }) =>
      status !== 'done' && waitingFor[effect.type] !== undefined && intentOf(state, effect) !== 'drop',
  )
  const foremost = open.find(({ effect }) => rowOf[effect.type] === row) ?? open[0]
  const common = {
    deadlineAt: deadline?.dueAt ?? null,
    thenWhat: deadline ? thenWhat[deadline.name] : '',
    youCan: youCan(state),
  }
  if (state.lifecycle.kind === 'provisioning' && state.machine.kind === 'installing') {
    const { step, lastSignAt } = state.machine
    const what = step === null ? 'Your server is starting its setup' : (installing[step] ?? 'Setting up OpenClaw')
    return {
      for: what,
      since: state.marks.setupDelivered ?? lastSignAt,
      found: 'your server reports each step',
      lastLookAt: lastSignAt,
      ...common,
    }
  }
  if (!foremost) return null
  const parked = foremost.status === 'parked' ? 'our operators are looking at it' : foremost.found
  return {
    for: waitingFor[foremost.effect.type] ?? '',
    since: new Date(foremost.bornAt).toISOString(),
    found: parked,
    lastLookAt: isoOf(foremost.lookedAt),
    ...common,
  }
}

function youCan(state: Deployment): string {
  switch (state.lifecycle.kind) {
    case 'awaitingPayment':
      return 'Pay on Stripe’s page, or leave it: nothing is charged then.'
    case 'destroying':
      return 'Nothing. You can close this page.'
    case 'failed':
      return 'Destroy it, so that nothing more is charged, or write to us.'
    default:
      return 'Nothing. You can close this page; we write when it is ready.'
  }
}
