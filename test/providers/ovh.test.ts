import { env } from 'cloudflare:workers'
import { afterEach, describe, expect, it } from 'vitest'
import { createOvh } from '../../worker/providers/ovh/adapter.ts'
import type { OvhConfig } from '../../worker/providers/ovh/config.ts'
import { isProviderError } from '../../worker/providers/provider-error.ts'
import { clearFaults, planFault, requestsTo } from './sandbox-client.ts'
import { ovhSuite } from './suites/ovh-suite.ts'

const settings = env as unknown as Record<string, string>
const setting = (name: string) => settings[name] ?? ''
const config: OvhConfig = {
  endpoint: 'us',
  apiBase: setting('OVH_API_BASE'),
  tokenUrl: `${setting('OVH_API_BASE')}/auth/oauth2/token`,
  credentials: {
    kind: 'application',
    appKey: setting('OVH_APP_KEY'),
    appSecret: setting('OVH_APP_SECRET'),
    consumerKey: setting('OVH_CONSUMER_KEY'),
  },
}
const serviceAccount = {
  kind: 'oauth2',
  clientId: 'EU.sandbox-service-account',
  clientSecret: 'sandbox-oauth-secret',
} as const
const need = {
  planCodes: setting('OVH_PLAN_CODES').split(','),
  datacenters: setting('OVH_DATACENTERS').split(','),
  os: setting('OVH_OS'),
  maxPriceCents: Number(setting('OVH_MAX_PRICE_CENTS')),
}
const provider = createOvh(config)

afterEach(clearFaults)

/** The same adapter as in production, in the same runtime; test/contracts has the rest of its tests, in Node. */
describe('OVHcloud, from workerd', () => {
  it('brings a server by one order', async () => {
    const cart = await provider.prepareCart(need)
    const { orderId } = await provider.checkOutCart(cart.cartId)
    const serviceName = await provider.getOrderAssociatedService({ orderId, planCode: cart.planCode })
    expect(serviceName).toMatch(/^vps-/)
    expect((await provider.getOrderStatus(orderId)).stage).toBe('delivered')
    expect(await provider.listVps()).toContain(serviceName)
  })

  ovhSuite({ name: 'the sandbox', provider: () => provider, need })

  it('finds the order whose answer was lost, instead of buying again', async () => {
    const since = new Date().toISOString()
    const cart = await provider.prepareCart(need)
    const before = (await requestsTo('ovh', 'POST /order/cart/{}/checkout')).length
    await planFault({ provider: 'ovh', operation: 'POST /order/cart/{}/checkout', kind: 'lost_answer' })
    const error = await provider.checkOutCart(cart.cartId).catch((thrown: unknown) => thrown)
    expect(isProviderError(error, 'unknown_outcome')).toBe(true)
    expect(await provider.findOrderOfCart({ ...cart, since })).toMatchObject({ kind: 'ordered' })
    expect(await requestsTo('ovh', 'POST /order/cart/{}/checkout')).toHaveLength(before + 1)
  })

  it('signs with OVH’s library, and bears a service account’s token', async () => {
    const wrong = createOvh({
      ...config,
      credentials: { ...config.credentials, appSecret: 'no' } as OvhConfig['credentials'],
    })
    await expect(wrong.listVps()).rejects.toMatchObject({ facts: { status: 403, code: 'INVALID_SIGNATURE' } })
    const oauth = createOvh({ ...config, credentials: serviceAccount })
    expect(await oauth.listVps()).toEqual(await provider.listVps())
  })
})
