import { A } from '@solidjs/router'
import { For, type JSX, Show } from 'solid-js'
import type { DeploymentSummary } from '../../../worker/http/api.ts'
import { formatDay } from '../lib/format.ts'
import { PageTitle } from '../ui/PageTitle.tsx'
import { Status } from '../ui/Status.tsx'
import { isSettingUp } from '../words/status.ts'
import { DeployButton } from './DeployButton.tsx'

type Props = { current: DeploymentSummary[]; destroyed: DeploymentSummary[]; notices: JSX.Element }

export function InstanceList(props: Props) {
  return (
    <>
      <div class="flex flex-wrap items-start justify-between gap-x-6 gap-y-4">
        <PageTitle title="Instances">Instances</PageTitle>
        <DeployButton label="another" />
      </div>
      {props.notices}
      <Show
        when={props.current.length > 0}
        fallback={<p class="mt-8 text-lg text-ink-2">None is running. What you destroyed is listed below.</p>}
      >
        <ul class="mt-6 grid gap-3">
          <For each={props.current}>{(deployment) => <Row deployment={deployment} />}</For>
        </ul>
      </Show>
      <Show when={props.destroyed.length > 0}>
        <details class="mt-8">
          <summary class="inline-flex min-h-10 items-center rounded-control text-sm font-medium text-ink-2 hover:text-ink">
            Destroyed ({props.destroyed.length})
          </summary>
          <ul class="mt-2 grid gap-3">
            <For each={props.destroyed}>{(deployment) => <Row deployment={deployment} />}</For>
          </ul>
        </details>
      </Show>
    </>
  )
}

/** An instance as one link; what is in motion says its step, what failed says why. */
function Row(props: { deployment: DeploymentSummary }) {
  const moving = () => isSettingUp(props.deployment.status)
  const told = () => (props.deployment.status === 'READY' ? '' : props.deployment.statusMessage)
  return (
    <li class="card relative grid grid-cols-[1fr_auto] items-center gap-x-6 gap-y-1 px-5 py-4 hover:border-edge motion-safe:transition-colors has-[a:focus-visible]:outline-2 has-[a:focus-visible]:outline-offset-2 has-[a:focus-visible]:outline-focus md:min-h-[72px] md:grid-cols-[minmax(12rem,1.2fr)_9.5rem_minmax(0,1.4fr)_auto] md:py-3">
      <div class="min-w-0">
        <h2 class="truncate text-h3">
          <A
            href={moving() ? `/deploy/${props.deployment.id}` : `/i/${props.deployment.id}`}
            class="outline-none after:absolute after:inset-0"
          >
            {props.deployment.name}
          </A>
        </h2>
      </div>
      <Status of={props.deployment} />
      <p class="col-span-2 min-w-0 truncate text-sm text-ink-2 md:col-span-1">
        <Show when={told()} fallback={<span class="font-mono text-xs">{props.deployment.host}</span>}>
          {told()}
        </Show>
      </p>
      <p class="nums hidden text-sm whitespace-nowrap text-ink-2 md:block">
        <Show when={props.deployment.status === 'READY' && props.deployment.currentPeriodEnd}>
          {(end) => <>Renews {formatDay(end())}</>}
        </Show>
      </p>
    </li>
  )
}
