import { Match, Show, Switch } from 'solid-js'
import type { DeploymentSnapshot } from '../../../worker/http/api.ts'
import { formatElapsed, formatRange } from '../lib/format.ts'
import { remaining } from '../logbook/remaining.ts'
import { CopyButton } from '../ui/CopyButton.tsx'
import type { Phase } from './phase.ts'

/** The sentence under the heading: the money part first, then how long, then what happens next. */
export function Lead(props: { deployment: DeploymentSnapshot; phase: Phase; now: number }) {
  const left = () => {
    const range = remaining(props.deployment.logbook.rows, props.now)
    return range && range.to >= 1 ? formatRange(range.from, range.to) : null
  }
  const took = () => {
    const { paidAt, createdAt, readyAt } = props.deployment
    return readyAt ? formatElapsed(Date.parse(readyAt) - Date.parse(paidAt ?? createdAt)) : null
  }
  return (
    <div class="mt-3 text-lg text-ink-2">
      <Switch>
        <Match when={props.phase === 'unpaid'}>
          <p>The checkout was left before paying. Nothing was charged and nothing was ordered.</p>
        </Match>
        <Match when={props.phase === 'confirming'}>
          <p>Waiting for Stripe’s confirmation. It usually takes a few seconds; you don’t need to pay again.</p>
        </Match>
        <Match when={props.phase === 'building'}>
          <p>
            <Show when={left()}>
              About <strong class="nums font-semibold text-ink">{left()}</strong> left.{' '}
            </Show>
            You can close this page. We’ll email you when it’s ready.
          </p>
        </Match>
        <Match when={props.phase === 'ready'}>
          <p>
            <Show when={took()}>
              It took <span class="nums">{took()}</span>.{' '}
            </Show>
            Your instance is called <strong class="font-semibold text-ink">{props.deployment.name}</strong>.
          </p>
        </Match>
        <Match when={props.phase === 'failed'}>
          <p class="font-medium text-ink">
            {props.deployment.chargesEnded
              ? 'Nothing more will be charged.'
              : 'Destroy it below, so that nothing more is charged, or write to us and we look at it.'}
          </p>
          <p>{props.deployment.problem?.message ?? props.deployment.statusMessage}</p>
          <Show when={props.deployment.problem?.reference}>
            {(reference) => (
              <p class="mt-2 flex flex-wrap items-center gap-1 text-sm">
                Reference <span class="font-mono text-xs text-ink">{reference()}</span>
                <CopyButton text={reference()} label="Copy the reference" />
              </p>
            )}
          </Show>
        </Match>
      </Switch>
    </div>
  )
}
