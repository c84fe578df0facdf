import { familiesOf, planOf, plansOf, priceOf, stockOf } from './offer.ts'
import { Refusal } from './refusal.ts'
import type { Cart, CartItem, World } from './state.ts'

export type Line = { planCode: string; cents: number; itemId: number }

/** What each item costs now: prices are those of the moment of the checkout, not of the cart. */
export function linesOf({ state }: Pick<World, 'state'>, cart: Cart): Line[] {
  const plans = plansOf(state)
  const prices = new Map(
    plans.flatMap((plan) => [
      [plan.planCode, plan.cents] as const,
      ...plan.addons.map((addon) => [addon.planCode, addon.cents] as const),
    ]),
  )
  return cart.items.map(({ planCode, itemId }) => ({ planCode, itemId, cents: prices.get(planCode) ?? 0 }))
}

/** Refuses a cart that OVH would not sell, and answers its one server. */
export function checkCart({ state }: World, cart: Cart): CartItem {
  if (!cart.assigned) throw new Refusal(403, 'You are not allowed to check out this cart', 'FORBIDDEN')
  const servers = cart.items.filter(({ parentItemId }) => parentItemId === null)
  const [server] = servers
  if (!server || servers.length > 1) throw new Refusal(400, 'This stand-in sells carts of exactly one server')
  const plan = planOf(state, server.planCode)
  if (!plan) throw new Refusal(400, `Offer ${server.planCode} is not available`)
  for (const { name } of plan.configurations) {
    if (!server.configurations.some(({ label }) => label === name)) {
      throw new Refusal(400, `Custom field ${name} is mandatory for product ${server.planCode}`)
    }
  }
  const options = cart.items
    .filter(({ parentItemId }) => parentItemId === server.itemId)
    .map(({ planCode }) => planCode)
  for (const family of familiesOf(plan)) {
    const taken = plan.addons.filter((addon) => addon.family === family && options.includes(addon.planCode))
    if (taken.length === 0) throw new Refusal(400, `An option of family ${family} is mandatory for ${server.planCode}`)
    if (taken.length > 1) throw new Refusal(400, `Options of family ${family} are exclusive`)
  }
  const datacenter = configured(server, 'vps_datacenter')
  if (stockOf(state, server.planCode, datacenter) !== 'available') {
    throw new Refusal(400, `${server.planCode} is out of stock in ${datacenter}`)
  }
  return server
}

export function configured(item: CartItem, name: string): string {
  return item.configurations.find(({ label }) => label === name)?.value ?? ''
}

/** The answer of a checkout; without an id it is the dry run's. */
export function shownOrder({ state }: World, lines: Line[], orderId: number | null) {
  const total = priceOf(
    state,
    lines.reduce((sum, { cents }) => sum + cents, 0),
  )
  const none = priceOf(state, 0)
  return {
    orderId,
    url: orderId === null ? null : `https://www.example.com/order/${orderId}`,
    contracts: [],
    prices: { withTax: total, withoutTax: total, tax: none, reduction: none, originalWithoutTax: total },
    details: lines.map(({ planCode, cents, itemId }) => ({
      cartItemID: itemId,
      description: planCode,
      detailType: 'INSTALLATION',
      domain: '*',
      quantity: 1,
      reductions: [],
      reductionTotalPrice: none,
      originalTotalPrice: priceOf(state, cents),
      totalPrice: priceOf(state, cents),
      unitPrice: priceOf(state, cents),
    })),
  }
}
