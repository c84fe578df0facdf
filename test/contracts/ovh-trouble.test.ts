import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sandboxOauth } from '../../sandbox/ovh/access.ts'
import { createOvh } from '../../worker/providers/ovh/adapter.ts'
import { isCredentialProblem } from '../../worker/providers/ovh/errors.ts'
import type { ServerNeed, ServerProvider } from '../../worker/providers/ovh/port.ts'
import { type RunningOvh, startOvhStandIn } from './ovh-stand-in.ts'

const need: ServerNeed = {
  planCodes: ['vps-2027-model2', 'vps-2027-model3'],
  datacenters: ['US-EAST-VA', 'US-WEST-OR'],
  os: 'Debian 12',
  maxPriceCents: 1500,
}
const checkout = 'POST /order/cart/{}/checkout'
const publicKey = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA== test'

let ovh: RunningOvh
let provider: ServerProvider
beforeEach(async () => {
  ovh = await startOvhStandIn()
  provider = createOvh(ovh.config)
})
afterEach(() => ovh.close())

const fail = (operation: string, kind: 'lost_answer' | 'no_answer' | 'error' | 'garbage' | 'rate_limit', times = 1) =>
  ovh.faults.plan({ provider: 'ovh', operation, kind, times })

describe('after a checkout without a clear answer', () => {
  it.each(['lost_answer', 'garbage'] as const)('finds the one order that was made (%s)', async (kind) => {
    const earlier = await provider.checkOutCart((await provider.prepareCart(need)).cartId)
    ovh.pass(600)
    const since = ovh.now()
    const cart = await provider.prepareCart(need)
    fail(checkout, kind)
    await expect(provider.checkOutCart(cart.cartId)).rejects.toMatchObject({ facts: { kind: 'unknown_outcome' } })
    const [first, second] = ovh.orders()
    expect(String(first?.orderId)).toBe(earlier.orderId)
    expect(await provider.findOrderOfCart({ ...cart, since })).toEqual({
      kind: 'ordered',
      orderIds: [String(second?.orderId)],
    })
  })

  it.each(['no_answer', 'error'] as const)('knows that nothing was bought (%s)', async (kind) => {
    const cart = await provider.prepareCart(need)
    fail(checkout, kind)
    await expect(provider.checkOutCart(cart.cartId)).rejects.toMatchObject({ facts: { kind: 'unknown_outcome' } })
    expect(await provider.findOrderOfCart({ ...cart, since: ovh.now() })).toEqual({ kind: 'notOrdered' })
    expect(ovh.orders()).toEqual([])
  })

  it('leaves out orders of another plan, and keeps one whose plan OVH does not tell', async () => {
    const since = ovh.now()
    const cart = await provider.prepareCart(need)
    const other = await provider.prepareCart({ ...need, planCodes: ['vps-2027-model1'] })
    await provider.checkOutCart(other.cartId)
    const { orderId } = await provider.checkOutCart(cart.cartId)
    expect(await provider.findOrderOfCart({ ...cart, since })).toEqual({ kind: 'ordered', orderIds: [orderId] })
    const operation = 'GET /me/order/{}/details/{}/extension'
    ovh.faults.plan({ provider: 'ovh', operation, kind: 'refuse', status: 404, times: 100 })
    const ids = ovh.orders().map((order) => String(order.orderId))
    expect(await provider.findOrderOfCart({ ...cart, since })).toEqual({ kind: 'ordered', orderIds: ids })
  })

  it('cannot tell for a cart that is gone without a trace of an order', async () => {
    const cart = await provider.prepareCart(need)
    await provider.deleteCart(cart.cartId)
    expect(await provider.findOrderOfCart({ ...cart, since: ovh.now() })).toEqual({ kind: 'unclear' })
  })
})

