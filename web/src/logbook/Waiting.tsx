import { Show } from 'solid-js'
import type { Wait } from '../../../worker/http/api.ts'
import { formatAgo, formatTime } from '../lib/format.ts'

/** Why a step waits: what the last look found, what happens by itself and when, what the person can do. */
export function Waiting(props: { wait: Wait; now: number }) {
  const looked = () => props.wait.lastLookAt && formatAgo(props.now - Date.parse(props.wait.lastLookAt))
  return (
    <dl class="mt-2.5 grid gap-x-4 gap-y-1 border-t border-line pt-2.5 text-xs text-ink-2 sm:grid-cols-[5.5rem_1fr]">
      <dt class="font-medium text-ink">Waiting for</dt>
      <dd>{props.wait.for}</dd>
      <Show when={props.wait.found}>
        <dt class="font-medium text-ink">Last look</dt>
        <dd class="nums">
          {props.wait.found}
          <Show when={looked()}>, {looked()}</Show>
        </dd>
      </Show>
      <Show when={props.wait.thenWhat}>
        <dt class="font-medium text-ink">By itself</dt>
        <dd class="nums">
          <Show when={props.wait.deadlineAt}>{(at) => <>If nothing comes by {formatTime(at())}: </>}</Show>
          {props.wait.thenWhat}
        </dd>
      </Show>
      <Show when={props.wait.youCan}>
        <dt class="font-medium text-ink">You can</dt>
        <dd>{props.wait.youCan}</dd>
      </Show>
    </dl>
  )
}
