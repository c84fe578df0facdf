import type * as z from 'zod/mini'
import type { OrderStatus } from './port.ts'
import type * as schemas from './schemas.ts'

type Steps = z.infer<typeof schemas.followUp>

/** Labels of an order's history that mean that a person must act, at OVH or here. The plain `FRAUD_CHECK` is done by a machine, for each order. */
const heldLabels = new Set(['FRAUD_DOCS_REQUESTED', 'FRAUD_MANUAL_REVIEW', 'FRAUD_REFUSED'])

/** OVH's status of an order and, where that only says that it is being worked on, the newest entry of its history. */
export function stageOf(status: string, steps: Steps): OrderStatus {
  switch (status) {
    case 'delivered':
      return { stage: 'delivered', detail: status }
    case 'cancelled':
    case 'cancelling':
      return { stage: 'cancelled', detail: status }
    case 'notPaid':
    case 'documentsRequested':
      return { stage: 'held', detail: status }
    default: {
      const newest = newestLabel(steps)
      if (newest === undefined) return { stage: 'processing', detail: status }
      const failed = steps.some((step) => step.status === 'ERROR')
      return { stage: failed || heldLabels.has(newest) ? 'held' : 'processing', detail: newest }
    }
  }
}

function newestLabel(steps: Steps): string | undefined {
  return steps
    .flatMap(({ history }) => history)
    .toSorted((a, b) => Date.parse(a.date) - Date.parse(b.date))
    .at(-1)?.label
}
