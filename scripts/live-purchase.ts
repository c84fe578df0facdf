import type { PreparedCart, ServerProvider } from '../worker/providers/ovh/port.ts'
import { isProviderError } from '../worker/providers/provider-error.ts'
import type { Afterwards } from './live-cleanup.ts'
import { type Pace, until } from './live-wait.ts'

type Run = Pace & { afterwards: Afterwards }

const fourHoursMs = 4 * 60 * 60 * 1000

/** A cart that is deleted at the end unless `buy` has bought it; `buy` answers the name of the server that came of it. */
export function startPurchase(servers: ServerProvider, cart: PreparedCart, run: Run): { buy(): Promise<string> } {
  const { cartId } = cart
  let open = true
  run.afterwards.add({
    leftover: `cart ${cartId}, which costs nothing`,
    async act() {
      if (!open) return
      await servers.deleteCart(cartId)
      run.say('Nothing was ordered; the cart is deleted.')
    },
  })
  return {
    async buy() {
      open = false
      const orderId = await checkOut(servers, cart, run).catch((error) => {
        open = isProviderError(error, 'refused', 'transient')
        throw error
      })
      run.say(`Order ${orderId} is placed.`)
      return await delivered(servers, { orderId, planCode: cart.planCode }, run)
    },
  }
}

/** The only call that spends money, made once; what an unclear answer may have bought is looked up and said. */
async function checkOut(servers: ServerProvider, cart: PreparedCart, { say, afterwards }: Run): Promise<string> {
  const { cartId, planCode } = cart
  const since = new Date().toISOString()
  say(`Checking out cart ${cartId}; if no answer follows, look for its order in OVHcloud's control panel first.`)
  try {
    return (await servers.checkOutCart(cartId)).orderId
  } catch (error) {
    if (!isProviderError(error, 'refused', 'transient')) {
      const fate = await servers.findOrderOfCart({ cartId, planCode, since }).catch(() => undefined)
      const orders = fate?.kind === 'ordered' ? `order ${fate.orderIds.join(' or ')}` : 'an order'
      afterwards.remains(
        `perhaps ${orders}, of cart ${cartId}: look in OVHcloud's control panel; its server COSTS ITS PRICE EACH MONTH`,
      )
    }
    throw error
  }
}

/** An interruption has to wait for it: only a delivered server can be given back. */
async function delivered(
  servers: ServerProvider,
  order: { orderId: string; planCode: string },
  { say, afterwards, ...pace }: Run,
): Promise<string> {
  const { orderId } = order
  let cancelled = false
  let told = ''
  const look = async () => {
    const { stage, detail } = await servers.getOrderStatus(orderId)
    if (told !== detail) say(`  ${stage}: ${detail}`)
    told = detail
    cancelled = stage === 'cancelled'
    if (cancelled) throw new Error(`OVHcloud cancelled order ${orderId}: ${detail}`)
    return servers.getOrderAssociatedService(order)
  }
  try {
    const patience = { patienceMs: fourHoursMs, refusedIsNotYet: true }
    const serviceName = await until({ ...pace, say, signal: undefined }, `order ${orderId}`, look, patience)
    say(`Server ${serviceName} is delivered.`)
    return serviceName
  } catch (error) {
    if (!cancelled) {
      afterwards.remains(
        `order ${orderId}, whose server COSTS ITS PRICE EACH MONTH; end its renewal in OVHcloud's control panel`,
      )
    }
    throw error
  }
}
