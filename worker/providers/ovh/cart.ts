import { chooseConfiguration, chooseMandatoryOptions, rental } from './cart-choices.ts'
import type { Catalogue } from './catalogue.ts'
import { nothing, type OvhClient } from './client.ts'
import { ovhFault, unlessNotFound } from './errors.ts'
import { priceOf } from './money.ts'
import type { PreparedCart, ServerNeed } from './port.ts'
import * as schemas from './schemas.ts'

/**
 * Carts cost nothing and expire by themselves, so each call here may be repeated: a cart that was made by a call whose
 * answer was lost stays empty and is forgotten. Buying is in order.ts.
 */
export function createCarts(client: OvhClient, catalogue: Catalogue, subsidiary: () => Promise<string>) {
  async function prepare(need: ServerNeed): Promise<PreparedCart> {
    const plans = new Map((await catalogue.plans()).map((plan) => [plan.planCode, plan]))
    const onSale = need.planCodes.filter((code) => plans.has(code))
    const found = await catalogue.findAvailable({ ...need, planCodes: onSale })
    const plan = found && plans.get(found.planCode)
    if (!plan) throw outOfStock(need, onSale)

    const { cartId } = await client.call({
      method: 'POST',
      route: '/order/cart',
      body: { ovhSubsidiary: await subsidiary(), description: 'OpenClaw deployment' },
      schema: schemas.newCart,
      repeatable: true,
    })
    try {
      const itemId = await fill(cartId, plan, { ...found, os: need.os })
      const price = await dryRun(cartId)
      if (price.priceCents > need.maxPriceCents) throw tooExpensive(price.priceCents, need.maxPriceCents)
      return { cartId, itemId: String(itemId), ...found, ...price }
    } catch (error) {
      // What went wrong first is what matters; a cart that can't be deleted expires.
      await remove(cartId).catch(() => undefined)
      throw error
    }
  }

  async function fill(
    cartId: string,
    plan: Parameters<typeof chooseConfiguration>[1],
    choice: { planCode: string; datacenter: string; os: string },
  ): Promise<number> {
    const write = { method: 'POST', repeatable: true } as const
    await client.call({ ...write, route: '/order/cart/{cartId}/assign', ids: { cartId }, schema: nothing })
    const { itemId } = await client.call({
      ...write,
      route: '/order/cart/{cartId}/vps',
      ids: { cartId },
      body: { planCode: plan.planCode, ...rental },
      schema: schemas.cartItem,
    })
    const [required, options] = await Promise.all([
      requiredConfiguration(cartId, itemId),
      client.call({
        method: 'GET',
        route: '/order/cart/{cartId}/vps/options',
        ids: { cartId },
        query: { planCode: plan.planCode },
        schema: schemas.cartOptions,
      }),
    ])
    for (const body of chooseConfiguration(required, plan, choice)) {
      const route = '/order/cart/{cartId}/item/{itemId}/configuration'
      await client.call({ ...write, route, ids: { cartId, itemId }, body, schema: schemas.configuration })
    }
    for (const option of chooseMandatoryOptions(plan, options)) {
      const route = '/order/cart/{cartId}/vps/options'
      const body = { ...rental, ...option, itemId }
      await client.call({ ...write, route, ids: { cartId }, body, schema: schemas.cartItem })
    }
    return itemId
  }

  async function dryRun(cartId: string) {
    const route = '/order/cart/{cartId}/checkout'
    const { prices } = await client.call({ method: 'GET', route, ids: { cartId }, schema: schemas.dryRun })
    return priceOf(prices)
  }

  function requiredConfiguration(cartId: string, itemId: number | string) {
    const route = '/order/cart/{cartId}/item/{itemId}/requiredConfiguration'
    return client.call({ method: 'GET', route, ids: { cartId, itemId }, schema: schemas.requiredConfiguration })
  }

  async function remove(cartId: string): Promise<void> {
    await unlessNotFound(
      client.call({
        method: 'DELETE',
        route: '/order/cart/{cartId}',
        ids: { cartId },
        schema: nothing,
        repeatable: true,
      }),
    )
  }

  return {
    prepare,
    remove,
    async datacentersOf(cartId: string, itemId: string): Promise<string[]> {
      const label = 'vps_datacenter'
      const required = await requiredConfiguration(cartId, itemId)
      const allowed = required.find((each) => each.label === label)?.allowedValues
      if (allowed) return allowed
      const route = '/order/cart/{cartId}/item/{itemId}'
      const item = await client.call({ method: 'GET', route, ids: { cartId, itemId }, schema: schemas.cartItem })
      const plan = (await catalogue.plans()).find(({ planCode }) => planCode === item.settings.planCode)
      return plan?.configurations.find(({ name }) => name === label)?.values ?? []
    },
  }
}

function outOfStock(need: ServerNeed, onSale: string[]) {
  const where = need.datacenters.join(', ') || 'any datacentre'
  return ovhFault({
    kind: 'refused',
    operation: 'GET /vps/order/rule/datacenter',
    code: 'out_of_stock',
    providerMessage: `none of ${need.planCodes.join(', ')} in ${where}; on sale: ${onSale.join(', ') || 'none of them'}`,
  })
}

function tooExpensive(priceCents: number, maxPriceCents: number) {
  return ovhFault({
    kind: 'refused',
    operation: 'GET /order/cart/{cartId}/checkout',
    code: 'price_above_ceiling',
    providerMessage: `${priceCents} cents a month, ceiling ${maxPriceCents}`,
  })
}