describe('a cart', () => {
  it('takes the next wish when the first is out of stock, and says when all are', async () => {
    ovh.control('setStock', { planCode: 'vps-2027-model2', datacenter: 'US-EAST-VA' })
    expect(await provider.prepareCart(need)).toMatchObject({ datacenter: 'US-WEST-OR', planCode: 'vps-2027-model2' })
    ovh.control('setStock', {
      planCode: 'vps-2027-model2',
      datacenter: 'US-WEST-OR',
      status: 'out-of-stock-preorder-allowed',
    })
    expect(await provider.prepareCart(need)).toMatchObject({ datacenter: 'US-EAST-VA', planCode: 'vps-2027-model3' })
    ovh.control('setStock', { datacenter: 'US-EAST-VA' })
    ovh.control('setStock', { datacenter: 'US-WEST-OR' })
    expect(await provider.findAvailableDatacenter(need)).toBeUndefined()
    await expect(provider.prepareCart(need)).rejects.toMatchObject({ facts: { kind: 'refused', code: 'out_of_stock' } })
  })

  it('skips a plan that was withdrawn', async () => {
    const planCodes = ['vps-2025-model1', 'vps-2027-model2']
    expect(await provider.prepareCart({ ...need, planCodes })).toMatchObject({ planCode: 'vps-2027-model2' })
  })

  it('takes the cheapest option of each mandatory family', async () => {
    expect(await provider.prepareCart(need)).toMatchObject({ priceCents: 1050, currency: 'USD' })
  })

  it('is deleted when its price has risen above the ceiling', async () => {
    ovh.control('setPrices', { percent: 150 })
    await expect(provider.prepareCart(need)).rejects.toMatchObject({ facts: { code: 'price_above_ceiling' } })
    expect(ovh.openCarts()).toBe(0)
    ovh.control('setPrices', { percent: 142 })
    expect(await provider.prepareCart(need)).toMatchObject({ priceCents: 1491 })
  })

  it.each([
    ['POST /order/cart/{}/vps', 'error'],
    ['POST /order/cart/{}/vps/options', 'lost_answer'],
    ['GET /order/cart/{}/checkout', 'error'],
  ] as const)('can be made anew and leaves nothing behind when %s fails', async (operation, kind) => {
    fail(operation, kind)
    await expect(provider.prepareCart(need)).rejects.toMatchObject({ facts: { kind: 'transient' } })
    expect(ovh.openCarts()).toBe(0)
    expect(await provider.prepareCart(need)).toMatchObject({ priceCents: 1050 })
  })

  it('is refused with a system that the plan does not offer', async () => {
    await expect(provider.prepareCart({ ...need, os: 'Plan 9' })).rejects.toMatchObject({
      facts: { code: 'configuration_not_offered', providerMessage: expect.stringContaining('vps_os: wanted Plan 9') },
    })
    expect(ovh.openCarts()).toBe(0)
  })
})

describe('an order', () => {
  const ordered = async () => (await provider.checkOutCart((await provider.prepareCart(need)).cartId)).orderId

  it.each([
    ['documentsRequested', 'documentsRequested'],
    ['notPaid', 'notPaid'],
    ['FRAUD_MANUAL_REVIEW', 'FRAUD_MANUAL_REVIEW'],
  ])('that OVH holds as %s says so until it goes on', async (as, detail) => {
    ovh.control('holdNextOrder', { as })
    const orderId = await ordered()
    ovh.pass(86_400)
    expect(await provider.getOrderStatus(orderId)).toEqual({ stage: 'held', detail })
    ovh.control('releaseOrder')
    ovh.pass(45)
    expect(await provider.getOrderStatus(orderId)).toEqual({ stage: 'delivered', detail: 'delivered' })
  })

  it('that OVH cancels brings no server', async () => {
    const orderId = await ordered()
    ovh.control('cancelOrder')
    ovh.pass(86_400)
    expect(await provider.getOrderStatus(orderId)).toEqual({ stage: 'cancelled', detail: 'cancelled' })
    expect(await provider.getOrderAssociatedService({ orderId, planCode: 'vps-2027-model2' })).toBeUndefined()
  })
})

describe('a server', () => {
  async function delivered(): Promise<{ serviceName: string; imageId: string }> {
    const { orderId } = await provider.checkOutCart((await provider.prepareCart(need)).cartId)
    ovh.pass(45)
    const serviceName = (await provider.getOrderAssociatedService({ orderId, planCode: 'vps-2027-model2' })) ?? ''
    await provider.listRunningTasks(serviceName)
    ovh.pass(75)
    await provider.listRunningTasks(serviceName)
    const image = (await provider.getAvailableImages(serviceName)).find(({ name }) => name === need.os)
    return { serviceName, imageId: image?.imageId ?? '' }
  }

  it('reports a rebuild that failed, and forgets finished tasks', async () => {
    const { serviceName, imageId } = await delivered()
    ovh.control('failNextRebuild')
    const { taskId } = await provider.rebuildVps(serviceName, { imageId, sshPublicKey: publicKey })
    ovh.pass(75)
    expect((await provider.getTask(serviceName, taskId))?.state).toBe('failed')
    ovh.control('forgetTasks')
    expect(await provider.getTask(serviceName, taskId)).toBeUndefined()
  })

  it('is busy while OVH works on it', async () => {
    const { serviceName, imageId } = await delivered()
    ovh.control('startTask', { seconds: 30 })
    const rebuild = () => provider.rebuildVps(serviceName, { imageId, sshPublicKey: publicKey })
    await expect(rebuild()).rejects.toMatchObject({ facts: { kind: 'transient', code: 'busy' } })
    ovh.pass(30)
    expect((await rebuild()).state).toBe('running')
  })

  it('tells an unclear rebuild from a refused one', async () => {
    const { serviceName, imageId } = await delivered()
    fail('POST /vps/{}/rebuild', 'lost_answer')
    await expect(provider.rebuildVps(serviceName, { imageId, sshPublicKey: publicKey })).rejects.toMatchObject({
      facts: { kind: 'unknown_outcome' },
    })
    expect(await provider.listRunningTasks(serviceName)).toMatchObject([{ type: 'reinstallVm' }])
    ovh.pass(75)
    await expect(provider.rebuildVps(serviceName, { imageId: 'x', sshPublicKey: publicKey })).rejects.toMatchObject({
      facts: { kind: 'refused', status: 400 },
    })
  })

  it('is gone after the time that was paid, once its renewal is stopped; until then it is renewed', async () => {
    const { serviceName } = await delivered()
    ovh.pass(31 * 86_400)
    expect((await provider.getServiceInfos(serviceName)).paidUntil).toBe('2027-01-22T00:00:00.000Z')
    expect(await provider.terminateVps(serviceName)).toMatchObject({ kind: 'stopped' })
    ovh.pass(31 * 86_400)
    await expect(provider.getVpsDetails(serviceName)).rejects.toMatchObject({ facts: { status: 460, kind: 'refused' } })
    expect(await provider.listVps()).toEqual([])
  })

  it('shows a lock', async () => {
    const { serviceName } = await delivered()
    ovh.control('lockServer')
    expect((await provider.getVpsDetails(serviceName)).locked).toBe(true)
  })
})

