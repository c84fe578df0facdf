import { createSignal, For, Show } from 'solid-js'
import { useSite } from '../shell/session.ts'
import { Failure } from '../ui/Failure.tsx'
import { signInWith } from './calls.ts'

const names = { github: 'GitHub', google: 'Google' } as const

/** One button for each provider that this installation has configured. */
export function SocialButtons(props: { next: string }) {
  const site = useSite()
  const [failure, setFailure] = createSignal<unknown>(null)
  const start = async (provider: keyof typeof names) => {
    try {
      location.assign((await signInWith(provider, props.next)).url)
    } catch (error) {
      setFailure(error)
    }
  }
  return (
    <Show when={site().signInWith.length > 0}>
      <div class="mt-6 grid gap-3 border-t border-line pt-6">
        <For each={site().signInWith}>
          {(provider) => (
            <button type="button" class="btn btn-quiet btn-main" onClick={() => void start(provider)}>
              Continue with {names[provider]}
            </button>
          )}
        </For>
        <Failure error={failure()} />
      </div>
    </Show>
  )
}
