import { For, Show } from 'solid-js'
import type { DeploymentSnapshot, LogbookRow } from '../../../worker/http/api.ts'
import { formatElapsed, formatRange, formatTimeSeconds } from '../lib/format.ts'
import { stepWords } from '../words/steps.ts'
import { RowMark } from './RowMark.tsx'
import { Waiting } from './Waiting.tsx'

type Props = { deployment: DeploymentSnapshot; now: number; label: string }

/** One ruled list of what was done, what is being done and what is to come, with real clock times. */
export function Logbook(props: Props) {
  const rows = () => props.deployment.logbook.rows
  const firstCurrent = () => rows().find(({ state }) => state === 'current')?.id
  return (
    <ol class="card overflow-hidden" aria-label={props.label}>
      <For each={rows()}>
        {(row) => (
          <li
            class="relative grid grid-cols-[1.25rem_1fr_auto] gap-x-3.5 border-t border-line px-4 py-3.5 first:border-t-0 sm:px-5"
            classList={{ 'bg-wash': row.state === 'current', 'bg-bad-w': row.state === 'failed' }}
            aria-current={row.state === 'current' ? 'step' : undefined}
          >
            <span class="mt-0.5">
              <RowMark state={row.state} />
            </span>
            <div class="min-w-0">
              <p class="font-medium" classList={{ 'text-ink-2': row.state === 'todo' }}>
                {stepWords[row.id][row.state]}
              </p>
              <Detail row={row} />
            </div>
            <Times row={row} now={props.now} />
            <Show when={isSlow(row, props.now)}>
              <p class="col-span-2 col-start-2 mt-1 text-sm">
                Taking longer than usual. We’re watching it; nothing for you to do.
              </p>
            </Show>
            <Show when={row.id === firstCurrent() && props.deployment.wait}>
              {(wait) => (
                <div class="col-span-2 col-start-2">
                  <Waiting wait={wait()} now={props.now} told={row.detail} />
                </div>
              )}
            </Show>
          </li>
        )}
      </For>
    </ol>
  )
}

const elapsedMs = (row: LogbookRow, now: number) => (row.startedAt ? now - Date.parse(row.startedAt) : 0)

/** Past the time that nine of ten needed. */
const isSlow = (row: LogbookRow, now: number) =>
  row.state === 'current' && row.usual !== null && elapsedMs(row, now) > row.usual.p90Seconds * 1000

function Detail(props: { row: LogbookRow }) {
  return (
    <>
      <Show when={props.row.detail}>
        <p class="text-sm text-ink-2">{props.row.detail}</p>
      </Show>
      <Show when={props.row.attempt > 1}>
        <p class="nums text-sm text-ink-2">Attempt {props.row.attempt}</p>
      </Show>
    </>
  )
}

function Times(props: { row: LogbookRow; now: number }) {
  const usual = () => props.row.usual && formatRange(props.row.usual.p50Seconds, props.row.usual.p90Seconds)
  const took = () =>
    props.row.startedAt && props.row.endedAt
      ? formatElapsed(Date.parse(props.row.endedAt) - Date.parse(props.row.startedAt))
      : null
  return (
    <div class="nums text-end text-sm whitespace-nowrap text-ink-2">
      <Show when={props.row.endedAt}>{(at) => <p>{formatTimeSeconds(at())}</p>}</Show>
      <Show when={took()}>
        <p class="text-xs">took {took()}</p>
      </Show>
      <Show when={props.row.state === 'current' && props.row.startedAt}>
        <p class="text-ink" role="timer" aria-live="off">
          {formatElapsed(elapsedMs(props.row, props.now))}
        </p>
      </Show>
      <Show when={props.row.state !== 'done' && props.row.state !== 'failed' && usual()}>
        <p class="text-xs">{props.row.state === 'current' ? `usually ${usual()}` : usual()}</p>
      </Show>
    </div>
  )
}
