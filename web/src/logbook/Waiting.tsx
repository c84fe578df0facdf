import { Show } from 'solid-js'
import type { Wait } from '../../../worker/http/api.ts'
import { formatAgo, formatTime } from '../lib/format.ts'

const sentence = (clause: string) => clause.charAt(0).toUpperCase() + clause.slice(1).replace(/\.$/, '')

/** Why a step waits: what the last look found, what happens by itself and when, what the person can do. `told` is what the row says already. */
export function Waiting(props: { wait: Wait; now: number; told: string }) {
  const looked = () => props.wait.lastLookAt && formatAgo(props.now - Date.parse(props.wait.lastLookAt))
  const alone = () => {
    const { deadlineAt, thenWhat } = props.wait
    return deadlineAt ? `If that isn’t done by ${formatTime(deadlineAt)}, ${thenWhat}` : sentence(thenWhat)
  }
  return (
    <dl class="mt-2.5 grid gap-x-4 border-t border-line pt-2.5 text-xs text-ink-2 sm:grid-cols-[4.5rem_1fr] sm:gap-y-1 max-sm:[&_dd]:mb-1">
      <Show when={props.wait.for !== props.told}>
        <dt class="font-medium text-ink">Now</dt>
        <dd>{props.wait.for}.</dd>
      </Show>
      <Show when={props.wait.found}>
        {(found) => (
          <>
            <dt class="font-medium text-ink">Last look</dt>
            <dd class="nums">
              {sentence(found())}
              <Show when={looked()}>, {looked()}</Show>.
            </dd>
          </>
        )}
      </Show>
      <Show when={props.wait.thenWhat}>
        <dt class="font-medium text-ink">By itself</dt>
        <dd class="nums">{sentence(alone())}.</dd>
      </Show>
      <Show when={props.wait.youCan}>
        {(youCan) => (
          <>
            <dt class="font-medium text-ink">For you</dt>
            <dd>{sentence(youCan())}.</dd>
          </>
        )}
      </Show>
    </dl>
  )
}
