import { A } from '@solidjs/router'
import { For } from 'solid-js'
import type { DeploymentSummary } from '../../../worker/http/api.ts'
import { formatMoment } from '../lib/format.ts'
import { Notice } from '../ui/Notice.tsx'

/** Checkouts that were opened and not paid: nothing was ordered, and each can be gone on with. */
export function Unfinished(props: { deployments: DeploymentSummary[] }) {
  return (
    <For each={props.deployments}>
      {(deployment) => (
        <Notice
          tone="warn"
          actions={
            <A href={`/deploy/${deployment.id}`} class="btn btn-quiet">
              Go on or discard
            </A>
          }
        >
          <strong class="font-medium">{deployment.name}</strong> isn’t paid yet. Started{' '}
          <span class="nums">{formatMoment(deployment.createdAt)}</span>.
        </Notice>
      )}
    </For>
  )
}
