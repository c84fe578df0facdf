import { createSignal, lazy, Show, Suspense } from 'solid-js'
import type { DeploymentSnapshot } from '../../../worker/http/api.ts'
import type { Phase } from './phase.ts'

const CancelDialog = lazy(() => import('../dialogs/CancelDialog.tsx'))

/** Ends a setup that is under way, or a checkout that was not paid. */
export function CancelButton(props: { deployment: DeploymentSnapshot; phase: Phase }) {
  const [open, setOpen] = createSignal(false)
  const [opened, setOpened] = createSignal(false)
  let button: HTMLButtonElement | undefined
  const words = () => (props.phase === 'unpaid' ? 'Discard' : props.phase === 'failed' ? 'Destroy it' : 'Cancel setup')
  return (
    <>
      <button
        ref={button}
        type="button"
        class="btn btn-quiet"
        onClick={() => {
          setOpened(true)
          setOpen(true)
        }}
      >
        {words()}
      </button>
      <Suspense>
        <Show when={opened()}>
          <CancelDialog
            deployment={props.deployment}
            phase={props.phase}
            open={open()}
            onOpenChange={setOpen}
            returnTo={() => button}
          />
        </Show>
      </Suspense>
    </>
  )
}
