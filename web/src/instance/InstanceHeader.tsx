import { A } from '@solidjs/router'
import { For, Show } from 'solid-js'
import { formatDay, formatMoney } from '../lib/format.ts'
import { CopyButton } from '../ui/CopyButton.tsx'
import { PageTitle } from '../ui/PageTitle.tsx'
import { Status } from '../ui/Status.tsx'
import { useDeployment } from './context.ts'
import { OpenButton } from './OpenButton.tsx'
import { RestartButton } from './RestartButton.tsx'
import { isEnding, isRestarting } from './restarting.ts'

/** The tabs; each is an address of its own. Another one is a line here and a route. */
const tabs = [
  { path: '', label: 'Control UI', ended: 'Overview' },
  { path: '/activity', label: 'Activity', ended: 'Activity' },
  { path: '/settings', label: 'Settings', ended: null },
]

const tabLink =
  'inline-flex min-h-11 items-center border-b-2 border-transparent px-3 text-sm font-medium text-ink-2 hover:text-ink -outline-offset-2! aria-[current=page]:border-tide aria-[current=page]:text-ink forced-colors:aria-[current=page]:border-[Highlight]'

export function InstanceHeader(props: { wide: boolean }) {
  const deployment = useDeployment()
  const ending = () => isEnding(deployment())
  const shownTabs = () => tabs.filter(({ ended }) => !ending() || ended !== null)
  return (
    <div class="border-b border-line" classList={{ 'px-4 pt-3 md:px-6': props.wide }}>
      <div class="flex flex-wrap items-center gap-x-5 gap-y-2">
        <PageTitle title={deployment().name} class={props.wide ? 'text-h2!' : ''}>
          {deployment().name}
        </PageTitle>
        <div
          class="flex flex-wrap items-center gap-x-4 gap-y-1"
          classList={{ 'basis-full md:order-last': !props.wide }}
        >
          <Status of={deployment()} restarting={isRestarting(deployment())} />
          <Show when={!ending() && deployment().host}>
            {(host) => (
              <span class="inline-flex items-center gap-1 font-mono text-xs text-ink-2">
                {host()}
                <CopyButton text={host()} label="Copy the address" />
              </span>
            )}
          </Show>
          <Show when={deployment().status === 'READY' && deployment().currentPeriodEnd}>
            {(end) => (
              <span class="nums text-sm text-ink-2">
                Renews {formatDay(end())} · {formatMoney(deployment().priceCents)}
              </span>
            )}
          </Show>
        </div>
        <div class="flex flex-wrap gap-2 md:ms-auto">
          <Show when={!ending() && deployment().allowed.launch}>
            <OpenButton id={deployment().id} />
          </Show>
          <Show when={!ending() && deployment().allowed.restart}>
            <RestartButton deployment={deployment()} />
          </Show>
        </div>
      </div>
      <nav
        aria-label="Instance"
        class="mt-1 -mb-px overflow-x-auto overflow-y-hidden"
        classList={{ '-ms-3': props.wide, 'mt-4': !props.wide }}
      >
        <ul class="flex">
          <For each={shownTabs()}>
            {(tab) => (
              <li>
                <A href={`/i/${deployment().id}${tab.path}`} end class={tabLink}>
                  {ending() ? tab.ended : tab.label}
                </A>
              </li>
            )}
          </For>
        </ul>
      </nav>
    </div>
  )
}