describe('access', () => {
  it('is refused with a wrong secret, which is a matter for the operator', async () => {
    const wrong = createOvh({
      ...ovh.config,
      credentials: {
        ...ovh.config.credentials,
        kind: 'application',
        appSecret: 'wrong',
      } as typeof ovh.config.credentials,
    })
    const error = await wrong.getAccountInfo().catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({
      facts: { kind: 'refused', status: 403, code: 'INVALID_SIGNATURE', queryId: expect.any(String) },
    })
    expect(isCredentialProblem(error)).toBe(true)
    expect(String(error)).not.toContain('wrong')
  })

  it('looks OVH’s clock up once, and again when the look failed', async () => {
    const seen: string[] = []
    const counted = createOvh(ovh.config, (request) => {
      seen.push(new URL(request.url).pathname)
      return fetch(request)
    })
    fail('GET /auth/time', 'error')
    await expect(counted.listVps()).rejects.toMatchObject({ facts: { kind: 'transient', operation: 'GET /auth/time' } })
    await counted.listVps()
    await counted.listVps()
    expect(seen.filter((path) => path.endsWith('/auth/time'))).toHaveLength(2)
  })

  it('follows OVH’s clock, and looks again when OVH finds a call out of time', async () => {
    let looks = 0
    const drifting = createOvh(ovh.config, async (request) => {
      const isClock = request.url.endsWith('/auth/time')
      if (isClock) looks += 1
      return isClock && looks === 1 ? Response.json(Math.round(Date.now() / 1000) - 3600) : fetch(request)
    })
    await expect(drifting.listVps()).rejects.toMatchObject({ facts: { kind: 'transient', code: 'QUERY_TIME_OUT' } })
    // It was turned away at the door; the clock is looked up anew before the next try.
    await drifting.listVps()
    expect(looks).toBe(2)
  })

  it('works with a service account, whose token is fetched once', async () => {
    const seen: string[] = []
    const oauth = createOvh({ ...ovh.config, credentials: { kind: 'oauth2', ...sandboxOauth } }, (request) => {
      seen.push(`${request.method} ${new URL(request.url).pathname}`)
      return fetch(request)
    })
    const cart = await oauth.prepareCart(need)
    await oauth.checkOutCart(cart.cartId)
    expect(ovh.orders()).toHaveLength(1)
    expect(seen.filter((call) => call.endsWith('/oauth2/token'))).toHaveLength(1)
    const wrong = createOvh({ ...ovh.config, credentials: { kind: 'oauth2', ...sandboxOauth, clientSecret: 'no' } })
    await expect(wrong.listVps()).rejects.toMatchObject({ facts: { kind: 'refused', code: 'invalid_client' } })
  })
})

describe('an answer', () => {
  it('of the wrong shape is an error with the query id', async () => {
    fail('GET /vps', 'garbage')
    await expect(provider.listVps()).rejects.toMatchObject({
      facts: {
        provider: 'ovh',
        kind: 'unexpected_shape',
        operation: 'GET /vps',
        queryId: expect.stringMatching(/^US\./),
      },
    })
  })

  it('that asks for patience says how long', async () => {
    fail('GET /vps', 'rate_limit')
    await expect(provider.listVps()).rejects.toMatchObject({ facts: { kind: 'transient', retryAfterSeconds: 1 } })
  })
})
