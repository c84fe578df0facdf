import { ProviderError, type ProviderErrorKind, type ProviderName } from '../../worker/providers/provider-error.ts'
import type { Agenda } from './agenda.ts'
import type { Random } from './random.ts'
import { trace } from './trace.ts'

/**
 * How often each thing goes wrong, per call.
 *
 * | fault        | the company acts | the caller hears                    |
 * | ------------ | ---------------- | ----------------------------------- |
 * | `busy`       | no               | `transient`                         |
 * | `refused`    | no               | a definite no                       |
 * | `lost`       | yes              | nothing                             |
 * | `unanswered` | no               | nothing                             |
 * | `slow`       | yes, but late    | the answer, or nothing when too late |
 * | `unreadable` | yes              | something that we can't read        |
 * | `crash`      | perhaps          | nobody is there any more            |
 */
export type Faults = Record<'busy' | 'refused' | 'lost' | 'unanswered' | 'slow' | 'unreadable' | 'crash', number>

export const noFaults: Faults = { busy: 0, refused: 0, lost: 0, unanswered: 0, slow: 0, unreadable: 0, crash: 0 }

/** One instance of an object, as the wire sees it. */
export type Caller = { name: string; isDead(): boolean; crash(): void; waits(ms: 1 | -1): void }

export type Call<T> = {
  provider: ProviderName
  operation: string
  /** Whether it changes anything: no answer to a GET is harmless. */
  writes: boolean
  timeoutMs: number
  /** The calls that spend money go wrong far more often here than elsewhere: they are what all this is for. */
  spends: boolean
  act: () => T
}

/** Carries calls to the companies and answers back, with everything that can happen on the way. */
export function createWire(agenda: Agenda, random: Random, faults: { now: Faults }) {
  function deliver<T>(caller: Caller, call: Call<T>): Promise<T> {
    if (caller.isDead()) return new Promise(() => {})
    const { provider, operation, writes, timeoutMs, spends, act } = call
    const tell = (what: string) => trace(caller.name, `${provider} ${operation}: ${what}`)
    const fail = (kind: ProviderErrorKind, more: { status?: number; code?: string } = {}) =>
      new ProviderError({ provider, kind, operation, ...more })
    const silence = () => fail(writes ? 'unknown_outcome' : 'transient')

    return new Promise<T>((resolve, reject) => {
      caller.waits(1)
      const answer = (ms: number, how: () => void) =>
        agenda.in(ms, () => {
          if (caller.isDead()) return
          caller.waits(-1)
          tell('heard')
          how()
        })
      const actIn = (ms: number, then: (result: () => T) => void) =>
        agenda.in(ms, () => {
          try {
            const result = act()
            tell(`acted ${JSON.stringify(result) ?? ''}`)
            then(() => result)
          } catch (error) {
            if (!(error instanceof ProviderError)) throw error
            then(() => {
              throw error
            })
          }
        })
      const hear = (ms: number, result: () => T) =>
        answer(ms, () => {
          try {
            resolve(result())
          } catch (error) {
            reject(error)
          }
        })

      const way = random.between(20, 200)
      const draws = spends ? 5 : 1
      const fault = Array.from({ length: draws }, () => drawFault(random, faults.now)).find((one) => one !== null)
      if (fault) tell(fault)
      switch (fault) {
        case 'busy':
          return answer(way, () => reject(fail('transient', { status: 429 })))
        case 'refused':
          return answer(way, () => reject(fail('refused', { status: 403, code: 'forbidden' })))
        case 'lost':
          actIn(way, () => {})
          return answer(random.chance(0.5) ? way + 10 : timeoutMs, () => reject(silence()))
        case 'unanswered':
          return answer(timeoutMs, () => reject(silence()))
        case 'unreadable':
          actIn(way, () => {})
          return answer(way * 2, () => reject(fail(writes ? 'unknown_outcome' : 'unexpected_shape', { status: 200 })))
        case 'slow': {
          const acts = random.between(0, timeoutMs)
          if (acts + way < timeoutMs) return actIn(acts, (result) => hear(way, result))
          actIn(acts, () => {})
          return answer(timeoutMs, () => reject(silence()))
        }
        case 'crash':
          // The request may lie in the company's queue long after its sender is gone.
          if (random.chance(0.6)) actIn(random.chance(0.5) ? way : random.between(0, timeoutMs), () => {})
          return agenda.in(random.between(0, way * 2), () => {
            if (!caller.isDead()) caller.crash()
          })
        case undefined:
          return actIn(way, (result) => hear(random.between(5, way), result))
      }
    })
  }
  return { deliver }
}

export type Wire = ReturnType<typeof createWire>

function drawFault(random: Random, faults: Faults): keyof Faults | null {
  let left = random.next()
  for (const [name, probability] of Object.entries(faults) as [keyof Faults, number][]) {
    left -= probability
    if (left < 0) return name
  }
  return null
}
