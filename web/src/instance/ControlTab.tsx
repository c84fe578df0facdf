import { createEffect, createMemo, createSignal, Match, on, onCleanup, Show, Switch } from 'solid-js'
import { announce } from '../lib/announce.ts'
import { createServerClock } from '../lib/clock.ts'
import type { LinkState } from '../live/link.ts'
import { LinkNote } from '../logbook/LinkNote.tsx'
import { Logbook } from '../logbook/Logbook.tsx'
import { ControlFrame } from './ControlFrame.tsx'
import { useDeployment } from './context.ts'
import { OpenButton } from './OpenButton.tsx'
import { RestartButton } from './RestartButton.tsx'
import { isRestarting } from './restarting.ts'

type Props = { visible: boolean; receivedAt: number; link: LinkState }

const roomy = matchMedia('(min-width: 48rem)')

/** OpenClaw's own page in a frame; in its place a logbook during a restart, and a card of ours when it doesn't answer. */
export function ControlTab(props: Props) {
  const deployment = useDeployment()
  const restarting = createMemo(() => isRestarting(deployment()))
  createEffect(
    on(restarting, (is) => announce(is ? 'Restarting' : 'Restarted. OpenClaw answers again.'), { defer: true }),
  )
  return (
    <Switch>
      <Match when={restarting()}>
        <Restart receivedAt={props.receivedAt} link={props.link} />
      </Match>
      <Match when={deployment().allowed.launch}>
        <Control visible={props.visible} />
      </Match>
      <Match when={true}>
        <div class="mx-auto w-full max-w-[640px] px-4 py-10 md:px-6">
          <section class="card p-5 md:p-6">
            <h2 class="text-h3">The Control UI isn’t reachable</h2>
            <p class="mt-2 text-ink-2">
              {deployment().status === 'ERROR' ? 'A restart may bring it back.' : deployment().statusMessage}
            </p>
            <Show when={deployment().wait?.thenWhat}>{(then) => <p class="mt-2 text-ink-2">{then()}</p>}</Show>
            <Show when={deployment().allowed.restart}>
              <div class="mt-5">
                <RestartButton deployment={deployment()} primary />
              </div>
            </Show>
          </section>
        </div>
      </Match>
    </Switch>
  )
}

function Restart(props: Omit<Props, 'visible'>) {
  const deployment = useDeployment()
  const now = createServerClock(() => ({ serverNow: deployment().serverNow, receivedAt: props.receivedAt }))
  return (
    <div class="mx-auto w-full max-w-[688px] px-4 py-10 md:px-6">
      <h2 class="text-h2">Restarting</h2>
      <p class="mt-2 mb-6 text-lg text-ink-2">The Control UI comes back here by itself.</p>
      <Logbook deployment={deployment()} now={now()} label="Restart, step by step" />
      <div class="mt-4">
        <LinkNote link={props.link} />
      </div>
    </div>
  )
}

/**
 * On a phone the frame is too small to be useful: a card offers the instance's own tab first. A frame that is there stays,
 * also when the window is made narrow, because it may hold a chat; and it isn't made before its tab is looked at.
 */
function Control(props: { visible: boolean }) {
  const deployment = useDeployment()
  const [wide, setWide] = createSignal(roomy.matches)
  const [wanted, setWanted] = createSignal(false)
  const onChange = () => setWide(roomy.matches)
  roomy.addEventListener('change', onChange)
  onCleanup(() => roomy.removeEventListener('change', onChange))
  const framed = createMemo<boolean>((already) => already || wanted() || (wide() && props.visible), false)
  return (
    <Show
      when={framed()}
      fallback={
        <section class="card mx-4 my-6 p-5">
          <h2 class="text-h3">The Control UI works best in its own tab</h2>
          <p class="mt-2 mb-5 text-ink-2">It opens signed in, with an address that works once.</p>
          <div class="flex flex-wrap gap-2">
            <OpenButton id={deployment().id} primary />
            <button type="button" class="btn btn-ghost btn-main" onClick={() => setWanted(true)}>
              Show it here anyway
            </button>
          </div>
        </section>
      }
    >
      <ControlFrame id={deployment().id} name={deployment().name} />
    </Show>
  )
}
