import { type JSX, Show } from 'solid-js'
import type { DeploymentSnapshot, DeploymentStatus } from '../../../worker/http/api.ts'
import { formatDay } from '../lib/format.ts'
import { Notice } from '../ui/Notice.tsx'
import { useDeployment } from './context.ts'

type Banner = { tone: 'plain' | 'warn' | 'bad'; text: (deployment: DeploymentSnapshot) => JSX.Element } | null

/** What stands above every tab, by status; null = nothing to say. */
const banners: Record<DeploymentStatus, Banner> = {
  PENDING_PAYMENT: null,
  PENDING: null,
  ORDERING: null,
  PROVISIONING: null,
  INSTALLING: null,
  READY: null,
  CANCELING: {
    tone: 'plain',
    text: ({ currentPeriodEnd }) =>
      `${currentPeriodEnd ? `Ends ${formatDay(currentPeriodEnd)}.` : 'Ends with the paid period.'} Then the server and everything on it is deleted.`,
  },
  PAST_DUE: { tone: 'warn', text: ({ statusMessage }) => statusMessage },
  ERROR: { tone: 'bad', text: ({ problem, statusMessage }) => problem?.message ?? statusMessage },
  DESTROYING: null,
  DESTROYED: null,
}

export function StateBanner(props: { wide: boolean }) {
  const deployment = useDeployment()
  return (
    <Show when={banners[deployment().status]}>
      {(banner) => (
        <div role="status" classList={{ 'px-4 pt-4 md:px-6': props.wide, 'pt-5': !props.wide }}>
          <Notice tone={banner().tone}>{banner().text(deployment())}</Notice>
        </div>
      )}
    </Show>
  )
}
