import { describe, expect, it } from 'vitest'
import type { Command } from '../../worker/domain/deployment/commands.ts'
import { deadlineOf } from '../../worker/domain/deployment/deadline.ts'
import { deployment } from '../../worker/domain/deployment/deployment.ts'
import { type DeploymentState, missingOfTeardown } from '../../worker/domain/deployment/state.ts'
import { command } from './life.ts'
import { walk } from './walk.ts'

const { states, steps, commands } = walk()
const lifecycleOf = (state: DeploymentState) => (state.exists ? state.lifecycle.kind : 'nothing')

describe(`in each of the ${states.length} reachable states`, () => {
  it('a walk reaches every lifecycle', () => {
    expect(new Set(states.map(lifecycleOf))).toEqual(
      new Set(['nothing', 'awaitingPayment', 'provisioning', 'ready', 'failed', 'destroying', 'destroyed']),
    )
  })

  it('destroy is accepted, or already under way', () => {
    for (const state of states.filter((state) => state.exists)) {
      const { kind } = deployment.decide(command(20, 'RequestDestroy', { by: 'operator' }), state)
      const ending = ['destroying', 'destroyed'].includes(lifecycleOf(state))
      expect(kind, JSON.stringify(state)).toBe(ending ? 'ignored' : 'accepted')
    }
  })

  it('no command breaks the stream or changes the state that it was given', () => {
    for (const state of states) {
      for (const wish of commands) {
        const decision = deployment.decide(wish, state)
        if (decision.kind === 'accepted') expect(() => decision.events.reduce(deployment.evolve, state)).not.toThrow()
      }
    }
  })

  it('what is waited for has a deadline, until an overdue teardown has told the operators', () => {
    const waiting = new Set(['awaitingPayment', 'provisioning', 'destroying'])
    for (const state of states) {
      if (!state.exists || !waiting.has(state.lifecycle.kind)) continue
      const told = state.lifecycle.kind === 'destroying' && state.lifecycle.overdue
      expect(deadlineOf(state) !== null, JSON.stringify(state)).toBe(!told)
    }
  })

  it('a deadline that rings moves the state on', () => {
    for (const state of states) {
      const deadline = deadlineOf(state)
      if (deadline === null) continue
      const ring: Command = { type: 'CheckDeadline', now: deadline.dueAt, deadline: deadline.name }
      expect(deployment.decide(ring, state).kind, JSON.stringify(state)).toBe('accepted')
    }
  })

  it('DESTROYED is exactly that nothing is missing of the teardown', () => {
    for (const state of states) {
      if (!state.exists) continue
      if (state.lifecycle.kind === 'destroyed') expect(missingOfTeardown(state)).toEqual([])
      if (state.lifecycle.kind === 'destroying') expect(missingOfTeardown(state)).not.toEqual([])
    }
  })
})

describe(`after each of the ${steps.length} accepted steps`, () => {
  /** These count each time that they are told, so that a true repeat is known by its command id alone. */
  const signsOfLife = ['RecordMachineReport', 'RecordSetupDelivered', 'RecordServerWipeStarted']

  it('the same command again is ignored or rejected', () => {
    for (const { command, after } of steps) {
      if (signsOfLife.includes(command.type) || command.type === 'CheckDeadline') continue
      expect(deployment.decide(command, after).kind, `${command.type} in ${JSON.stringify(after)}`).not.toBe('accepted')
    }
  })

  it('nothing follows what is final but an effect that waits for a person', () => {
    const late = steps.filter(({ before }) => lifecycleOf(before) === 'destroyed').flatMap(({ events }) => events)
    expect(new Set(late.map(({ type }) => type))).toEqual(new Set(['EffectParked']))
  })

  it('an ending is never taken back', () => {
    for (const { before, after } of steps) {
      const from = lifecycleOf(before)
      const allowed = from === 'destroyed' ? [from] : from === 'destroying' ? [from, 'destroyed'] : undefined
      if (allowed) expect(allowed).toContain(lifecycleOf(after))
    }
  })
})
