import type { CartFate } from '../providers/ovh/port.ts'
import { isProviderError } from '../providers/provider-error.ts'
import { orderWords } from './order-words.ts'
import { isOurAccount } from './our-account.ts'
import { later, type Outcome, record } from './outcome.ts'
import type { Performance, Performer } from './performance.ts'

/** Stock changes within minutes; asking more often than this only costs requests. */
const OUT_OF_STOCK_LOOK_MS = 30_000

export const prepareServerCart: Performer<'PrepareServerCart'> = async ({ effect, providers }) => {
  try {
    return record({ type: 'RecordServerCartPrepared', ...(await providers.servers.prepareCart(effect.need)) })
  } catch (error) {
    if (isProviderError(error, 'refused') && error.facts.code === 'out_of_stock') {
      return later('no server is in stock right now', OUT_OF_STOCK_LOOK_MS)
    }
    throw error
  }
}

/**
 * The one call that spends the operator's money. OVH has no idempotency key, so an attempt that follows another first
 * asks what became of the cart, and buys only when it is certain that nothing was bought.
 */
export const checkOutServerCart: Performer<'CheckOutServerCart'> = async (performance) => {
  const { effect, attempt, intent, providers } = performance
  if (attempt > 1) {
    const fate = await fateOf(performance)
    if (fate.kind === 'ordered') return adopt(performance, fate.orderIds)
    if (fate.kind === 'unclear') return { kind: 'unsure', found: 'OVH can’t say whether the cart was bought' }
  }
  if (intent === 'settle' || !performance.maySpend()) return record({ type: 'RecordServerOrderAbandoned' })
  try {
    const order = await providers.servers.checkOutCart(effect.cartId)
    if ((await performance.claimOrder(effect.cartId, [order.orderId])).orderId === null) {
      return { kind: 'unsure', found: `another cart took order ${order.orderId} for its own` }
    }
    return record({ type: 'RecordServerOrdered', ...order })
  } catch (error) {
    if (isProviderError(error, 'unknown_outcome')) return { kind: 'unsure', found: error.message }
    throw error
  }
}

/** A look-up that is refused tells nothing of the cart: taken for a refused purchase, it would hide a server that we pay for. */
async function fateOf({ effect, providers }: Performance<'CheckOutServerCart'>): Promise<CartFate> {
  const { cartId, planCode, preparedAt: since } = effect
  try {
    return await providers.servers.findOrderOfCart({ cartId, planCode, since })
  } catch (error) {
    if (isProviderError(error, 'refused') && !isOurAccount(error)) return { kind: 'unclear' }
    throw error
  }
}

/** Takes the one order that can be this cart's; with several or none it can't be told, and guessing would take another's server. */
async function adopt(
  { effect, claimOrder }: Performance<'CheckOutServerCart'>,
  candidates: string[],
): Promise<Outcome> {
  const { orderId, free } = await claimOrder(effect.cartId, candidates)
  if (orderId === null) return { kind: 'unsure', found: `the cart was bought; ${free} orders can be its own` }
  return record({ type: 'RecordServerOrdered', orderId, priceCents: effect.priceCents, currency: effect.currency })
}

export const awaitServerOrder: Performer<'AwaitServerOrder'> = async ({ effect, deployment, providers }) => {
  const { orderId, planCode } = effect
  const { stage, detail } = await providers.servers.getOrderStatus(orderId)
  const tell = (order: Extract<Outcome, { kind: 'command' }>['command'] & { type: 'RecordServerOrderStatus' }) =>
    record(order)
  if (stage === 'cancelled') return tell({ type: 'RecordServerOrderStatus', orderId, order: { stage, detail } })
  // On OVH US the service is named some seconds before the status says `delivered`.
  const serviceName =
    stage === 'held' ? undefined : await providers.servers.getOrderAssociatedService({ orderId, planCode })
  if (serviceName !== undefined) {
    return tell({ type: 'RecordServerOrderStatus', orderId, order: { stage: 'delivered', serviceName } })
  }
  const held = deployment.server.kind === 'ordered' ? deployment.server.held : null
  const changed = stage === 'held' ? held !== detail : held !== null
  if (!changed) return later(orderWords(detail))
  const order = stage === 'held' ? ({ stage, detail } as const) : ({ stage: 'processing' } as const)
  return { ...record({ type: 'RecordServerOrderStatus', orderId, order }), continues: true }
}
