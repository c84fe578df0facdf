import { Navigate, useLocation } from '@solidjs/router'
import { type JSX, Match, Switch } from 'solid-js'
import { withNext } from '../lib/return-path.ts'
import { Failure } from '../ui/Failure.tsx'
import { Loading } from '../ui/Loading.tsx'
import { useSession, useUser } from './session.ts'

/** Shows its children to whoever is signed in; the others go to the sign-in page and come back afterwards. */
export function RequireUser(props: { children: JSX.Element }) {
  const session = useSession()
  const user = useUser()
  const here = useLocation()
  return (
    <Switch fallback={<Loading />}>
      <Match when={user()}>{props.children}</Match>
      <Match when={user() === null}>
        <Navigate href={withNext('/sign-in', here.pathname + here.search)} />
      </Match>
      <Match when={session.isError}>
        <div class="grid justify-items-start gap-4 pt-6">
          <Failure error={session.error} />
          <button type="button" class="btn btn-quiet" onClick={() => void session.refetch()}>
            Try again
          </button>
        </div>
      </Match>
    </Switch>
  )
}
