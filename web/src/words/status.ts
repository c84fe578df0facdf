import type { DeploymentStatus, DeploymentSummary } from '../../../worker/http/api.ts'
import { formatDay } from '../lib/format.ts'

/** What a status looks like; each class has a shape of its own, so that colour alone never tells. */
export type StatusClass = 'still' | 'motion' | 'needs-you' | 'broken' | 'over'

type Shown = Pick<DeploymentSummary, 'status' | 'readyAt' | 'currentPeriodEnd' | 'destroyedAt'>

const until = (word: string, day: string | null) => (day ? `${word} ${formatDay(day)}` : word)

const words: Record<DeploymentStatus, { look: StatusClass; text: (shown: Shown) => string }> = {
  PENDING_PAYMENT: { look: 'needs-you', text: () => 'Waiting for payment' },
  PENDING: { look: 'motion', text: () => 'Setting up' },
  ORDERING: { look: 'motion', text: () => 'Setting up' },
  PROVISIONING: { look: 'motion', text: () => 'Setting up' },
  INSTALLING: { look: 'motion', text: () => 'Setting up' },
  READY: { look: 'still', text: () => 'Running' },
  CANCELING: { look: 'needs-you', text: ({ currentPeriodEnd }) => until('Cancels', currentPeriodEnd) },
  PAST_DUE: { look: 'needs-you', text: () => 'Payment past due' },
  ERROR: { look: 'broken', text: ({ readyAt }) => (readyAt ? 'Not responding' : 'Setup failed') },
  DESTROYING: { look: 'motion', text: () => 'Destroying' },
  DESTROYED: { look: 'over', text: ({ destroyedAt }) => until('Destroyed', destroyedAt) },
}

export function statusWords(shown: Shown): { look: StatusClass; text: string } {
  const { look, text } = words[shown.status]
  return { look, text: text(shown) }
}

/** Setting up: the progress page is the place to be, there is no instance to look at yet. */
export const isSettingUp = (status: DeploymentStatus): boolean =>
  ['PENDING_PAYMENT', 'PENDING', 'ORDERING', 'PROVISIONING', 'INSTALLING'].includes(status)
