import { restartDeployment } from '../api.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { Failure } from '../ui/Failure.tsx'
import type { DeploymentDialogProps } from './dialog-props.ts'
import { createWish } from './wish.ts'

export default function RestartDialog(props: DeploymentDialogProps) {
  const wish = createWish(
    () => props.deployment.id,
    () => restartDeployment(props.deployment.id),
  )
  let keep: HTMLButtonElement | undefined
  return (
    <Dialog
      open={props.open}
      onOpenChange={props.onOpenChange}
      title={`Restart ${props.deployment.name}?`}
      firstFocus={() => keep}
      returnTo={props.returnTo}
    >
      <p>
        OpenClaw is unreachable for a minute or two, and a task that it is working on stops. Conversations and files
        stay. It costs nothing.
      </p>
      <Failure error={wish.failure()} class="mt-4" />
      <div class="mt-6 flex flex-wrap justify-end gap-2">
        <button ref={keep} type="button" class="btn btn-quiet" onClick={() => props.onOpenChange(false)}>
          Not now
        </button>
        <button
          type="button"
          class="btn btn-primary"
          aria-disabled={wish.sending()}
          onClick={async () => (await wish.run()) && props.onOpenChange(false)}
        >
          {wish.sending() ? 'Restarting…' : 'Restart'}
        </button>
      </div>
    </Dialog>
  )
}
