import { A } from '@solidjs/router'
import { createEffect, createMemo, on, Show } from 'solid-js'
import { announce } from '../lib/announce.ts'
import { createServerClock } from '../lib/clock.ts'
import { formatMoment } from '../lib/format.ts'
import type { LinkState } from '../live/link.ts'
import { LinkNote } from '../logbook/LinkNote.tsx'
import { Logbook } from '../logbook/Logbook.tsx'
import { useDeployment } from './context.ts'

/** What is left of an instance's page when it is being destroyed: each piece as it is confirmed, the money part first. */
export function Ending(props: { receivedAt: number; link: LinkState }) {
  const deployment = useDeployment()
  const now = createServerClock(() => ({ serverNow: deployment().serverNow, receivedAt: props.receivedAt }))
  const over = createMemo(() => deployment().status === 'DESTROYED')
  createEffect(on(over, (is) => is && announce('Destroyed'), { defer: true }))
  return (
    <div class="mx-auto w-full max-w-[688px] px-4 py-8 md:px-6 md:py-10">
      <h2 class="text-h2">{over() ? 'Everything is gone' : 'Destroying'}</h2>
      <div class="mt-2 mb-6 text-lg text-ink-2">
        <Show when={deployment().chargesEnded}>
          <p class="font-medium text-ink">Nothing more will be charged.</p>
        </Show>
        <Show
          when={over() && deployment().destroyedAt}
          fallback={<p>{deployment().statusMessage || 'You can close this page. It goes on by itself.'}</p>}
        >
          {(at) => <p class="nums">Destroyed {formatMoment(at())}. The activity stays here.</p>}
        </Show>
      </div>
      <Logbook deployment={deployment()} now={now()} label="Destruction, piece by piece" />
      <div class="mt-5 flex flex-wrap items-center justify-between gap-3">
        <Show when={!over()} fallback={<span />}>
          <LinkNote link={props.link} />
        </Show>
        <Show when={over()}>
          <A href="/" class="btn btn-quiet">
            Back to your instances
          </A>
        </Show>
      </div>
    </div>
  )
}
