import * as z from 'zod/mini'
import type { StandIn } from '../stand-in.ts'
import { releaseOrder } from './orders.ts'
import { startTask } from './servers.ts'
import type { World } from './state.ts'

const endpointArgs = z.object({ endpoint: z.enum(['us', 'eu', 'ca']) })
const stockArgs = z.object({
  datacenter: z.string(),
  planCode: z.optional(z.string()),
  status: z._default(z.enum(['available', 'out-of-stock', 'out-of-stock-preorder-allowed']), 'out-of-stock'),
})
const priceArgs = z.object({ percent: z.number().check(z.positive()) })
const holdArgs = z.object({
  as: z._default(z.enum(['documentsRequested', 'notPaid', 'FRAUD_MANUAL_REVIEW']), 'FRAUD_MANUAL_REVIEW'),
})
const orderArgs = z.object({ orderId: z.optional(z.coerce.number()) })
const serverArgs = z.object({ serviceName: z.optional(z.string()) })
const taskArgs = z.extend(serverArgs, {
  type: z._default(z.string(), 'internalTask'),
  seconds: z._default(z.number(), 60),
})
const lockArgs = z.extend(serverArgs, { locked: z._default(z.boolean(), true) })

/** What happens at OVH without our doing; an order or server that is not named is the newest one. */
export function controls(world: World): NonNullable<StandIn['controls']> {
  const { state, context } = world
  const order = (args: unknown) => {
    const { orderId } = orderArgs.parse(args)
    const found = orderId === undefined ? state.orders.at(-1) : state.orders.find((each) => each.orderId === orderId)
    if (!found) throw new Error('no such order')
    return found
  }
  const server = (serviceName: string | undefined) => {
    const found =
      serviceName === undefined ? state.servers.at(-1) : state.servers.find((s) => s.serviceName === serviceName)
    if (!found) throw new Error('no such server')
    return found
  }
  const all: Record<string, (args: Record<string, unknown>) => unknown> = {
    setEndpoint(args) {
      state.endpoint = endpointArgs.parse(args).endpoint
    },
    setStock(args) {
      const { planCode, datacenter, status } = stockArgs.parse(args)
      state.stock[planCode ? `${planCode}@${datacenter}` : datacenter] = status
    },
    /** 100 is the usual price. */
    setPrices(args) {
      state.pricePercent = priceArgs.parse(args).percent
    },
    holdNextOrder(args) {
      state.holdNextOrderAs = holdArgs.parse(args).as
    },
    releaseOrder: (args) => releaseOrder(world, order(args)),
    cancelOrder(args) {
      order(args).cancelled = true
    },
    /** The next rebuild's task ends as `error`. */
    failNextRebuild() {
      state.failNextInstallation = true
    },
    /** A task that OVH starts by itself; until it ends a rebuild is refused. */
    startTask(args) {
      const { serviceName, type, seconds } = taskArgs.parse(args)
      return { taskId: startTask(world, server(serviceName), type, { ms: seconds * 1000 }).id }
    },
    /** Tasks that have ended answer 404 from now on. */
    forgetTasks(args) {
      for (const task of server(serverArgs.parse(args).serviceName).tasks) {
        task.forgotten = task.state === 'done' || task.state === 'error'
      }
    },
    lockServer(args) {
      const { serviceName, locked } = lockArgs.parse(args)
      server(serviceName).locked = locked
    },
  }
  return Object.fromEntries(
    Object.entries(all).map(([name, act]) => [
      name,
      (args) => {
        const answer = act(args)
        context.store.save()
        return answer
      },
    ]),
  )
}
