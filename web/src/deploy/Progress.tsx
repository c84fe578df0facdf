import { A, useSearchParams } from '@solidjs/router'
import { createEffect, createMemo, on, onCleanup, Show } from 'solid-js'
import type { DeploymentSnapshot } from '../../../worker/http/api.ts'
import { announce } from '../lib/announce.ts'
import { createServerClock } from '../lib/clock.ts'
import { type Favicon, setFavicon } from '../lib/favicon.ts'
import type { LinkState } from '../live/link.ts'
import { LinkNote } from '../logbook/LinkNote.tsx'
import { Logbook } from '../logbook/Logbook.tsx'
import { PageTitle } from '../ui/PageTitle.tsx'
import { stepWords } from '../words/steps.ts'
import { CancelButton } from './CancelButton.tsx'
import { Lead } from './Lead.tsx'
import { NotifyButton } from './NotifyButton.tsx'
import { type Phase, phaseOf, tabTitle } from './phase.ts'

type Props = { deployment: DeploymentSnapshot; receivedAt: number; link: LinkState }

const headings: Record<Phase, (name: string) => string> = {
  unpaid: () => 'Not paid yet',
  confirming: () => 'Checking your payment',
  building: (name) => `Setting up ${name}`,
  ready: () => 'Your OpenClaw is ready',
  failed: () => 'Setup didn’t finish',
}

/** The page of a deployment from Checkout to its first answer. */
export function Progress(props: Props) {
  const [search, setSearch] = useSearchParams()
  const now = createServerClock(() => ({ serverNow: props.deployment.serverNow, receivedAt: props.receivedAt }))
  const phase = createMemo(() => phaseOf(props.deployment, search.session_id !== undefined))
  const rows = () => props.deployment.logbook.rows
  const current = createMemo(() => rows().find(({ state }) => state === 'current')?.id)

  createEffect(on(current, (id) => id && announce(stepWords[id].current), { defer: true }))
  createEffect(on(phase, (is) => (is === 'ready' || is === 'failed') && announce(headings[is]('')), { defer: true }))
  // The session's id has done its work when the payment is confirmed.
  createEffect(
    () => phase() !== 'confirming' && search.session_id && setSearch({ session_id: undefined }, { replace: true }),
  )

  const favicon = (): Favicon => {
    if (phase() === 'ready') return { kind: 'ready' }
    if (phase() === 'failed') return { kind: 'failed' }
    return { kind: 'progress', done: rows().filter(({ state }) => state === 'done').length, of: rows().length }
  }
  createEffect(() => setFavicon(favicon()))
  onCleanup(() => setFavicon({ kind: 'mark' }))

  const going = () => phase() === 'building' || phase() === 'confirming'
  return (
    <div class="mx-auto w-full max-w-[640px]">
      <PageTitle title={tabTitle(phase(), rows())}>{headings[phase()](props.deployment.name)}</PageTitle>
      <Lead deployment={props.deployment} phase={phase()} now={now()} />
      <div class="mt-8">
        <Logbook deployment={props.deployment} now={now()} label="Setup, step by step" />
      </div>
      <div class="mt-5 flex flex-wrap items-center justify-between gap-3">
        <Show when={going()}>
          <LinkNote link={props.link} />
        </Show>
        <div class="ms-auto flex flex-wrap justify-end gap-2">
          <Show when={going()}>
            <NotifyButton name={props.deployment.name} phase={phase()} />
          </Show>
          <Show when={phase() !== 'ready' && props.deployment.allowed.destroy}>
            <CancelButton deployment={props.deployment} phase={phase()} />
          </Show>
          <Show when={phase() === 'unpaid' && props.deployment.checkoutUrl}>
            {(url) => (
              <a href={url()} class="btn btn-primary">
                Continue to payment
              </a>
            )}
          </Show>
          <Show when={phase() === 'ready'}>
            <A href={`/i/${props.deployment.id}`} class="btn btn-primary btn-main">
              Open instance
            </A>
          </Show>
        </div>
      </div>
    </div>
  )
}
