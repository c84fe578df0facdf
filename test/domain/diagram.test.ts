import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { deployment } from '../../worker/domain/deployment/deployment.ts'
import type { DeploymentState } from '../../worker/domain/deployment/state.ts'
import { statusOf } from '../../worker/domain/deployment/status.ts'
import { walk } from './walk.ts'

const file = path.join(import.meta.dirname, '../../docs/deployment-states.mmd')

const nodeOf = (state: DeploymentState) => (state.exists ? statusOf(state) : '[*]')

/** Statuses, and the event that each change of status is told by. */
function diagram(): string {
  const edges = new Map<string, Set<string>>()
  for (const { before, events } of walk().steps) {
    events.reduce((state, event) => {
      const after = deployment.evolve(state, event)
      const edge = `${nodeOf(state)} --> ${nodeOf(after)}`
      if (nodeOf(state) !== nodeOf(after)) edges.set(edge, (edges.get(edge) ?? new Set()).add(event.type))
      return after
    }, before)
  }
  const lines = [...edges].map(([edge, events]) => `  ${edge}: ${[...events].sort().join(' | ')}`).sort()
  return [
    '%% Written by test/domain/diagram.test.ts from decide and evolve: UPDATE=1 npx vitest run test/domain/diagram.test.ts',
    'stateDiagram-v2',
    ...lines,
    '  DESTROYED --> [*]',
    '',
  ].join('\n')
}

it('the diagram of states is that of the code', () => {
  const drawn = diagram()
  if (process.env.UPDATE) writeFileSync(file, drawn)
  expect(readFileSync(file, 'utf8')).toBe(drawn)
})
