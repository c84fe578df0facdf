import { Navigate, type RouteSectionProps, useParams } from '@solidjs/router'
import { Match, Switch } from 'solid-js'
import { createLiveDeployment } from '../live/deployment.ts'
import NotFound from '../pages/NotFound.tsx'
import { RequireUser } from '../shell/RequireUser.tsx'
import { Failure } from '../ui/Failure.tsx'
import { Loading } from '../ui/Loading.tsx'
import { ProblemError } from '../words/problems.ts'
import { isSettingUp } from '../words/status.ts'
import { DeploymentContext } from './context.ts'
import { isRestarting } from './restarting.ts'
import { Workbench } from './Workbench.tsx'

export default function Instance(props: RouteSectionProps) {
  return (
    <RequireUser>
      <Live>{props.children}</Live>
    </RequireUser>
  )
}

function Live(props: Pick<RouteSectionProps, 'children'>) {
  const params = useParams<{ id: string }>()
  const { query, link } = createLiveDeployment({
    id: () => params.id,
    watch: (deployment) => deployment.status === 'DESTROYING' || isRestarting(deployment),
  })
  const gone = () => query.error instanceof ProblemError && query.error.status === 404
  const notBuilt = () =>
    query.data && (isSettingUp(query.data.status) || (query.data.status === 'ERROR' && query.data.readyAt === null))
  return (
    <Switch
      fallback={
        <div class="px-4 pt-4 md:px-6">
          <Loading />
        </div>
      }
    >
      <Match when={gone()}>
        <div class="px-4 pt-8 md:px-6">
          <NotFound what="This instance no longer exists" />
        </div>
      </Match>
      <Match when={notBuilt()}>
        <Navigate href={`/deploy/${params.id}`} />
      </Match>
      <Match when={query.data}>
        {(deployment) => (
          <DeploymentContext.Provider value={deployment}>
            <Workbench receivedAt={query.dataUpdatedAt} link={link()}>
              {props.children}
            </Workbench>
          </DeploymentContext.Provider>
        )}
      </Match>
      <Match when={query.isError}>
        <Failure error={query.error} class="px-4 pt-8 md:px-6" />
      </Match>
    </Switch>
  )
}
