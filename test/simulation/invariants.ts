import { deadlineOf } from '../../worker/domain/deployment/deadline.ts'
import { deployment } from '../../worker/domain/deployment/deployment.ts'
import type { DeploymentState } from '../../worker/domain/deployment/state.ts'
import type { Companies } from './companies.ts'
import type { SimulatedObject } from './object.ts'
import { trace } from './trace.ts'

/** How far each object has been looked at; most steps change nothing on its disk, and fewer add to its stream. */
const checked = new WeakMap<SimulatedObject, { changes: number; version: number }>()

/** What must be true after every step, whatever went wrong. Throws with the rule that was broken. */
export function checkAlways(objects: readonly SimulatedObject[], companies: Companies): void {
  for (const object of objects) {
    const state = object.store().state()
    if (!state.exists) continue
    const { id } = state
    const { orders } = companies.ovh
    atMostOne('paid server order', id, orders.filter((order) => order.deploymentId === id).length)
    const subscriptions = [...companies.stripe.subscriptions.values()].filter((one) => one.deploymentId === id)
    atMostOne('subscription', id, subscriptions.length)
    for (const subject of new Set([...companies.mails.values()].map((mail) => mail.subject))) {
      const same = [...companies.mails.values()].filter((m) => m.subject === subject && m.to === `${id}@example.com`)
      atMostOne(`mail "${subject}"`, id, same.length)
    }
    if (state.lifecycle.kind === 'destroyed') leavesNothing(object, state, companies)
    buysNothingAfterTheEnd(state, orders)
    const { changes, version } = checked.get(object) ?? { changes: -1, version: 0 }
    if (changes === object.changes()) continue
    waitsForSomething(object, state)
    checked.set(object, { changes: object.changes(), version: object.store().version() })
    if (version === object.store().version()) continue
    for (const { event } of object.store().events.read(version)) trace(id, JSON.stringify(event))
    replaysToItself(object, state)
    if (object.streamAsText().includes('secret')) throw new Error(`${id}: a secret is in the stream`)
  }
  noServerTwice(objects)
}

function atMostOne(what: string, id: string, count: number): void {
  if (count > 1) throw new Error(`${id}: ${count} × ${what}`)
}

/** A state that isn't a rest has something under way, and its deadline will ring. */
function waitsForSomething(object: SimulatedObject, state: Extract<DeploymentState, { exists: true }>): void {
  const { kind } = state.lifecycle
  const open = object.store().outbox.open()
  const deadline = deadlineOf(state)
  if (deadline) {
    const rings = open.some(
      ({ effect }) => effect.type === 'WakeAt' && effect.deadline === deadline.name && effect.dueAt === deadline.dueAt,
    )
    if (!rings) throw new Error(`${state.id}: nobody will ring for ${deadline.name} at ${deadline.dueAt}`)
    return
  }
  const resting = kind === 'failed' || kind === 'destroyed' || kind === 'ready'
  const underWay = open.some(({ effect }) => effect.type !== 'WakeAt') || Object.keys(state.parked).length > 0
  if (!resting && !underWay) throw new Error(`${state.id}: ${kind} waits for nothing`)
}

function replaysToItself(object: SimulatedObject, state: DeploymentState): void {
  const replayed = object
    .store()
    .events.read()
    .map(({ event }) => event)
  const folded = replayed.reduce(deployment.evolve, deployment.initialState)
  if (JSON.stringify(folded) !== JSON.stringify(state)) throw new Error(`${object.id}: a replay gives another state`)
}

/** An attempt that was under way when the end was decided may still buy after its look-up; none begins after it. */
const LONGEST_LOOK_UP = 60_000

function buysNothingAfterTheEnd(
  { id, lifecycle }: Extract<DeploymentState, { exists: true }>,
  orders: Companies['ovh']['orders'],
): void {
  const end = lifecycle.kind === 'failed' ? lifecycle.at : lifecycle.kind === 'destroying' ? lifecycle.since : null
  if (end === null) return
  const late = orders.some((order) => order.deploymentId === id && order.askedAt > Date.parse(end) + LONGEST_LOOK_UP)
  if (late) throw new Error(`${id}: a server was bought after its end was decided`)
}

function leavesNothing(
  object: SimulatedObject,
  state: Extract<DeploymentState, { exists: true }>,
  companies: Companies,
): void {
  const { id } = object
  const left = (what: string) => new Error(`${id}: destroyed, but ${what}`)
  for (const subscription of companies.stripe.subscriptions.values()) {
    if (subscription.deploymentId === id && subscription.status === 'active') throw left('its subscription runs on')
  }
  const page = object.sessionId()
  if (page && companies.stripe.session(page).state === 'open') throw left('its page can still be paid')
  if (companies.openrouter.keys.some((key) => key.name.startsWith(`dep_${id}#`))) throw left('a model key lives')
  if (state.server.kind === 'delivered') {
    const server = companies.ovh.servers.get(state.server.serviceName)
    if (server?.renews) throw left('its server renews')
    if (server?.disk.dirty) throw left('its data is still on the server')
  }
}

function noServerTwice(objects: readonly SimulatedObject[]): void {
  const owners = new Map<string, string>()
  for (const object of objects) {
    const state = object.store().state()
    if (!state.exists || !('orderId' in state.server)) continue
    const { orderId } = state.server
    const other = owners.get(orderId)
    if (other) throw new Error(`${object.id} and ${other} share order ${orderId}`)
    owners.set(orderId, object.id)
  }
}

/** What must be true once nothing happens any more. */
export function checkAtRest(objects: readonly SimulatedObject[], companies: Companies): void {
  const owned = new Set<string>()
  for (const object of objects) {
    const state = object.store().state()
    if (!state.exists) continue
    if ('orderId' in state.server) owned.add(state.server.orderId)
    const parked = Object.keys(state.parked).length > 0
    const { kind } = state.lifecycle
    const resting = ['ready', 'failed', 'destroyed'].includes(kind)
    if (!resting && !parked) throw new Error(`${object.id}: ends as ${kind}, and nothing says why`)
    const keys = companies.openrouter.keys.filter((key) => key.name.startsWith(`dep_${object.id}#`))
    if (!parked) atMostOne('live model key', object.id, keys.length)
    if (kind === 'destroyed' && object.secretsKept() > 0) throw new Error(`${object.id}: destroyed, but keeps secrets`)
  }
  for (const order of companies.ovh.orders) {
    if (order.cancelled || owned.has(order.orderId)) continue
    const buyer = objects
      .find((object) => object.id === order.deploymentId)
      ?.store()
      .state()
    const told = buyer?.exists && Object.values(buyer.parked).some(({ effect }) => effect === 'CheckOutServerCart')
    const cancelled = companies.ovh.orders.filter((one) => one.cancelled).length > 0
    if (!told && !cancelled) throw new Error(`order ${order.orderId} of ${order.deploymentId} belongs to nobody`)
  }
}
