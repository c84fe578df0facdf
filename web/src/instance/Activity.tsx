import { createSignal, For, Match, Show, Switch } from 'solid-js'
import type { DeploymentEvent } from '../../../worker/http/api.ts'
import { formatDayHeading, formatTime } from '../lib/format.ts'
import { observe } from '../observe.ts'
import { eventsQuery } from '../queries.ts'
import { Failure } from '../ui/Failure.tsx'
import { Loading } from '../ui/Loading.tsx'
import { StatusGlyph } from '../ui/StatusGlyph.tsx'
import { useDeployment } from './context.ts'

const pageSize = 30

/** Events by day, latest first. */
function byDay(events: readonly DeploymentEvent[]): { day: string; events: DeploymentEvent[] }[] {
  const days: { day: string; events: DeploymentEvent[] }[] = []
  for (const event of events) {
    const day = formatDayHeading(event.at, Date.now())
    const last = days.at(-1)
    if (last?.day === day) last.events.push(event)
    else days.push({ day, events: [event] })
  }
  return days
}

export default function Activity() {
  const deployment = useDeployment()
  const query = observe(() => eventsQuery(deployment().id))
  const [shown, setShown] = createSignal(pageSize)
  const latestFirst = () => [...(query.data ?? [])].sort((a, b) => b.version - a.version)
  return (
    <Switch fallback={<Loading />}>
      <Match when={query.data}>
        <div class="grid max-w-[800px] gap-7">
          <For each={byDay(latestFirst().slice(0, shown()))} fallback={<p class="text-ink-2">Nothing happened yet.</p>}>
            {(group) => (
              <section>
                <h2 class="mb-2.5 text-h3">{group.day}</h2>
                <ul class="card">
                  <For each={group.events}>{(event) => <Entry event={event} />}</For>
                </ul>
              </section>
            )}
          </For>
          <Show when={latestFirst().length > shown()}>
            <button type="button" class="btn btn-quiet justify-self-start" onClick={() => setShown(shown() + pageSize)}>
              Show earlier
            </button>
          </Show>
        </div>
      </Match>
      <Match when={query.isError}>
        <Failure error={query.error} />
      </Match>
    </Switch>
  )
}

function Entry(props: { event: DeploymentEvent }) {
  return (
    <li class="grid grid-cols-[3.5rem_1fr] items-baseline gap-x-3 border-t border-line px-4 py-2.5 first:border-t-0 sm:grid-cols-[5rem_1fr] sm:px-5">
      <time class="nums text-sm text-ink-2" dateTime={props.event.at}>
        {formatTime(props.event.at)}
      </time>
      <p>
        <Show when={props.event.tone === 'warn' || props.event.tone === 'bad'}>
          <span class="me-2 inline-block translate-y-px">
            <StatusGlyph look={props.event.tone === 'bad' ? 'broken' : 'needs-you'} />
          </span>
        </Show>
        {props.event.text}
      </p>
    </li>
  )
}
