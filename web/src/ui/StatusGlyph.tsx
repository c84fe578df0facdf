import { Match, Switch } from 'solid-js'
import type { StatusClass } from '../words/status.ts'

/** The 12 px shape of a status class: disc, half-filled ring, triangle, octagon, hollow ring. */
export function StatusGlyph(props: { look: StatusClass }) {
  return (
    <svg class="glyph size-3 shrink-0 overflow-visible" viewBox="0 0 12 12" aria-hidden="true">
      <Switch>
        <Match when={props.look === 'still'}>
          <circle class="fill-ok" cx="6" cy="6" r="5.5" />
        </Match>
        <Match when={props.look === 'motion'}>
          <circle class="fill-none stroke-tide" stroke-width="1.75" cx="6" cy="6" r="5.1" />
          <path class="breath fill-tide" d="M6 3a3 3 0 0 1 0 6z" />
        </Match>
        <Match when={props.look === 'needs-you'}>
          <path class="fill-warn" d="M6 .6 11.9 11a.6.6 0 0 1-.5.9H.6a.6.6 0 0 1-.5-.9z" />
        </Match>
        <Match when={props.look === 'broken'}>
          <path class="fill-bad" d="M3.6.2h4.8l3.4 3.4v4.8l-3.4 3.4H3.6L.2 8.4V3.6z" />
        </Match>
        <Match when={props.look === 'over'}>
          <circle class="fill-none stroke-ink-3" stroke-width="1.75" cx="6" cy="6" r="5.1" />
        </Match>
      </Switch>
    </svg>
  )
}
