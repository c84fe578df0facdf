import { createUniqueId, Match, Switch } from 'solid-js'
import type { LogbookRow } from '../../../worker/http/api.ts'

/** The 20 px mark of a logbook row: a check, a coral ring over moving water, an empty ring, an octagon. */
export function RowMark(props: { state: LogbookRow['state'] }) {
  const clip = createUniqueId()
  return (
    <svg
      class="glyph size-5 overflow-visible"
      viewBox="0 0 20 20"
      fill="none"
      stroke-linecap="round"
      aria-hidden="true"
    >
      <Switch>
        <Match when={props.state === 'done'}>
          <circle class="fill-ok" cx="10" cy="10" r="9.5" />
          <path class="stroke-surface" stroke-width="1.8" stroke-linejoin="round" d="m6.2 10.3 2.6 2.6 5-5.6" />
        </Match>
        <Match when={props.state === 'current'}>
          <clipPath id={clip}>
            <circle cx="10" cy="10" r="7.4" />
          </clipPath>
          <g clip-path={`url(#${clip})`}>
            <path
              class="wave stroke-claw"
              stroke-width="1.8"
              d="M-10 10.8c2-2.2 4-2.2 6 0s4 2.2 6 0 4-2.2 6 0 4 2.2 6 0 4-2.2 6 0 4 2.2 6 0 4-2.2 6 0"
            />
          </g>
          <circle class="stroke-claw" stroke-width="2" cx="10" cy="10" r="9" />
        </Match>
        <Match when={props.state === 'todo'}>
          <circle class="stroke-edge" stroke-width="1.5" cx="10" cy="10" r="8.75" />
        </Match>
        <Match when={props.state === 'failed'}>
          <path class="fill-bad" d="M6 .4h8L19.6 6v8L14 19.6H6L.4 14V6z" />
          <path class="stroke-on-bad" stroke-width="2" d="M10 5.4v5.4M10 14.4v.2" />
        </Match>
      </Switch>
    </svg>
  )
}
