import { Navigate, useParams } from '@solidjs/router'
import { Match, Switch } from 'solid-js'
import type { DeploymentSnapshot, DeploymentStatus } from '../../../worker/http/api.ts'
import { createLiveDeployment } from '../live/deployment.ts'
import NotFound from '../pages/NotFound.tsx'
import { RequireUser } from '../shell/RequireUser.tsx'
import { Failure } from '../ui/Failure.tsx'
import { Loading } from '../ui/Loading.tsx'
import { ProblemError } from '../words/problems.ts'
import { isSettingUp } from '../words/status.ts'
import { Progress } from './Progress.tsx'

/** What this page tells; every other status has its place on the instance's own page. */
const isTold = ({ status, readyAt }: DeploymentSnapshot) =>
  isSettingUp(status) || status === 'READY' || (status === 'ERROR' && readyAt === null)

const moving: DeploymentStatus[] = ['PENDING_PAYMENT', 'PENDING', 'ORDERING', 'PROVISIONING', 'INSTALLING', 'ERROR']

export default function Deploy() {
  return (
    <RequireUser>
      <Live />
    </RequireUser>
  )
}

function Live() {
  const params = useParams<{ id: string }>()
  const { query, link } = createLiveDeployment({ id: () => params.id, watch: ({ status }) => moving.includes(status) })
  const gone = () => query.error instanceof ProblemError && query.error.status === 404
  return (
    <Switch fallback={<Loading />}>
      <Match when={gone()}>
        <NotFound what="This deployment no longer exists" />
      </Match>
      <Match when={query.data && !isTold(query.data)}>
        <Navigate href={`/i/${params.id}`} />
      </Match>
      <Match when={query.data}>
        {(deployment) => <Progress deployment={deployment()} receivedAt={query.dataUpdatedAt} link={link()} />}
      </Match>
      <Match when={query.isError}>
        <Failure error={query.error} class="pt-6" />
      </Match>
    </Switch>
  )
}
