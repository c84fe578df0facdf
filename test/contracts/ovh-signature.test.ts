import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createOvhClient } from '../../worker/providers/ovh/client.ts'
import { newCart } from '../../worker/providers/ovh/schemas.ts'

const answer = (request: Request) =>
  Response.json(
    request.url.endsWith('/auth/time') ? 1_791_331_200 : { cartId: 'c', access_token: 'token', expires_in: 3600 },
  )
const create = { method: 'POST', route: '/order/cart', body: { ovhSubsidiary: 'US' }, schema: newCart } as const

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: 1_600_000_000_000 })
})
afterEach(() => {
  vi.useRealTimers()
})

it('signs as OVH’s other libraries do, by OVH’s clock, for the host of the endpoint', async () => {
  const requests: Request[] = []
  const credentials = { appKey: 'app-key', appSecret: 'app-secret', consumerKey: 'consumer-key' }
  const client = createOvhClient(
    { endpoint: 'us', credentials: { kind: 'application', ...credentials } },
    async (request) => {
      requests.push(request)
      return answer(request)
    },
  )
  await client.call(create)
  expect(requests.map(({ url }) => url)).toEqual([
    'https://api.us.ovhcloud.com/1.0/auth/time',
    'https://api.us.ovhcloud.com/1.0/order/cart',
  ])
  expect(Object.fromEntries(requests[1]?.headers ?? [])).toMatchObject({
    'x-ovh-application': 'app-key',
    'x-ovh-consumer': 'consumer-key',
    'x-ovh-timestamp': '1791331200',
    'x-ovh-signature': '$1$f107694ad0c3089f21d93dad15266e97d4e57695',
  })
})

it.each([
  ['us', 'https://us.ovhcloud.com/auth/oauth2/token', 'https://api.us.ovhcloud.com/1.0/order/cart'],
  ['eu', 'https://www.ovh.com/auth/oauth2/token', 'https://eu.api.ovh.com/1.0/order/cart'],
  ['ca', 'https://ca.ovh.com/auth/oauth2/token', 'https://ca.api.ovh.com/1.0/order/cart'],
] as const)(
  'asks the %s company for a token, and for another one before it ends',
  async (endpoint, tokenUrl, callUrl) => {
    const urls: string[] = []
    const credentials = { kind: 'oauth2', clientId: 'id', clientSecret: 'secret' } as const
    const client = createOvhClient({ endpoint, credentials }, async (request) => {
      urls.push(request.url)
      return answer(request)
    })
    await client.call(create)
    vi.advanceTimersByTime(3_539_000)
    await client.call(create)
    expect(urls).toEqual([tokenUrl, callUrl, callUrl])
    vi.advanceTimersByTime(1000)
    await client.call(create)
    expect(urls).toEqual([tokenUrl, callUrl, callUrl, tokenUrl, callUrl])
  },
)
