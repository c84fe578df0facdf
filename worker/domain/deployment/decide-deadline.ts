import { accept, assertNever, ignore } from '../decider.ts'
import type { Command } from './commands.ts'
import { deadlineOf } from './deadline.ts'
import type { Decided } from './decide.ts'
import type { DeadlineName, FailedStep } from './events.ts'
import { type Deployment, missingOfTeardown } from './state.ts'

const failedStep: Record<
  Extract<DeadlineName, 'ordering' | 'heldOrder' | 'provisioning' | 'installing' | 'silence' | 'health'>,
  FailedStep
> = {
  ordering: 'order',
  heldOrder: 'order',
  provisioning: 'system',
  installing: 'install',
  silence: 'install',
  health: 'health',
}

/** What follows when a wait has lasted too long; a wake-up that comes early, late or twice changes nothing. */
export function decideDeadline(command: Extract<Command, { type: 'CheckDeadline' }>, state: Deployment): Decided {
  const at = command.now
  const deadline = deadlineOf(state)
  if (deadline?.name !== command.deadline || at < deadline.dueAt) return ignore
  const name = deadline.name
  switch (name) {
    case 'checkout':
      return accept({ type: 'DestroyRequested', v: 1, at, by: 'system' })
    case 'silence':
      if (state.machine.kind === 'installing' && !state.machine.redelivered) {
        return accept({ type: 'MachineFellSilent', v: 1, at, since: state.machine.lastSignAt })
      }
      return accept(overdue(name, at, state))
    case 'ordering':
    case 'heldOrder':
    case 'provisioning':
    case 'installing':
    case 'health':
      return accept(overdue(name, at, state))
    case 'restart':
      return accept({
        type: 'RestartFailed',
        v: 1,
        at,
        code: 'restart_overdue',
        detail: 'no answer from outside in time',
      })
    case 'teardown':
      return accept({ type: 'TeardownOverdue', v: 1, at, missing: missingOfTeardown(state) })
    default:
      return assertNever(name)
  }
}

function overdue(name: keyof typeof failedStep, at: string, state: Deployment) {
  const detail = `nothing new within ${state.terms.deadlines[name]} minutes`
  return { type: 'DeploymentFailed', v: 1, at, step: failedStep[name], code: `${name}_overdue`, detail } as const
}
