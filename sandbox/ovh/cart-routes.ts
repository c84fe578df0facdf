import { randomUUID } from 'node:crypto'
import { type Context, Hono } from 'hono'
import * as z from 'zod/mini'
import { checkCart, linesOf, shownOrder } from './checkout.ts'
import { companyOf, planOf, priceOf } from './offer.ts'
import { placeOrder } from './orders.ts'
import { bodyOf, noBody, notFound, Refusal } from './refusal.ts'
import type { Cart, CartItem, World } from './state.ts'

const creation = z.strictObject({
  ovhSubsidiary: z.string(),
  description: z.optional(z.string()),
  expire: z.optional(z.iso.datetime({ offset: true })),
})
const rental = {
  planCode: z.string(),
  duration: z.literal('P1M'),
  pricingMode: z.literal('default'),
  quantity: z.literal(1),
}
const itemBody = z.strictObject(rental)
const optionBody = z.strictObject({ ...rental, itemId: z.int() })
const configurationBody = z.strictObject({ label: z.string(), value: z.string() })
const checkoutBody = z.strictObject({
  autoPayWithPreferredPaymentMethod: z.optional(z.boolean()),
  waiveRetractationPeriod: z.optional(z.boolean()),
})

/** Carts, as strict as OVH: an unassigned, incomplete or unknown one can't be bought, and buying twice buys two. */
export function cartRoutes(world: World): Hono {
  const { state, context, nextId } = world
  const app = new Hono()
  const cartOf = (c: Context): Cart => {
    const cart = state.carts.find(({ cartId }) => cartId === c.req.param('cartId'))
    if (!cart) throw notFound('cart')
    return cart
  }
  const openCart = (c: Context): Cart => {
    const cart = cartOf(c)
    if (cart.readOnly) throw new Refusal(400, 'This cart has already been validated', 'INVALID_PARAMETER')
    return cart
  }
  const itemOf = (cart: Cart, itemId: number): CartItem => {
    const item = cart.items.find((each) => each.itemId === itemId)
    if (!item) throw notFound('item')
    return item
  }

  app.post('/order/cart', async (c) => {
    const { ovhSubsidiary, description = '', expire } = await bodyOf(c, creation)
    if (ovhSubsidiary !== companyOf(state).subsidiary) {
      throw new Refusal(400, '[ovhSubsidiary] Given data is not valid', 'INVALID_PARAMETER')
    }
    const inADay = new Date(context.now() + 86_400_000).toISOString()
    const cart: Cart = {
      cartId: randomUUID(),
      description,
      expire: expire ?? inADay,
      assigned: false,
      readOnly: false,
      items: [],
    }
    state.carts.push(cart)
    return c.json(shownCart(cart))
  })
  app.get('/order/cart/:cartId', (c) => c.json(shownCart(cartOf(c))))
  app.delete('/order/cart/:cartId', (c) => {
    const cart = cartOf(c)
    state.carts = state.carts.filter((each) => each !== cart)
    return c.json(null)
  })
  app.post('/order/cart/:cartId/assign', async (c) => {
    await bodyOf(c, noBody)
    openCart(c).assigned = true
    return c.json(null)
  })

  app.post('/order/cart/:cartId/vps', async (c) => {
    const cart = openCart(c)
    const { planCode } = await bodyOf(c, itemBody)
    if (!planOf(state, planCode)) throw new Refusal(400, `Offer ${planCode} is not available`, 'INVALID_PARAMETER')
    const item: CartItem = { itemId: nextId(), parentItemId: null, planCode, configurations: [] }
    cart.items.push(item)
    return c.json(shownItem(world, cart, item))
  })
  app.get('/order/cart/:cartId/vps/options', (c) => {
    cartOf(c)
    const plan = planOf(state, c.req.query('planCode') ?? '')
    if (!plan) throw notFound('offer')
    return c.json(
      plan.addons.map(({ planCode, family, cents }) => ({
        family,
        mandatory: true,
        exclusive: true,
        planCode,
        productName: planCode,
        productType: 'cloud_service',
        prices: [shownPricing(world, cents)],
      })),
    )
  })
  app.post('/order/cart/:cartId/vps/options', async (c) => {
    const cart = openCart(c)
    const { planCode, itemId } = await bodyOf(c, optionBody)
    const parent = itemOf(cart, itemId)
    const addon = planOf(state, parent.planCode)?.addons.find((each) => each.planCode === planCode)
    if (!addon) throw new Refusal(400, `Option ${planCode} does not go with ${parent.planCode}`, 'INVALID_PARAMETER')
    const item: CartItem = { itemId: nextId(), parentItemId: itemId, planCode, configurations: [] }
    cart.items.push(item)
    return c.json(shownItem(world, cart, item))
  })

  app.get('/order/cart/:cartId/item/:itemId', (c) => {
    const cart = cartOf(c)
    return c.json(shownItem(world, cart, itemOf(cart, Number(c.req.param('itemId')))))
  })
  app.get('/order/cart/:cartId/item/:itemId/requiredConfiguration', (c) => {
    const item = itemOf(cartOf(c), Number(c.req.param('itemId')))
    const configurations = planOf(state, item.planCode)?.configurations ?? []
    const shown = { type: 'string', required: true, fields: null }
    return c.json(configurations.map(({ name, values }) => ({ label: name, ...shown, allowedValues: values })))
  })
  app.post('/order/cart/:cartId/item/:itemId/configuration', async (c) => {
    const item = itemOf(openCart(c), Number(c.req.param('itemId')))
    const { label, value } = await bodyOf(c, configurationBody)
    const asked = planOf(state, item.planCode)?.configurations.find(({ name }) => name === label)
    if (!asked) throw new Refusal(400, `Label ${label} is unknown to ${item.planCode}`, 'INVALID_PARAMETER')
    if (!asked.values.includes(value))
      throw new Refusal(400, `Value ${value} is not valid for ${label}`, 'INVALID_PARAMETER')
    if (item.configurations.some((each) => each.label === label))
      throw new Refusal(409, `Label ${label} is set already`)
    const configuration = { id: nextId(), label, value }
    item.configurations.push(configuration)
    return c.json(configuration)
  })

  app.get('/order/cart/:cartId/checkout', (c) => {
    const cart = cartOf(c)
    checkCart(world, cart)
    return c.json(shownOrder(world, linesOf(world, cart), null))
  })
  app.post('/order/cart/:cartId/checkout', async (c) => {
    const cart = cartOf(c)
    const { autoPayWithPreferredPaymentMethod = false } = await bodyOf(c, checkoutBody)
    const server = checkCart(world, cart)
    const lines = linesOf(world, cart)
    const order = placeOrder(world, cart, server, lines, autoPayWithPreferredPaymentMethod)
    cart.readOnly = true
    return c.json(shownOrder(world, lines, order.orderId))
  })
  return app
}

