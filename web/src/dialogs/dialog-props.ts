import type { DeploymentSnapshot } from '../../../worker/http/api.ts'

/** What each dialog about a deployment is given. */
export type DeploymentDialogProps = {
  deployment: DeploymentSnapshot
  open: boolean
  onOpenChange: (open: boolean) => void
  /** Gets the focus back when the dialog closes. */
  returnTo: () => HTMLElement | undefined
}
