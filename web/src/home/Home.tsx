import { useSearchParams } from '@solidjs/router'
import { createSignal, Match, Show, Switch } from 'solid-js'
import { observe } from '../observe.ts'
import { deploymentsQuery } from '../queries.ts'
import { useSession, useUser } from '../shell/session.ts'
import { Failure } from '../ui/Failure.tsx'
import { Loading } from '../ui/Loading.tsx'
import { Notice } from '../ui/Notice.tsx'
import { BadLink } from './BadLink.tsx'
import { Destroyed, InstanceList } from './InstanceList.tsx'
import { Offer } from './Offer.tsx'
import { Unfinished } from './Unfinished.tsx'

/** The offer for whoever has nothing running, else the list. */
export default function Home() {
  const session = useSession()
  const user = useUser()
  return (
    <Switch fallback={<Loading />}>
      <Match when={user()}>
        <Instances />
      </Match>
      <Match when={user() === null}>
        <Offer
          title="Your own OpenClaw, one click away"
          notices={
            <div class="mt-6 empty:hidden">
              <BadLink />
            </div>
          }
        />
      </Match>
      <Match when={session.isError}>
        <Failure error={session.error} class="pt-6" />
      </Match>
    </Switch>
  )
}

function Instances() {
  const deployments = observe(() => deploymentsQuery)
  const [search, setSearch] = useSearchParams()
  const [unpaid] = createSignal(search.payment === 'none')
  if (unpaid()) setSearch({ payment: undefined }, { replace: true })

  const all = () => deployments.data ?? []
  const unfinished = () => all().filter(({ status }) => status === 'PENDING_PAYMENT')
  const destroyed = () => all().filter(({ status }) => status === 'DESTROYED')
  const current = () => all().filter(({ status }) => status !== 'DESTROYED' && status !== 'PENDING_PAYMENT')
  const notices = () => (
    <div class="mt-6 grid gap-3 empty:hidden">
      <Show when={unpaid()}>
        <div role="status">
          <Notice tone="plain">No payment was made. Nothing was ordered.</Notice>
        </div>
      </Show>
      <BadLink />
      <Unfinished deployments={unfinished()} />
    </div>
  )
  return (
    <Switch fallback={<Loading />}>
      <Match when={deployments.isError && !deployments.data}>
        <div class="grid justify-items-start gap-4 pt-6">
          <Failure error={deployments.error} />
          <button type="button" class="btn btn-quiet" onClick={() => void deployments.refetch()}>
            Try again
          </button>
        </div>
      </Match>
      <Match when={deployments.data && current().length === 0}>
        <Offer
          title={destroyed().length > 0 ? 'No instance is running' : 'You don’t have an instance yet'}
          notices={notices()}
        />
        <Destroyed deployments={destroyed()} />
      </Match>
      <Match when={deployments.data}>
        <InstanceList current={current()} notices={notices()} />
        <Destroyed deployments={destroyed()} />
      </Match>
    </Switch>
  )
}
