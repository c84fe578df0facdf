import type { CartFate, OrderStatus, PreparedCart, ServerNeed, VpsTask } from '../../../worker/providers/ovh/port.ts'
import { ProviderError } from '../../../worker/providers/provider-error.ts'
import type { Agenda } from '../agenda.ts'
import { type Clock, DAY, HOUR, MINUTE, SECOND } from '../clock.ts'
import type { Random } from '../random.ts'

type Cart = { planCode: string; deploymentId: string; bought: boolean }
type Order = {
  orderId: string
  cartId: string
  deploymentId: string
  planCode: string
  at: number
  askedAt: number
  /** A new order shows in the list only after some seconds. */
  listedAt: number
  heldUntil: number
  /** When OVH delivers it, or decides not to. */
  endsAt: number
  cancelled: boolean
}
type Task = VpsTask & { sshPublicKey: string }
export type Vps = {
  serviceName: string
  orderId: string
  ipv4: string
  addressedAt: number
  activeAt: number
  renews: boolean
  tasks: Task[]
  /** Who can log in, and whether a person's data is on the disk. */
  disk: { sshPublicKey: string | null; hostKey: string; bootedAt: number; dirty: boolean }
}

const no = (operation: string, status: number, code: string) =>
  new ProviderError({ provider: 'ovh', kind: 'refused', operation, status, code })

/** OVH with a memory: every checkout buys, orders take their time, a rebuild is a task that erases the disk. */
export function createOvhModel(clock: Clock, agenda: Agenda, random: Random) {
  const carts = new Map<string, Cart>()
  const orders: Order[] = []
  const servers = new Map<string, Vps>()
  let disks = 0

  const freshDisk = (sshPublicKey: string | null) => ({
    sshPublicKey,
    hostKey: `SHA256:host${++disks}`,
    bootedAt: clock.now + random.between(5, 60) * SECOND,
    dirty: false,
  })

  function deliver(order: Order): void {
    const serviceName = `vps-${order.orderId}.vps.example`
    const task: Task = { taskId: '1', state: 'running', type: 'deliverVm', progress: 50, sshPublicKey: '' }
    servers.set(serviceName, {
      serviceName,
      orderId: order.orderId,
      ipv4: `203.0.113.${servers.size + 1}`,
      addressedAt: clock.now + random.between(0, 90) * SECOND,
      activeAt: clock.now + random.between(0, 10) * MINUTE,
      renews: true,
      tasks: [task],
      disk: freshDisk(null),
    })
    agenda.in(random.between(10, 180) * SECOND, () => {
      task.state = 'done'
    })
  }

  function server(serviceName: string): Vps {
    const found = servers.get(serviceName)
    if (!found) throw no('vps', 404, 'Client::NotFound')
    return found
  }

  function orderOf(orderId: string): Order {
    const found = orders.find((one) => one.orderId === orderId)
    if (!found) throw no('order', 404, 'Client::NotFound')
    return found
  }

  return {
    carts,
    orders,
    servers,
    prepareCart(deploymentId: string, need: ServerNeed): PreparedCart {
      if (random.chance(0.05)) throw no('cart', 400, 'out_of_stock')
      const cartId = `cart_${carts.size + 1}`
      const planCode = need.planCodes[0] ?? ''
      carts.set(cartId, { planCode, deploymentId, bought: false })
      return { cartId, itemId: '1', planCode, datacenter: need.datacenters[0] ?? '', priceCents: 680, currency: 'USD' }
    },
    checkOutCart(cartId: string, askedAt: number) {
      const cart = carts.get(cartId)
      if (!cart) throw no('checkout', 404, 'Client::NotFound')
      cart.bought = true
      const held = random.chance(0.15) ? random.between(1, 150) * MINUTE : 0
      const order: Order = {
        orderId: String(7_000 + orders.length),
        cartId,
        deploymentId: cart.deploymentId,
        planCode: cart.planCode,
        at: clock.now,
        askedAt,
        listedAt: clock.now + random.between(0, 20) * SECOND,
        heldUntil: clock.now + held,
        endsAt:
          clock.now + held + (random.chance(0.9) ? random.between(10, 500) * SECOND : random.between(1, 8) * HOUR),
        cancelled: random.chance(0.06),
      }
      orders.push(order)
      agenda.in(order.endsAt - clock.now, () => {
        if (!order.cancelled) deliver(order)
      })
      return { orderId: order.orderId, priceCents: 680, currency: 'USD' }
    },
    findOrderOfCart({ cartId, planCode, since }: { cartId: string; planCode: string; since: string }): CartFate {
      if (!carts.get(cartId)?.bought) return { kind: 'notOrdered' }
      const from = Date.parse(since) - 2 * MINUTE
      const found = orders.filter((o) => o.listedAt <= clock.now && o.at >= from && o.planCode === planCode)
      return found.length > 0 ? { kind: 'ordered', orderIds: found.map((o) => o.orderId) } : { kind: 'unclear' }
    },
    getOrderStatus(orderId: string): OrderStatus {
      const { heldUntil, endsAt, cancelled } = orderOf(orderId)
      if (clock.now < heldUntil) return { stage: 'held', detail: 'documentsRequested' }
      if (clock.now < endsAt) return { stage: 'processing', detail: 'delivering' }
      return cancelled ? { stage: 'cancelled', detail: 'cancelled' } : { stage: 'delivered', detail: 'delivered' }
    },
    getOrderAssociatedService(orderId: string): string | undefined {
      return [...servers.values()].find((one) => one.orderId === orderId)?.serviceName
    },
    getVpsIps(serviceName: string) {
      const { ipv4, addressedAt } = server(serviceName)
      return { ipv4: clock.now < addressedAt ? [] : [ipv4], ipv6: [] }
    },
    running: (serviceName: string): VpsTask[] => server(serviceName).tasks.filter((task) => task.state === 'running'),
    /** OVH forgets some of the tasks that have ended. */
    getTask(serviceName: string, taskId: string): VpsTask | undefined {
      const task = server(serviceName).tasks.find((one) => one.taskId === taskId)
      return task?.state === 'done' && Number(taskId) % 3 === 0 ? undefined : task && { ...task }
    },
    rebuildVps(serviceName: string, sshPublicKey: string): VpsTask {
      const vps = server(serviceName)
      if (vps.tasks.some((task) => task.state === 'running')) throw no('rebuild', 400, 'busy')
      const taskId = String(vps.tasks.length + 1)
      const task: Task = { taskId, state: 'running', type: 'rebuildVm', progress: 10, sshPublicKey }
      vps.tasks.push(task)
      const fails = random.chance(0.03)
      agenda.in(random.between(30, 240) * SECOND, () => {
        task.state = fails ? 'failed' : 'done'
        if (!fails) vps.disk = freshDisk(sshPublicKey)
      })
      return { ...task }
    },
    terminateVps(serviceName: string): { kind: 'stopped'; paidUntil: string } | { kind: 'notYet' } {
      const vps = server(serviceName)
      if (clock.now < vps.activeAt) return { kind: 'notYet' }
      vps.renews = false
      return { kind: 'stopped', paidUntil: new Date(clock.now + 30 * DAY).toISOString() }
    },
    byAddress: (ipv4: string): Vps | undefined => [...servers.values()].find((vps) => vps.ipv4 === ipv4),
  }
}

export type OvhModel = ReturnType<typeof createOvhModel>
