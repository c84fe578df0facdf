import { createSignal, onMount, Show } from 'solid-js'
import { launchDeployment } from '../api.ts'
import { Failure } from '../ui/Failure.tsx'
import { Loading } from '../ui/Loading.tsx'

/**
 * OpenClaw's Control UI. The address works once, so it lives in the frame's `src` and nowhere else, and each mounting asks
 * for a new one. Readiness comes from our own API: a frame's `load` also fires for an error page. The frame's site is
 * never ours, so scripts with their own origin cannot lift the sandbox; it may not navigate our page.
 */
export function ControlFrame(props: { id: string; name: string }) {
  const [url, setUrl] = createSignal<string>()
  const [failure, setFailure] = createSignal<unknown>(null)
  const load = async () => {
    setFailure(null)
    try {
      setUrl(await launchDeployment(props.id))
    } catch (error) {
      setFailure(error)
    }
  }
  onMount(() => void load())
  return (
    <Show
      when={url()}
      fallback={
        <div class="px-4 pt-6 md:px-6">
          <Show when={failure()} fallback={<Loading />}>
            <div class="card mx-auto mt-4 grid max-w-[640px] justify-items-start gap-4 p-5 md:p-6">
              <h2 class="text-h3">The Control UI didn’t open</h2>
              <Failure error={failure()} />
              <button type="button" class="btn btn-quiet" onClick={() => void load()}>
                Try again
              </button>
            </div>
          </Show>
        </div>
      }
    >
      {(src) => (
        <iframe
          src={src()}
          title={`OpenClaw Control UI for ${props.name}`}
          class="min-h-[30rem] w-full flex-1 bg-surface"
          sandbox="allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-downloads allow-modals"
          allow="clipboard-write; microphone; fullscreen"
          referrerpolicy="no-referrer"
        />
      )}
    </Show>
  )
}
