import { accept, assertNever, ignore } from '../decider.ts'
import type { Command, OrderNews } from './commands.ts'
import type { Decided } from './decide.ts'
import { failedWithout } from './decide-failure.ts'
import type { DeploymentEvent } from './events.ts'
import type { Deployment } from './state.ts'

type ServerCommand = Extract<
  Command,
  {
    type:
      | 'RecordServerCartPrepared'
      | 'RecordServerOrdered'
      | 'RecordServerOrderAbandoned'
      | 'RecordServerOrderStatus'
      | 'RecordServerRenewalStopped'
      | 'RecordServerWipeStarted'
      | 'RecordServerWiped'
  }
>

/** The server: bought once, recorded whenever it arrives, given back in the end. */
export function decideServer(command: ServerCommand, state: Deployment): Decided {
  const at = command.now
  const { server } = state
  switch (command.type) {
    case 'RecordServerCartPrepared': {
      if (server.kind !== 'preparing' || state.lifecycle.kind !== 'provisioning') return ignore
      const { cartId, planCode, datacenter, priceCents, currency } = command
      return accept({ type: 'ServerCartPrepared', v: 1, at, cartId, planCode, datacenter, priceCents, currency })
    }
    case 'RecordServerOrdered': {
      if (server.kind !== 'cartReady') return ignore
      const { orderId, priceCents, currency } = command
      return accept({ type: 'ServerOrdered', v: 1, at, orderId, priceCents, currency })
    }
    case 'RecordServerOrderAbandoned':
      if (server.kind !== 'cartReady') return ignore
      return accept<DeploymentEvent>({ type: 'ServerOrderAbandoned', v: 1, at }, ...failedWithout('order', state, at))
    case 'RecordServerOrderStatus':
      if (server.kind !== 'ordered' || server.orderId !== command.orderId) return ignore
      return decideOrder(command.order, state, server.held, at)
    case 'RecordServerRenewalStopped':
      if (server.kind !== 'delivered' || server.release.paidUntil !== null) return ignore
      return accept({ type: 'ServerRenewalStopped', v: 1, at, paidUntil: command.paidUntil })
    case 'RecordServerWipeStarted':
      if (server.kind !== 'delivered' || server.release.wiped) return ignore
      return accept({ type: 'ServerWipeStarted', v: 1, at, taskId: command.taskId })
    case 'RecordServerWiped':
      return server.kind === 'delivered' && !server.release.wiped ? accept({ type: 'ServerWiped', v: 1, at }) : ignore
    default:
      return assertNever(command)
  }
}

function decideOrder(news: OrderNews, state: Deployment, held: string | null, at: string): Decided {
  switch (news.stage) {
    case 'processing':
      return held === null ? ignore : accept({ type: 'ServerOrderResumed', v: 1, at })
    case 'held':
      return held === news.detail ? ignore : accept({ type: 'ServerOrderHeld', v: 1, at, detail: news.detail })
    case 'cancelled': {
      if (state.server.kind !== 'ordered') return ignore
      const { orderId } = state.server
      return accept<DeploymentEvent>(
        { type: 'ServerOrderCancelled', v: 1, at, orderId, detail: news.detail },
        ...(state.lifecycle.kind === 'provisioning'
          ? [
              {
                type: 'DeploymentFailed',
                v: 1,
                at,
                step: 'order',
                code: 'order_cancelled',
                detail: news.detail,
              } as const,
            ]
          : []),
      )
    }
    case 'delivered':
      return accept({ type: 'ServerDelivered', v: 1, at, serviceName: news.serviceName })
    default:
      return assertNever(news)
  }
}