const shownCart = ({ cartId, description, expire, readOnly, items }: Cart) => ({
  cartId,
  description,
  expire,
  readOnly,
  items: items.map(({ itemId }) => itemId),
})

function shownItem({ state }: World, cart: Cart, item: CartItem) {
  const cents = linesOf({ state }, { ...cart, items: [item] })[0]?.cents ?? 0
  return {
    cartId: cart.cartId,
    itemId: item.itemId,
    parentItemId: item.parentItemId,
    productId: 'vps',
    offerId: null,
    duration: 'P1M',
    configurations: item.configurations.map(({ id }) => id),
    options: cart.items.filter(({ parentItemId }) => parentItemId === item.itemId).map(({ itemId }) => itemId),
    prices: [{ label: 'TOTAL', price: priceOf(state, cents), promotions: null }],
    settings: { planCode: item.planCode, pricingMode: 'default', quantity: 1 },
  }
}

function shownPricing({ state }: World, cents: number) {
  return {
    capacities: ['installation', 'renew'],
    description: 'Monthly fees',
    duration: 'P1M',
    interval: 1,
    maximumQuantity: null,
    maximumRepeat: null,
    minimumQuantity: 1,
    minimumRepeat: 1,
    price: priceOf(state, cents),
    priceInUcents: cents * 1_000_000,
    pricingMode: 'default',
    pricingType: 'rental',
  }
}
