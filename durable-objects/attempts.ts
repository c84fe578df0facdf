import type { EffectType } from '../worker/domain/deployment/effects.ts'
import { intentOf } from '../worker/domain/deployment/intent.ts'
import type { CommandBody, Outcome, SecretWrites } from '../worker/effects/outcome.ts'
import { perform } from '../worker/effects/perform.ts'
import type { Performance } from '../worker/effects/performance.ts'
import {
  backoffMs,
  claimMs,
  MOST_UNSURE,
  mayHaveBought,
  mostFaults,
  nextLookMs,
} from '../worker/effects/retry-policy.ts'
import type { DeploymentStore } from './deployment-store.ts'
import type { OutboxRow } from './outbox.ts'

type World = Pick<Performance, 'providers' | 'config' | 'claimOrder' | 'ownerEmail'>

/** Seals some secrets, to be written in a transaction that follows. */
export function sealAll(store: DeploymentStore, writes: SecretWrites = {}) {
  return Promise.all(
    Object.entries(writes).map(([name, value]) => store.secrets.seal(name as keyof SecretWrites, value ?? null)),
  )
}

/**
 * Starts attempts: each effect is claimed before anything else happens, and is never tried twice at once by this
 * instance. The attempts never reject.
 */
export function createAttempts(store: DeploymentStore, world: World, changed: () => void) {
  const running = new Set<string>()
  return {
    startDue(): Promise<void>[] {
      const due = store.outbox.due(Date.now()).filter(({ key }) => !running.has(key))
      return due.map(async (row) => {
        running.add(row.key)
        store.outbox.claim(row.key, Date.now() + claimMs(row.effect.type))
        try {
          await attempt(store, row, world)
        } catch (error) {
          // A defect of ours: the claim runs out by itself, and the effect is tried again then.
          console.error(JSON.stringify({ level: 'error', at: 'attempt', key: row.key, error: String(error) }))
        } finally {
          running.delete(row.key)
          changed()
        }
      })
    },
  }
}

async function attempt(store: DeploymentStore, row: OutboxRow, world: World): Promise<void> {
  const state = store.state()
  const intent = intentOf(state, row.effect)
  if (intent === 'drop' || !state.exists) return store.outbox.finish(row.key)
  const outcome = await perform({
    ...world,
    effect: row.effect as Performance<EffectType>['effect'],
    deployment: state,
    key: row.key,
    attempt: row.attempts + 1,
    intent,
    maySpend() {
      store.outbox.extendClaim(row.key, Date.now() + claimMs(row.effect.type))
      return intentOf(store.state(), row.effect) === 'perform'
    },
    secrets: {
      read: (name) => store.secrets.read(name),
      async keep(writes) {
        for (const secret of await sealAll(store, writes)) store.secrets.write(secret)
      },
    },
  })
  await settle(store, row, outcome)
}

async function settle(store: DeploymentStore, row: OutboxRow, outcome: Outcome): Promise<void> {
  const { key, effect } = row
  const failures = row.failures + 1
  switch (outcome.kind) {
    case 'done':
      return store.outbox.finish(key)
    case 'command': {
      const secrets = await sealAll(store, outcome.secrets)
      const { command, continues } = outcome
      const id = continues ? `${key}#${row.attempts + 1}` : key
      const settle = continues
        ? () => release(store, row, 0, nextLookMs(1, 1), row.found ?? '')
        : () => store.outbox.finish(key)
      store.handle(id, command, { secrets, settle })
      return
    }
    case 'later': {
      const waited = Date.now() - row.bornAt
      return release(store, row, 0, outcome.afterMs ?? nextLookMs(waited, row.attempts + 1), outcome.found)
    }
    case 'fault': {
      const detail = `${outcome.found} (${failures} times)`
      if (failures > mostFaults(effect.type)) {
        const given = { effect: effect.type, key, detail }
        // An earlier one of these attempts may have bought something, and only a person can find that out now.
        if (mayHaveBought(effect.type)) return fail(store, row, { type: 'RecordEffectUnsure', ...given })
        return fail(store, row, { type: 'RecordEffectFailed', ...given, code: 'too_many_faults' })
      }
      return release(store, row, failures, outcome.afterMs ?? backoffMs(failures, Math.random()), outcome.found)
    }
    case 'unsure': {
      const detail = outcome.found
      const doubts = row.doubts + 1
      if (doubts > MOST_UNSURE)
        return fail(store, row, { type: 'RecordEffectUnsure', effect: effect.type, key, detail })
      return release(store, { ...row, doubts }, 0, UNSURE_LOOK_MS * 2 ** (doubts - 1), outcome.found)
    }
    case 'failed':
      return fail(store, row, {
        type: 'RecordEffectFailed',
        effect: effect.type,
        key,
        code: outcome.code,
        detail: outcome.detail,
      })
  }
}

/** An order shows in OVH's list some seconds after its checkout, so the first look-up waits a little. */
const UNSURE_LOOK_MS = 3_000

function release(store: DeploymentStore, row: OutboxRow, failures: number, inMs: number, found: string): void {
  const now = Date.now()
  store.outbox.release(row.key, { dueAt: now + Math.ceil(inMs), failures, doubts: row.doubts, found, lookedAt: now })
  if (found !== row.found) store.touch()
}

function fail(store: DeploymentStore, row: OutboxRow, command: CommandBody): void {
  store.handle(`${row.key}#failed`, command, {
    settle(events) {
      const parked = events.some((event) => event.type === 'EffectParked')
      if (!parked) return store.outbox.finish(row.key)
      // The line that an operator's log alert looks for; what to do is in docs/runbook.md.
      console.error(JSON.stringify({ level: 'error', at: 'parked', key: row.key, effect: row.effect.type }))
      return store.outbox.park(row.key)
    },
  })
}
