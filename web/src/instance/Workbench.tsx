import { useLocation } from '@solidjs/router'
import { type JSX, Match, Show, Switch } from 'solid-js'
import type { LinkState } from '../live/link.ts'
import { ControlTab } from './ControlTab.tsx'
import { useDeployment } from './context.ts'
import { Ending } from './Ending.tsx'
import { InstanceHeader } from './InstanceHeader.tsx'
import { isEnding } from './restarting.ts'
import { StateBanner } from './StateBanner.tsx'

type Props = { children: JSX.Element; receivedAt: number; link: LinkState }

/** An instance: its header, its tabs, and the Control UI, which stays mounted under the other tabs so that a chat isn't lost. */
export function Workbench(props: Props) {
  const deployment = useDeployment()
  const here = useLocation()
  const onControl = () => here.pathname.replace(/\/$/, '') === `/i/${deployment().id}`
  return (
    <>
      <InstanceHeader wide={onControl()} />
      <StateBanner wide={onControl()} />
      <Switch>
        <Match when={isEnding(deployment())}>
          <Show when={onControl()}>
            <Ending receivedAt={props.receivedAt} link={props.link} />
          </Show>
        </Match>
        <Match when={true}>
          <div class="flex-1 flex-col" classList={{ flex: onControl(), hidden: !onControl() }}>
            <ControlTab visible={onControl()} receivedAt={props.receivedAt} link={props.link} />
          </div>
        </Match>
      </Switch>
      <Show when={!onControl()}>
        <div class="pt-6">{props.children}</div>
      </Show>
    </>
  )
}
