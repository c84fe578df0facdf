import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, it } from 'vitest'
import type { DeploymentEvent, DeploymentSnapshot, DeploymentSummary } from '../../worker/http/api.ts'
import { type Browser, browser, expectProblem, signUp, until } from './http-client.ts'

const urls = { successUrl: `${env.PUBLIC_URL}/deploy/{DEPLOYMENT_ID}?from=stripe`, cancelUrl: `${env.PUBLIC_URL}/` }
const at = (id: string, rest = '') => `/api/openclaw/deployments/${id}${rest}`

type Deployed = { deploymentId: string; checkoutUrl: string }

async function deploy(person: Browser, key?: string): Promise<Deployed> {
  const headers: Record<string, string> = key === undefined ? {} : { 'idempotency-key': key }
  const response = await person.post('/api/openclaw/deploy', urls, { headers })
  expect(response.status, await response.clone().text()).toBe(201)
  return response.json()
}

async function listOf(person: Browser): Promise<DeploymentSummary[]> {
  const body: { deployments: DeploymentSummary[] } = await (await person.get('/api/openclaw/deployments')).json()
  return body.deployments
}

async function snapshotOf(person: Browser, id: string): Promise<DeploymentSnapshot> {
  return (await person.get(at(id))).json()
}

/** Asks the sandbox's Stripe, as its dashboard would. */
async function stripe<T>(path: string): Promise<T> {
  const headers = { authorization: 'Bearer sk_test_sandbox', 'stripe-version': '2026-10-28.endive' }
  return (await fetch(`${env.TEST_SANDBOX}/v1${path}`, { headers })).json()
}

describe('asking for a deployment', () => {
  let pat: Awaited<ReturnType<typeof signUp>>
  beforeAll(async () => {
    pat = await signUp(true)
  })

  it('is refused without a session, and before the address is verified', async () => {
    await expectProblem(await browser().post('/api/openclaw/deploy', urls), 'not-signed-in', 401)
    await expectProblem(await (await signUp(false)).post('/api/openclaw/deploy', urls), 'email-not-verified', 403)
  })

  it.each(['https://evil.example', null])('is refused from the origin %s', async (from) => {
    await expectProblem(await pat.post('/api/openclaw/deploy', urls, { from }), 'foreign-origin', 403)
  })

  it.each([
    ['no JSON', '{"successUrl":', ''],
    ['a list', [], ''],
    ['no cancelUrl', { successUrl: urls.successUrl }, 'cancelUrl'],
    ['another site', { ...urls, successUrl: 'https://evil.example/' }, 'successUrl'],
    ['our name before an @', { ...urls, cancelUrl: `${env.PUBLIC_URL}@evil.example/` }, 'cancelUrl'],
    ['a path', { ...urls, cancelUrl: '/deploy' }, 'cancelUrl'],
    ['a script', { ...urls, cancelUrl: 'javascript:alert(1)' }, 'cancelUrl'],
  ])('is refused with %s, naming the field', async (_, body, field) => {
    const document = await expectProblem(await pat.post('/api/openclaw/deploy', body), 'invalid-body', 422)
    expect(document.field).toBe(field)
  })

  it('is refused when the body is too large', async () => {
    const body = { ...urls, more: 'x'.repeat(70_000) }
    await expectProblem(await pat.post('/api/openclaw/deploy', body), 'body-too-large', 413)
  })

  it('answers with a payment page that leads back to the deployment', async () => {
    const { deploymentId, checkoutUrl } = await deploy(pat)
    const sessionId = /cs_[A-Za-z0-9_]+/.exec(checkoutUrl)?.[0]
    const session = await stripe<{ success_url: string; customer: string }>(`/checkout/sessions/${sessionId}`)
    expect(session.success_url).toBe(`${env.PUBLIC_URL}/deploy/${deploymentId}?from=stripe`)
    expect(await snapshotOf(pat, deploymentId)).toMatchObject({ status: 'PENDING_PAYMENT', checkoutUrl })
    const listed = await until(async () => (await listOf(pat)).find(({ id }) => id === deploymentId))
    expect(listed).toMatchObject({ status: 'PENDING_PAYMENT', name: expect.stringMatching(/^[a-z]+-[a-z]+$/) })
  })

  it('answers a repeat with the same deployment, but only to the same person', async () => {
    const [first, twin] = await Promise.all([deploy(pat, 'one wish'), deploy(pat, 'one wish')])
    expect(twin).toEqual(first)
    expect(await deploy(pat, 'one wish')).toEqual(first)
    const other = await deploy(await signUp(true), 'one wish')
    expect(other.deploymentId).not.toBe(first.deploymentId)
  })

  it('makes one customer of one person, also when two wishes come at once', async () => {
    const sam = await signUp(true)
    await Promise.all([deploy(sam), deploy(sam)])
    const { data } = await stripe<{ data: unknown[] }>(`/customers?email=${encodeURIComponent(sam.email)}`)
    expect(data).toHaveLength(1)
  })

  it('has an end, twenty times an hour', async () => {
    const greedy = await signUp(true)
    const session: { user: { id: string } } = await (await greedy.get('/api/session')).json()
    const row = env.DB.prepare('INSERT INTO directory (id, owner_id, created_at) VALUES (?, ?, ?)')
    const now = new Date().toISOString()
    await env.DB.batch(Array.from({ length: 20 }, () => row.bind(crypto.randomUUID(), session.user.id, now)))
    const refused = await greedy.post('/api/openclaw/deploy', urls)
    await expectProblem(refused, 'too-many-requests', 429)
    expect(refused.headers.get('retry-after')).toBe('3600')
  })
})

