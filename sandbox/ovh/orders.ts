import { configured, type Line } from './checkout.ts'
import type { Cart, CartItem, Hold, Order, World } from './state.ts'

/** Middle values of what others measured at OVH: the name of the server comes 30 to 90 s after the checkout. */
export const durationsMs = { validation: 10_000, delivery: 45_000 }

export function placeOrder(
  { state, context, nextId }: World,
  cart: Cart,
  server: CartItem,
  lines: Line[],
  autoPay: boolean,
): Order {
  const now = context.now()
  const order: Order = {
    orderId: nextId(),
    cartId: cart.cartId,
    orderedAt: now,
    lines: lines.map(({ planCode, cents }) => ({ detailId: nextId(), planCode, cents })),
    planCode: server.planCode,
    datacenter: configured(server, 'vps_datacenter'),
    os: configured(server, 'vps_os'),
    hold: autoPay ? state.holdNextOrderAs : 'notPaid',
    cancelled: false,
    validatedAt: now + durationsMs.validation * context.pace(),
    deliveredAt: now + durationsMs.delivery * context.pace(),
    operationId: nextId(),
    serviceName: null,
  }
  state.holdNextOrderAs = null
  state.orders.push(order)
  return order
}

/** OVH let the order through: it goes on from here, with the time that a delivery takes. */
export function releaseOrder({ context }: World, order: Order): void {
  order.hold = null
  order.validatedAt = context.now()
  order.deliveredAt = context.now() + (durationsMs.delivery - durationsMs.validation) * context.pace()
}

export function statusOf({ context }: World, order: Order): string {
  if (order.cancelled) return 'cancelled'
  if (order.hold) return order.hold === 'FRAUD_MANUAL_REVIEW' ? 'checking' : order.hold
  if (context.now() < order.validatedAt) return 'checking'
  return order.serviceName === null ? 'delivering' : 'delivered'
}

const labels: Record<Hold, string> = {
  documentsRequested: 'FRAUD_DOCS_REQUESTED',
  FRAUD_MANUAL_REVIEW: 'FRAUD_MANUAL_REVIEW',
  notPaid: 'PAYMENT_INITIATED',
}

/** OVH's four steps; what holds an order is the newest entry of the first. */
export function followUpOf(world: World, order: Order) {
  const status = statusOf(world, order)
  const entry = (label: string, at: number) => ({ date: new Date(at).toISOString(), description: label, label })
  const started = [entry('ORDER_STARTED', order.orderedAt), entry('FRAUD_CHECK', order.orderedAt + 1)]
  const held = order.hold ? [entry(labels[order.hold], order.orderedAt + 2)] : []
  const validated = status === 'delivering' || status === 'delivered'
  const delivered = status === 'delivered'
  const accepted = validated ? [entry('ORDER_ACCEPTED', order.validatedAt)] : []
  const delivery = validated ? [entry('DELIVERY', order.validatedAt + 1)] : []
  return [
    { step: 'VALIDATING', status: validated ? 'DONE' : 'DOING', history: [...started, ...held] },
    { step: 'VALIDATED', status: validated ? 'DONE' : 'TODO', history: accepted },
    { step: 'DELIVERING', status: delivered ? 'DONE' : validated ? 'DOING' : 'TODO', history: delivery },
    { step: 'AVAILABLE', status: delivered ? 'DONE' : 'TODO', history: [] },
  ]
}
