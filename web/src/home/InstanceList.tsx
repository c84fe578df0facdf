import { A } from '@solidjs/router'
import ChevronRight from 'lucide-solid/icons/chevron-right'
import { For, type JSX, Show } from 'solid-js'
import type { DeploymentStatus, DeploymentSummary } from '../../../worker/http/api.ts'
import { formatDay } from '../lib/format.ts'
import { PageTitle } from '../ui/PageTitle.tsx'
import { Status } from '../ui/Status.tsx'
import { isSettingUp } from '../words/status.ts'
import { DeployButton } from './DeployButton.tsx'

type Props = { current: DeploymentSummary[]; notices: JSX.Element }

export function InstanceList(props: Props) {
  return (
    <>
      <div class="flex flex-wrap items-start justify-between gap-x-6 gap-y-4">
        <PageTitle title="Instances">Instances</PageTitle>
        <DeployButton label="another" />
      </div>
      {props.notices}
      <ul class="mt-6 grid gap-3">
        <For each={props.current}>{(deployment) => <Row deployment={deployment} />}</For>
      </ul>
    </>
  )
}

/** What is over, closed until somebody wants to see it. */
export function Destroyed(props: { deployments: DeploymentSummary[] }) {
  return (
    <Show when={props.deployments.length > 0}>
      <details class="group mt-8">
        <summary class="inline-flex min-h-10 items-center gap-2 rounded-control text-sm font-medium text-ink-2 hover:text-ink">
          <ChevronRight size={16} class="group-open:rotate-90 motion-safe:transition-transform" aria-hidden="true" />
          Destroyed ({props.deployments.length})
        </summary>
        <ul class="mt-2 grid gap-3">
          <For each={props.deployments}>{(deployment) => <Row deployment={deployment} />}</For>
        </ul>
      </details>
    </Show>
  )
}

const quiet = new Set<DeploymentStatus>(['READY', 'CANCELING', 'DESTROYED'])

/** An instance as one link; what is in motion says its step, what failed says why. */
function Row(props: { deployment: DeploymentSummary }) {
  const moving = () => isSettingUp(props.deployment.status)
  // The status says it already, but for what is under way and for what went wrong.
  const told = () => (quiet.has(props.deployment.status) ? '' : props.deployment.statusMessage)
  return (
    <li class="card relative grid grid-cols-[1fr_auto] items-center gap-x-6 gap-y-1 px-5 py-4 hover:border-edge motion-safe:transition-colors has-[a:focus-visible]:outline-2 has-[a:focus-visible]:outline-offset-2 has-[a:focus-visible]:outline-focus md:min-h-[72px] md:grid-cols-[minmax(0,1.1fr)_9.5rem_minmax(0,1.5fr)_7rem] md:py-3">
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
        <Show
          when={told()}
          fallback={
            <span class="font-mono text-xs">{props.deployment.status !== 'DESTROYED' && props.deployment.host}</span>
          }
        >
          {told()}
        </Show>
      </p>
      <p class="nums hidden text-end text-sm whitespace-nowrap text-ink-2 md:block">
        <Show when={props.deployment.status === 'READY' && props.deployment.currentPeriodEnd}>
          {(end) => <>Renews {formatDay(end())}</>}
        </Show>
      </p>
    </li>
  )
}
