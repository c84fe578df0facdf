import RotateCw from 'lucide-solid/icons/rotate-cw'
import { createSignal, lazy, Show, Suspense } from 'solid-js'
import type { DeploymentSnapshot } from '../../../worker/http/api.ts'

const RestartDialog = lazy(() => import('../dialogs/RestartDialog.tsx'))

export function RestartButton(props: { deployment: DeploymentSnapshot; primary?: boolean }) {
  const [open, setOpen] = createSignal(false)
  const [opened, setOpened] = createSignal(false)
  let button: HTMLButtonElement | undefined
  return (
    <>
      <button
        ref={button}
        type="button"
        class="btn"
        classList={{ 'btn-primary': props.primary, 'btn-quiet': !props.primary }}
        onClick={() => {
          setOpened(true)
          setOpen(true)
        }}
      >
        <RotateCw size={16} aria-hidden="true" />
        Restart
      </button>
      {/* A boundary of its own: without it, fetching the dialog's code would blank the page, and the frame with it. */}
      <Suspense>
        <Show when={opened()}>
          <RestartDialog
            deployment={props.deployment}
            open={open()}
            onOpenChange={setOpen}
            returnTo={() => (button?.isConnected ? button : (document.querySelector('h1') ?? undefined))}
          />
        </Show>
      </Suspense>
    </>
  )
}
