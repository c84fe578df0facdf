import { afterAll, beforeAll, expect, it } from 'vitest'
import { createOvhClient, nothing, type OvhCall, type OvhClient } from '../../worker/providers/ovh/client.ts'
import * as schemas from '../../worker/providers/ovh/schemas.ts'
import { type RunningOvh, startOvhStandIn } from './ovh-stand-in.ts'

let ovh: RunningOvh
let client: OvhClient
beforeAll(async () => {
  ovh = await startOvhStandIn(0)
  client = createOvhClient(ovh.config)
})
afterAll(() => ovh.close())

const rental = { duration: 'P1M', pricingMode: 'default', quantity: 1 }
const post = <T>(route: string, ids: OvhCall<T>['ids'], body: OvhCall<T>['body'], schema: OvhCall<T>['schema']) =>
  client.call({ method: 'POST', route, ids: ids ?? {}, ...(body ? { body } : {}), schema })
const refused = (message: string, status = 400) => ({
  facts: { status, providerMessage: expect.stringContaining(message) },
})

async function cartWithServer() {
  const { cartId } = await post('/order/cart', {}, { ovhSubsidiary: 'US' }, schemas.newCart)
  const { itemId } = await post(
    '/order/cart/{cartId}/vps',
    { cartId },
    { ...rental, planCode: 'vps-2027-model1' },
    schemas.cartItem,
  )
  const configure = (label: string, value: string) =>
    post(
      '/order/cart/{cartId}/item/{itemId}/configuration',
      { cartId, itemId },
      { label, value },
      schemas.configuration,
    )
  const option = (planCode: string) =>
    post('/order/cart/{cartId}/vps/options', { cartId }, { ...rental, planCode, itemId }, schemas.cartItem)
  const assign = () => post('/order/cart/{cartId}/assign', { cartId }, undefined, nothing)
  const dryRun = () =>
    client.call({ method: 'GET', route: '/order/cart/{cartId}/checkout', ids: { cartId }, schema: schemas.dryRun })
  const checkOut = () =>
    post('/order/cart/{cartId}/checkout', { cartId }, { autoPayWithPreferredPaymentMethod: true }, schemas.checkout)
  return { cartId, configure, option, assign, dryRun, checkOut }
}

it('refuses a cart until nothing that OVH wants is missing, and buys again when asked again', async () => {
  const cart = await cartWithServer()
  await expect(cart.dryRun()).rejects.toMatchObject(refused('not allowed', 403))
  await cart.assign()
  await expect(cart.dryRun()).rejects.toMatchObject(refused('Custom field region is mandatory'))
  await cart.configure('region', 'united_states')
  await cart.configure('vps_datacenter', 'US-EAST-VA')
  await expect(cart.configure('vps_datacenter', 'US-WEST-OR')).rejects.toMatchObject(refused('set already', 409))
  await expect(cart.configure('vps_os', 'Plan 9')).rejects.toMatchObject(refused('not valid for vps_os'))
  await expect(cart.configure('color', 'blue')).rejects.toMatchObject(refused('Label color is unknown'))
  await cart.configure('vps_os', 'Debian 12')
  await expect(cart.dryRun()).rejects.toMatchObject(refused('family os is mandatory'))
  await cart.option('option-linux')
  await cart.option('option-storage-local-2027-model1')
  await expect(cart.option('option-storage-local-2027-model4')).rejects.toMatchObject(refused('does not go with'))
  await cart.option('option-auto-backup-2027-1-model1')
  expect((await cart.dryRun()).prices.withoutTax.value).toBe(6.5)
  expect(ovh.orders()).toHaveLength(0)
  const first = await cart.checkOut()
  const second = await cart.checkOut()
  expect(second.orderId).not.toBe(first.orderId)
  expect(ovh.orders()).toHaveLength(2)
})

it.each([
  ['a body with a stranger in it', { ovhSubsidiary: 'US', coupon: 'X' }, 'coupon'],
  ['a body that lacks a field', { description: 'x' }, 'ovhSubsidiary'],
  ['the subsidiary of another company', { ovhSubsidiary: 'FR' }, 'ovhSubsidiary'],
])('refuses %s', async (_, body, message) => {
  await expect(post('/order/cart', {}, body, schemas.newCart)).rejects.toMatchObject(refused(message))
})

it('refuses a query that its endpoint does not know, and a call without credentials', async () => {
  const query = { 'date.from': '2026-11-01T00:00:00Z' }
  const list = () => client.call({ method: 'GET', route: '/me/order', query, schema: schemas.numbers })
  await expect(list()).rejects.toMatchObject(refused('[date.from] Unknown parameter'))
  const unsigned = client.call({ method: 'GET', route: '/vps', schema: schemas.names, anonymous: true })
  await expect(unsigned).rejects.toMatchObject(refused('You must login first', 401))
})

it('ends a server’s renewal by nothing but the renewal itself, given back whole', async () => {
  const [order] = ovh.orders()
  await client.call({ method: 'GET', route: '/vps', schema: schemas.names })
  const serviceName = ovh.orders()[0]?.serviceName ?? ''
  expect(order).toBeDefined()
  const route = '/vps/{serviceName}/serviceInfos'
  await client.call({
    method: 'POST',
    route: '/vps/{serviceName}/terminate',
    ids: { serviceName },
    schema: schemas.orderStatus,
  })
  const read = () => client.call({ method: 'GET', route, ids: { serviceName }, schema: schemas.serviceInfos })
  const infos = await read()
  expect(infos.renew?.deleteAtExpiration).toBe(false)
  const renew = { ...infos.renew, deleteAtExpiration: true }
  const put = (body: Record<string, unknown>) =>
    client.call({ method: 'PUT', route, ids: { serviceName }, body, schema: nothing })
  await expect(put({ renew })).rejects.toMatchObject(refused('[canDeleteAtExpiration]'))
  await put({ ...infos, renew })
  expect((await read()).renew).toMatchObject({ deleteAtExpiration: true, automatic: false })
})
