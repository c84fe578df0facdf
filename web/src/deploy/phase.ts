import type { DeploymentSnapshot, LogbookRow } from '../../../worker/http/api.ts'
import { stepShort } from '../words/steps.ts'

export type Phase = 'unpaid' | 'confirming' | 'building' | 'ready' | 'failed'

/** `confirming` = the person is back from Checkout and Stripe has not told us yet; nothing is called paid before it has. */
export function phaseOf({ status }: DeploymentSnapshot, backFromCheckout: boolean): Phase {
  if (status === 'PENDING_PAYMENT') return backFromCheckout ? 'confirming' : 'unpaid'
  if (status === 'READY') return 'ready'
  return status === 'ERROR' ? 'failed' : 'building'
}

/** `3/5 Installing`: what the browser's tab says while another one is looked at. */
export function tabTitle(phase: Phase, rows: readonly LogbookRow[]): string {
  if (phase === 'ready') return 'Ready'
  if (phase === 'failed') return 'Setup failed'
  if (phase === 'unpaid') return 'Not paid yet'
  const at = rows.findIndex(({ state }) => state === 'current')
  const row = rows[at]
  if (!row || !(row.id in stepShort)) return 'Setting up'
  return `${at + 1}/${rows.length} ${stepShort[row.id as keyof typeof stepShort]}`
}
