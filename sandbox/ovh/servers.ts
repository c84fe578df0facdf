import { randomBytes } from 'node:crypto'
import { companyOf } from './offer.ts'
import type { Order, Server, Task, World } from './state.ts'

/** Middle values of what others measured at OVH (a first installation and a rebuild take one to two minutes each). */
export const taskMs: Record<string, number> = {
  deliverVm: 75_000,
  reinstallVm: 75_000,
  rebootVm: 20_000,
  stopVm: 10_000,
}
/** OVH refuses to change the renewal of a fresh server for half a minute to some minutes. */
const activationMs = 60_000
const month = 30 * 86_400_000

/** Work that machines do now; after a restart of the sandbox it is begun again. */
const working = new WeakSet<Task>()

export const isUnderWay = (task: Task) => task.state === 'todo' || task.state === 'doing'

/** Brings everything up to the present: called before each answer, so that the stand-in needs no timers. */
export function settle(world: World): void {
  const { state, context } = world
  const now = context.now()
  for (const order of state.orders) {
    const due = !order.hold && !order.cancelled && order.serviceName === null && now >= order.deliveredAt
    if (due) deliver(world, order)
  }
  for (const server of state.servers) {
    for (const task of server.tasks) advance(world, server, task)
    if (now < server.paidUntil || server.gone) continue
    if (!server.renew.deleteAtExpiration) {
      server.paidUntil += month
      continue
    }
    server.gone = true
    world.machines.remove(server.serviceName).catch(() => undefined)
  }
}

function deliver(world: World, order: Order): void {
  const { state, context, machines, nextId } = world
  const serviceName = `vps-${randomBytes(4).toString('hex')}.${companyOf(state).host}`
  const server: Server = {
    serviceName,
    serviceId: nextId(),
    orderId: order.orderId,
    planCode: order.planCode,
    datacenter: order.datacenter,
    imageName: order.os,
    ipv4: machines.addressOf(serviceName),
    createdAt: order.deliveredAt,
    activeAt: order.deliveredAt + activationMs * context.pace(),
    paidUntil: order.deliveredAt + month,
    renew: { automatic: true, deleteAtExpiration: false, forced: false, manualPayment: false, period: 1 },
    renewalType: 'automaticV2012',
    locked: false,
    gone: false,
    tasks: [],
  }
  order.serviceName = serviceName
  state.servers.push(server)
  startTask(world, server, 'deliverVm', { at: order.deliveredAt, install: { imageName: order.os, sshPublicKey: null } })
  state.mails.push({ at: order.deliveredAt, subject: `Your VPS ${serviceName} is installed: your password` })
}

export function startTask(
  world: World,
  server: Server,
  type: string,
  options: { at?: number; ms?: number; install?: Task['install'] } = {},
): Task {
  const startedAt = options.at ?? world.context.now()
  const task: Task = {
    id: world.nextId(),
    type,
    state: 'todo',
    startedAt,
    dueAt: startedAt + (options.ms ?? taskMs[type] ?? 10_000) * world.context.pace(),
    machine: options.install || type === 'rebootVm' ? 'waiting' : 'none',
    install: options.install ?? null,
    forgotten: false,
  }
  server.tasks.push(task)
  advance(world, server, task)
  return task
}

function advance(world: World, server: Server, task: Task): void {
  if (!isUnderWay(task)) return
  if (task.machine === 'waiting' && !working.has(task)) {
    working.add(task)
    work(world, server, task).catch(() => {
      task.machine = 'failed'
    })
  }
  // OVH never answers a request with a task that is done already, so a task is seen under way at least once.
  const now = world.context.now()
  if (task.state === 'todo') task.state = 'doing'
  else if (now >= task.dueAt && task.machine !== 'waiting') {
    task.state = task.machine === 'failed' ? 'error' : 'done'
    if (task.state === 'done' && task.install) server.imageName = task.install.imageName
  }
}

async function work(world: World, server: Server, task: Task): Promise<void> {
  const { serviceName } = server
  if (task.install === null) await world.machines.reboot(serviceName)
  else if (world.state.failNextInstallation && task.type === 'reinstallVm') {
    world.state.failNextInstallation = false
    throw new Error('planned')
  } else server.ipv4 = (await world.machines.install({ serviceName, ...task.install })).ipv4
  task.machine = 'ready'
  world.context.store.save()
}
