import type { OvhClient } from './client.ts'
import type { OvhEndpoint } from './config.ts'
import { isNotFound, unlessNotFound } from './errors.ts'
import { priceOf } from './money.ts'
import { stageOf } from './order-stage.ts'
import type { CartFate, OrderStatus, ServerProvider } from './port.ts'
import * as schemas from './schemas.ts'

/** OVH dates an order by its own clock; ours may be this far ahead of it. */
const clockToleranceMs = 2 * 60_000
/** Orders are numbered upwards; after so many that are too old, none that is young enough follows. */
const olderOrdersInARow = 3

/** Names that a VPS can have, e.g. `vps-1a2b3c4d.vps.ovh.us`; until it has one, OVH writes `*` in its place. */
const vpsName = /^vps[-\d]/

export function createOrders(client: OvhClient, endpoint: OvhEndpoint) {
  const get = <T>(
    route: string,
    ids: Record<string, string | number>,
    schema: Parameters<typeof client.call<T>>[0]['schema'],
  ) => client.call<T>({ method: 'GET', route, ids, schema })

  /** Buys. OVH knows no idempotency key, so this call is never `repeatable`. */
  async function checkOut(cartId: string): ReturnType<ServerProvider['checkOutCart']> {
    const { orderId, prices } = await client.call({
      method: 'POST',
      route: '/order/cart/{cartId}/checkout',
      ids: { cartId },
      body: { autoPayWithPreferredPaymentMethod: true, waiveRetractationPeriod: true },
      schema: schemas.checkout,
      timeoutMs: 120_000, // it pays within the call, and an answer that we don't wait for costs a look-up
    })
    return { orderId: String(orderId), ...priceOf(prices) }
  }

  async function findOfCart({
    cartId,
    planCode,
    since,
  }: Parameters<ServerProvider['findOrderOfCart']>[0]): Promise<CartFate> {
    const cart = await unlessNotFound(get('/order/cart/{cartId}', { cartId }, schemas.cart))
    if (cart && !cart.readOnly) return { kind: 'notOrdered' }
    const orderIds: string[] = []
    for (const orderId of await ordersSince(new Date(Date.parse(since) - clockToleranceMs))) {
      if (await mayBeOf(orderId, planCode)) orderIds.push(String(orderId))
    }
    // A cart that is closed or gone without a trace of an order: OVH's list may lag, so this is not yet a no.
    return orderIds.length > 0 ? { kind: 'ordered', orderIds } : { kind: 'unclear' }
  }

  /** Order ids from `from` on, oldest first. The US list takes no date, so each order is asked for its own, newest first. */
  async function ordersSince(from: Date): Promise<number[]> {
    const query: Record<string, string> = endpoint === 'us' ? {} : { 'date.from': from.toISOString() }
    const ids = await client.call({ method: 'GET', route: '/me/order', query, schema: schemas.numbers })
    const young: number[] = []
    let older = 0
    for (const orderId of ids.sort((a, b) => b - a)) {
      const { date } = await get('/me/order/{orderId}', { orderId }, schemas.order)
      const isOlder = date ? Date.parse(date) < from.getTime() : false
      if (!isOlder) young.push(orderId)
      older = isOlder ? older + 1 : 0
      if (older === olderOrdersInARow) break
    }
    return young.reverse()
  }

  /** Whether an order can be for this plan; one whose details say nothing of a plan can be for any. */
  async function mayBeOf(orderId: number, planCode: string): Promise<boolean> {
    const codes = await Promise.all((await detailsOf(orderId)).map((detail) => planCodeOf(orderId, detail)))
    return codes.includes(planCode) || codes.every((code) => code === undefined)
  }

  function detailsOf(orderId: string | number): Promise<number[]> {
    return get('/me/order/{orderId}/details', { orderId }, schemas.numbers)
  }

  /** The plan that a line of an order is for; undefined where OVH doesn't say (not every account has this route). */
  async function planCodeOf(orderId: string | number, detailId: number): Promise<string | undefined> {
    const route = '/me/order/{orderId}/details/{detailId}/extension'
    const extension = await unlessNotFound(get(route, { orderId, detailId }, schemas.detailExtension))
    return extension?.order.plan.code ?? undefined
  }

  async function status(orderId: string): Promise<OrderStatus> {
    const word = await get('/me/order/{orderId}/status', { orderId }, schemas.orderStatus)
    const settled = stageOf(word, [])
    if (settled.stage !== 'processing') return settled
    const steps = await unlessNotFound(get('/me/order/{orderId}/followUp', { orderId }, schemas.followUp))
    return stageOf(word, steps ?? [])
  }

  async function associatedService(order: { orderId: string; planCode: string }): Promise<string | undefined> {
    for (const detailId of await detailsOf(order.orderId)) {
      const planCode = await planCodeOf(order.orderId, detailId)
      if (planCode !== undefined && planCode !== order.planCode) continue
      for (const name of await namesOf(order.orderId, detailId)) {
        if (vpsName.test(name) && (await exists(name))) return name
      }
    }
    return undefined
  }

  /** The US tells a line's service by its operations and writes `*` as its domain; the others have no operations and tell it there. */
  async function namesOf(orderId: string, detailId: number): Promise<string[]> {
    const line = { orderId, detailId }
    const route = '/me/order/{orderId}/details/{detailId}'
    if (endpoint !== 'us') return [(await get(route, line, schemas.orderDetail)).domain]
    const found: string[] = []
    for (const operationId of (await unlessNotFound(get(`${route}/operations`, line, schemas.numbers))) ?? []) {
      const operation = await get(`${route}/operations/{operationId}`, { ...line, operationId }, schemas.operation)
      if (operation.resource.name) found.push(operation.resource.name)
    }
    return found
  }

  async function exists(serviceName: string): Promise<boolean> {
    try {
      await get('/vps/{serviceName}', { serviceName }, schemas.vps)
      return true
    } catch (error) {
      if (isNotFound(error)) return false
      throw error
    }
  }

  return { checkOut, findOfCart, status, associatedService }
}
