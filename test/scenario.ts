import { expect } from 'vitest'
import type { Command, Rejection } from '../worker/domain/deployment/commands.ts'
import { deployment } from '../worker/domain/deployment/deployment.ts'
import type { Effect } from '../worker/domain/deployment/effects.ts'
import type { DeploymentEvent } from '../worker/domain/deployment/events.ts'
import { react } from '../worker/domain/deployment/react.ts'
import type { DeploymentState } from '../worker/domain/deployment/state.ts'

type WakeAt = Extract<Effect, { type: 'WakeAt' }>

/** A test as a sentence: given these facts, when this is wished, then exactly these facts follow, in this order. */
export function given(...history: readonly DeploymentEvent[]) {
  const state = history.reduce<DeploymentState>((state, event) => evolveFrozen(state, event), deployment.initialState)
  return { state, when: (command: Command) => new Answer(state, command) }
}

class Answer {
  readonly #state: DeploymentState
  readonly #decision: ReturnType<typeof deployment.decide>

  constructor(state: DeploymentState, command: Command) {
    this.#state = state
    this.#decision = deployment.decide(deepFreeze(command), state)
  }

  // biome-ignore lint/suspicious/noThenProperty: given, when, then; what it returns has no `then`, so nothing awaits it
  then(...events: readonly DeploymentEvent[]) {
    expect(this.#decision).toEqual({ kind: 'accepted', events })
    return this.#consequences(events)
  }

  thenNothing(): void {
    expect(this.#decision).toEqual({ kind: 'ignored' })
  }

  thenRejected(rejection: Rejection): void {
    expect(this.#decision).toEqual({ kind: 'rejected', rejection })
  }

  /** For the tests that are about effects alone. */
  thenEffects(...effects: readonly Exclude<Effect, WakeAt>[]) {
    if (this.#decision.kind !== 'accepted') expect.fail(`nothing was accepted: ${JSON.stringify(this.#decision)}`)
    return this.#consequences(this.#decision.events).thenEffects(...effects)
  }

  #consequences(events: readonly DeploymentEvent[]) {
    const effects: Effect[] = []
    let state = this.#state
    for (const event of events) {
      const after = evolveFrozen(state, event)
      effects.push(...react(state, event, after))
      state = after
    }
    const consequences = {
      state,
      /** All effects in their order, but for the wake-ups of deadlines. */
      thenEffects(...expected: readonly Exclude<Effect, WakeAt>[]) {
        expect(effects.filter((effect) => effect.type !== 'WakeAt')).toEqual(expected)
        return consequences
      },
      thenWakesAt(...expected: readonly Pick<WakeAt, 'deadline' | 'dueAt'>[]) {
        const wakeUps = effects.filter((effect) => effect.type === 'WakeAt')
        expect(wakeUps.map(({ deadline, dueAt }) => ({ deadline, dueAt }))).toEqual(expected)
        return consequences
      },
    }
    return consequences
  }
}

function evolveFrozen(state: DeploymentState, event: DeploymentEvent): DeploymentState {
  return deepFreeze(deployment.evolve(state, deepFreeze(event)))
}

/** Makes a mutation in the domain an error where it happens. */
export function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const inner of Object.values(value)) deepFreeze(inner)
  }
  return value
}
