import { type Accessor, createEffect, createMemo, createSignal, onCleanup } from 'solid-js'
import type { DeploymentSnapshot } from '../../../worker/http/api.ts'
import { liveUrl } from '../api.ts'
import { observe } from '../observe.ts'
import { applySnapshot, deploymentQuery, queryClient } from '../queries.ts'
import { type LinkState, makeLink } from './link.ts'

type Options = {
  id: Accessor<string>
  /** Whether this state of the deployment is worth a line; the others are looked at every 30 s. */
  watch: (deployment: DeploymentSnapshot) => boolean
}

const isSnapshot = (message: unknown): message is DeploymentSnapshot =>
  typeof message === 'object' && message !== null && 'seq' in message && 'logbook' in message

/** The deployment's query, kept fresh by the live line while `watch` says so. */
export function createLiveDeployment({ id, watch }: Options) {
  const [link, setLink] = createSignal<LinkState>('connecting')
  const [hidden, setHidden] = createSignal(document.hidden)
  const onVisibility = () => setHidden(document.hidden)
  document.addEventListener('visibilitychange', onVisibility)
  onCleanup(() => document.removeEventListener('visibilitychange', onVisibility))

  const watched = () => {
    const deployment = queryClient.getQueryData<DeploymentSnapshot>(deploymentQuery(id()).queryKey)
    return deployment === undefined || watch(deployment)
  }
  const query = observe(() => ({
    ...deploymentQuery(id()),
    refetchInterval: () => {
      if (!watched()) return 30_000
      if (link() === 'live') return false
      return hidden() ? 15_000 : 4_000
    },
    refetchIntervalInBackground: true,
  }))

  // Remembered, so that a new status doesn't break the line that told it.
  const lineFor = createMemo(() => (query.data && query.data.id === id() && watch(query.data) ? id() : null))
  createEffect(() => {
    const wanted = lineFor()
    if (wanted === null) return
    setLink('connecting')
    const line = makeLink({
      url: liveUrl(wanted),
      onState: setLink,
      onMessage: (message) => isSnapshot(message) && message.id === wanted && applySnapshot(message),
      onTrouble: () => void query.refetch(),
    })
    onCleanup(line.dispose)
  })

  return { query, link }
}
