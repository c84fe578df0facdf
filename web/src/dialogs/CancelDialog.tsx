import { Show } from 'solid-js'
import { destroyDeployment } from '../api.ts'
import type { Phase } from '../deploy/phase.ts'
import { formatMoney } from '../lib/format.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { Failure } from '../ui/Failure.tsx'
import type { DeploymentDialogProps } from './dialog-props.ts'
import { createWish } from './wish.ts'

type Props = DeploymentDialogProps & { phase: Phase }

/** One plain question: there is nothing on the server yet that could be lost. */
export default function CancelDialog(props: Props) {
  const wish = createWish(
    () => props.deployment.id,
    () => destroyDeployment(props.deployment.id, props.deployment.name),
  )
  const paid = () => props.deployment.paidAt !== null
  const words = () => {
    if (props.phase === 'failed')
      return { title: `Destroy ${props.deployment.name}?`, go: 'Destroy it', keep: 'Leave it' }
    return paid()
      ? { title: 'Cancel the setup?', go: 'Cancel setup', keep: 'Keep going' }
      : { title: 'Discard this checkout?', go: 'Discard', keep: 'Keep it' }
  }
  let keep: HTMLButtonElement | undefined
  return (
    <Dialog
      open={props.open}
      onOpenChange={props.onOpenChange}
      title={words().title}
      firstFocus={() => keep}
      returnTo={props.returnTo}
    >
      <Show
        when={paid()}
        fallback={<p>Nothing was charged and nothing was ordered. The payment page for it closes for good.</p>}
      >
        <p>
          {props.phase === 'failed' ? '' : 'Setup stops. '}The subscription of{' '}
          {formatMoney(props.deployment.priceCents)} a month ends, so it isn’t charged again, and the server is wiped
          and returned. <Show when={props.phase !== 'failed'}>What was paid for this month isn’t refunded.</Show>
        </p>
      </Show>
      <Failure error={wish.failure()} class="mt-4" />
      <div class="mt-6 flex flex-wrap justify-end gap-2">
        <button ref={keep} type="button" class="btn btn-quiet" onClick={() => props.onOpenChange(false)}>
          {words().keep}
        </button>
        <button
          type="button"
          class="btn btn-bad"
          aria-disabled={wish.sending()}
          onClick={async () => (await wish.run()) && props.onOpenChange(false)}
        >
          {wish.sending() ? 'Ending it…' : words().go}
        </button>
      </div>
    </Dialog>
  )
}
