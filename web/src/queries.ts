import { QueryCache, QueryClient, queryOptions } from '@tanstack/solid-query'
import type { DeploymentSnapshot, DeploymentStatus, SessionInfo } from '../../worker/http/api.ts'
import { getDeployment, getSession, listDeployments, listEvents } from './api.ts'
import { ProblemError } from './words/problems.ts'

const refused = (error: unknown) => error instanceof ProblemError && error.status >= 400 && error.status < 500

export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    onError(error) {
      if (error instanceof ProblemError && error.code === 'not-signed-in') signedOut()
    },
  }),
  defaultOptions: { queries: { retry: (failures, error) => !refused(error) && failures < 3, staleTime: 5_000 } },
})

/** Every page asks the session who is there, so this one line sends all of them to the sign-in page. */
export function signedOut(): void {
  queryClient.setQueryData(sessionQuery.queryKey, (held: SessionInfo | undefined) => held && { ...held, user: null })
}

export const sessionQuery = queryOptions({ queryKey: ['session'], queryFn: getSession, staleTime: 30_000 })

const inMotion = new Set<DeploymentStatus>(['PENDING', 'ORDERING', 'PROVISIONING', 'INSTALLING', 'DESTROYING'])

export const deploymentsQuery = queryOptions({
  queryKey: ['deployments'],
  queryFn: listDeployments,
  refetchInterval: (query) => (query.state.data?.some(({ status }) => inMotion.has(status)) ? 4_000 : 60_000),
})

const deploymentKey = (id: string) => ['deployment', id] as const

/** Keeps the snapshot with the higher `seq`: a slow answer must not undo what the socket already told. */
const newer = (held: DeploymentSnapshot | undefined, fresh: DeploymentSnapshot) =>
  held && held.seq > fresh.seq ? held : fresh

export const deploymentQuery = (id: string) =>
  queryOptions({
    queryKey: deploymentKey(id),
    queryFn: async () => {
      const fresh = await getDeployment(id)
      return newer(queryClient.getQueryData<DeploymentSnapshot>(deploymentKey(id)), fresh)
    },
  })

/** Every page reads the same cache, so a message of the socket is written there and nowhere else. */
export function applySnapshot(fresh: DeploymentSnapshot): void {
  queryClient.setQueryData(deploymentKey(fresh.id), (held: DeploymentSnapshot | undefined) => newer(held, fresh))
}

export const eventsQuery = (id: string) =>
  queryOptions({ queryKey: ['events', id], queryFn: () => listEvents(id), refetchInterval: 15_000 })