describe('a deployment', () => {
  let owner: Awaited<ReturnType<typeof signUp>>
  let id: string
  beforeAll(async () => {
    owner = await signUp(true)
    id = (await deploy(owner)).deploymentId
  })

  const ways: [string, string, unknown?][] = [
    ['GET', ''],
    ['PATCH', '', { name: 'mine-now' }],
    ['DELETE', ''],
    ['POST', '/restart'],
    ['POST', '/launch'],
    ['GET', '/events'],
    ['GET', '/live'],
  ]
  const go = (person: Browser, [method, rest, body]: (typeof ways)[number], of = id) => {
    const asks = { GET: person.get, PATCH: person.patch, DELETE: person.delete, POST: person.post } as const
    const ask = asks[method as keyof typeof asks]
    return method === 'GET' ? person.get(at(of, rest)) : (ask as Browser['post'])(at(of, rest), body)
  }

  it.each(ways)('doesn’t exist for somebody else: %s %s', async (...way) => {
    const stranger = await signUp(true)
    await expectProblem(await go(stranger, way), 'not-found', 404)
    await expectProblem(await go(owner, way, crypto.randomUUID()), 'not-found', 404)
    await expectProblem(await go(browser(), way), 'not-signed-in', 401)
    expect((await snapshotOf(owner, id)).status).toBe('PENDING_PAYMENT')
  })

  it.each(ways.filter(([method]) => method !== 'GET'))('isn’t touched from another site: %s %s', async (...way) => {
    const [method, rest, body] = way
    const more = { from: 'https://evil.example' }
    const ask = { PATCH: owner.patch, DELETE: owner.delete, POST: owner.post }[method as 'PATCH' | 'DELETE' | 'POST']
    await expectProblem(await ask(at(id, rest), body, more), 'foreign-origin', 403)
  })

  it('is in nobody else’s list', async () => {
    await until(async () => (await listOf(owner)).find((each) => each.id === id))
    expect(await listOf(await signUp(true))).toEqual([])
  })

  it('gets another name, when it is one', async () => {
    for (const name of ['', '   ', 'x'.repeat(41), 'bell\u0007', 7]) {
      const document = await expectProblem(await owner.patch(at(id), { name }), 'invalid-body', 422)
      expect(document.field).toBe('name')
    }
    expect((await owner.patch(at(id), { name: ' My lobster ' })).status).toBe(200)
    expect((await snapshotOf(owner, id)).name).toBe('My lobster')
  })

  it('isn’t restarted or opened before it is ready', async () => {
    const refused = await expectProblem(await owner.post(at(id, '/restart')), 'not-allowed-now', 409)
    expect(refused.detail).toContain('PENDING_PAYMENT')
    await expectProblem(await owner.post(at(id, '/launch')), 'instance-not-ready', 409)
  })

  it('tells what happened in sentences', async () => {
    const { events }: { events: DeploymentEvent[] } = await (await owner.get(at(id, '/events'))).json()
    expect(events[0]).toMatchObject({ type: 'DeploymentRequested', text: expect.stringMatching(/\.$/) })
  })

  it('sends its snapshot as soon as the socket is open, to our own pages only', async () => {
    const upgrade = { headers: { upgrade: 'websocket' } }
    const foreign = { ...upgrade, from: 'https://evil.example' }
    await expectProblem(await owner.get(at(id, '/live')), 'upgrade-required', 426)
    await expectProblem(await owner.get(at(id, '/live'), foreign), 'foreign-origin', 403)
    const { status, webSocket } = await owner.get(at(id, '/live'), upgrade)
    expect(status).toBe(101)
    const first = new Promise<string>((resolve) =>
      webSocket?.addEventListener('message', (message) => resolve(String(message.data)), { once: true }),
    )
    webSocket?.accept()
    expect(JSON.parse(await first)).toMatchObject({ id, status: 'PENDING_PAYMENT' })
    webSocket?.close()
  })

  it('ends only under the name that it has', async () => {
    await expectProblem(await owner.delete(at(id), { name: 'another' }), 'name-mismatch', 422)
    const { name } = await snapshotOf(owner, id)
    expect((await owner.delete(at(id), { name })).status).toBe(202)
    const ended = await until(async () => {
      const snapshot = await snapshotOf(owner, id)
      return snapshot.status === 'DESTROYED' ? snapshot : undefined
    })
    expect(ended.chargesEnded).toBe(true)
    expect((await owner.delete(at(id))).status).toBe(202)
  })
})
