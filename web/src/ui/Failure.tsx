import { Show } from 'solid-js'
import { wordsFor } from '../words/problems.ts'

/** What went wrong with the last wish, in place; the box is always there, so that a screen reader hears it filled. */
export function Failure(props: { error: unknown; class?: string }) {
  return (
    <div role="alert" class={`empty:hidden ${props.class ?? ''}`}>
      <Show when={props.error}>{(error) => <p class="text-sm font-medium text-bad">{wordsFor(error())}</p>}</Show>
    </div>
  )
}
