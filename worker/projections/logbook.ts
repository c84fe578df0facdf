import type { Deployment, Mark } from '../domain/deployment/state.ts'
import { missingOfTeardown } from '../domain/deployment/state.ts'
import { type LogbookRow, type ProgressStep, progressSteps, restartSteps, teardownSteps } from '../http/api.ts'
import type { UsualDurations } from './queries.ts'

/** Between which two facts each row of the setting-up logbook lies; null stands for the request itself. */
export const progressSpan: Record<ProgressStep, [from: Mark | null, to: Mark]> = {
  payment: [null, 'paid'],
  order: ['paid', 'delivered'],
  system: ['delivered', 'setupDelivered'],
  install: ['setupDelivered', 'setupCompleted'],
  health: ['setupCompleted', 'ready'],
}

/** The rows whose usual duration is worth knowing: how long somebody takes to pay is not. */
export const timedSteps: readonly ProgressStep[] = ['order', 'system', 'install', 'health']

/** The row that is under way, or that failed; undefined before a request and after the end. */
export function currentStep(state: Deployment): ProgressStep | undefined {
  if (state.lifecycle.kind === 'failed') return state.lifecycle.step
  if (state.lifecycle.kind !== 'awaitingPayment' && state.lifecycle.kind !== 'provisioning') return undefined
  return progressSteps.find((step) => state.marks[progressSpan[step][1]] === undefined)
}

type Logbook = { kind: 'progress' | 'restart' | 'teardown'; rows: LogbookRow[] }

/** The ruled list that a person reads: what is done, what is under way, what is to come. */
export function logbookOf(state: Deployment, details: Partial<Record<string, string>>, usual: UsualDurations): Logbook {
  const { lifecycle } = state
  if (lifecycle.kind === 'destroying' || lifecycle.kind === 'destroyed')
    return { kind: 'teardown', rows: teardownRows(state, details) }
  if (lifecycle.kind === 'ready' && lifecycle.restart)
    return { kind: 'restart', rows: restartRows(lifecycle.restart, details) }
  return { kind: 'progress', rows: progressRows(state, details, usual) }
}

function progressRows(
  state: Deployment,
  details: Partial<Record<string, string>>,
  usual: UsualDurations,
): LogbookRow[] {
  const current = currentStep(state)
  const failed = state.lifecycle.kind === 'failed'
  return progressSteps.map((id) => {
    const [from, to] = progressSpan[id]
    const startedAt = from === null ? state.createdAt : (state.marks[from] ?? null)
    const endedAt = state.marks[to] ?? null
    const attempt = id === 'install' && state.machine.kind === 'installing' ? state.machine.attempt : 1
    const row = { id, startedAt, endedAt, detail: details[id] ?? '', attempt, usual: usual[id] ?? null }
    if (endedAt !== null) return { ...row, state: 'done' }
    return { ...row, state: id !== current ? 'todo' : failed ? 'failed' : 'current' }
  })
}

function restartRows(
  restart: { requestedAt: string; restartedAt: string | null },
  details: Partial<Record<string, string>>,
): LogbookRow[] {
  const { requestedAt, restartedAt } = restart
  return restartSteps.map((id) => {
    const first = id === 'restart'
    const state = first ? (restartedAt ? 'done' : 'current') : restartedAt ? 'current' : 'todo'
    const times = first ? { startedAt: requestedAt, endedAt: restartedAt } : { startedAt: restartedAt, endedAt: null }
    return { id, state, ...times, detail: details[id] ?? '', attempt: 1, usual: null }
  })
}

function teardownRows(state: Deployment, details: Partial<Record<string, string>>): LogbookRow[] {
  const missing: readonly string[] = missingOfTeardown(state)
  const since = state.lifecycle.kind === 'destroying' ? state.lifecycle.since : null
  const ended: Record<(typeof teardownSteps)[number], Mark> = {
    subscription: 'subscriptionEnded',
    modelKey: 'modelKeyRevoked',
    server: 'serverReleased',
  }
  return teardownSteps.map((id) => ({
    id,
    state: missing.includes(id) ? 'current' : 'done',
    startedAt: since,
    endedAt: missing.includes(id) ? null : (state.marks[ended[id]] ?? state.marks.destroyed ?? null),
    detail: details[id] ?? '',
    attempt: 1,
    usual: null,
  }))
}

/** What each finished step took, in whole seconds, for the usual durations. */
export function timingsOf(state: Deployment): { step: ProgressStep; seconds: number; endedAt: string }[] {
  return timedSteps.flatMap((step) => {
    const [from, to] = progressSpan[step]
    const startedAt = from === null ? state.createdAt : state.marks[from]
    const endedAt = state.marks[to]
    if (startedAt === undefined || endedAt === undefined) return []
    return [{ step, seconds: Math.round((Date.parse(endedAt) - Date.parse(startedAt)) / 1000), endedAt }]
  })
}
