import type { EffectType } from '../domain/deployment/effects.ts'

/** The first looks come quickly, since a provider that answers at once should not be kept waiting for. */
const FIRST_LOOK_MS = 150
/** Between looks while a wait is young; OVH counts 60 requests a minute and key as fine (python-ovh issue 81). */
const STEADY_LOOK_MS = 2_000
const SLOWEST_LOOK_MS = 60_000
/** A look every 4 % of the time waited so far is at most 4 % late, and half of that on average. */
const SHARE_OF_WAIT = 0.04

/** How long after a look that found "not yet" the next one comes. `looks` counts from 1. */
export function nextLookMs(waitedMs: number, looks: number): number {
  const early = Math.min(STEADY_LOOK_MS, FIRST_LOOK_MS * 2 ** Math.min(looks - 1, 10))
  return Math.min(SLOWEST_LOOK_MS, Math.max(early, waitedMs * SHARE_OF_WAIT))
}

const FIRST_BACKOFF_MS = 500
/** A person waits for it: a provider that is back should not be left unasked for longer. */
const BACKOFF_MS = 60_000
/** After about half an hour of faults the trouble is a longer one. */
const LONG_BACKOFF_MS = 10 * 60_000
const FAULTS_IN_HALF_AN_HOUR = 35

/** How long after the n-th fault in a row the next attempt comes; `spread` in [0, 1) keeps many objects from calling in step. */
export function backoffMs(failures: number, spread: number): number {
  const longest = failures > FAULTS_IN_HALF_AN_HOUR ? LONG_BACKOFF_MS : BACKOFF_MS
  return Math.min(longest, FIRST_BACKOFF_MS * 2 ** Math.min(failures - 1, 20)) * (1 + spread / 4)
}

const teardown: ReadonlySet<EffectType> = new Set([
  'EndSubscription',
  'RevokeModelKey',
  'StopServerRenewal',
  'WipeServer',
  'AwaitWipe',
])

/** Faults in a row after which an effect waits for a person. Teardown never gives up: what it ends goes on costing money. */
export const mostFaults = (effect: EffectType): number => (teardown.has(effect) ? Number.POSITIVE_INFINITY : 60)

/** Look-ups in a row that could not tell what a paid call did, after which a person must. */
export const MOST_UNSURE = 6

/** Effects that may have bought something when their attempt was cut off: only time tells that its call has ended. */
export const mayHaveBought = (effect: EffectType): boolean =>
  effect === 'CheckOutServerCart' || effect === 'IssueModelKey'

const MINUTE_MS = 60_000

/** How long one attempt may take before another may be made: longer than all its calls together can take. */
export function claimMs(effect: EffectType): number {
  if (effect === 'DeliverSetup' || effect === 'RestartService') return 7 * MINUTE_MS
  return mayHaveBought(effect) ? 3 * MINUTE_MS : 1.5 * MINUTE_MS
}
