import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createSecrets } from '../../durable-objects/secrets.ts'
import { readConfig } from '../../worker/config.ts'
import type { DeploymentEvent } from '../../worker/http/api.ts'
import { type Browser, browser, expectProblem, signUp } from './http-client.ts'
import { sandbox } from './sandbox-client.ts'

type Deployed = { deploymentId: string; checkoutUrl: string; sessionId: string }

async function deploy(person: Browser): Promise<Deployed> {
  const urls = { successUrl: `${env.PUBLIC_URL}/`, cancelUrl: `${env.PUBLIC_URL}/` }
  const answer: Omit<Deployed, 'sessionId'> = await (await person.post('/api/openclaw/deploy', urls)).json()
  return { ...answer, sessionId: /cs_[A-Za-z0-9_]+/.exec(answer.checkoutUrl)?.[0] ?? '' }
}

async function eventTypes(person: Browser, id: string): Promise<string[]> {
  const answer = await person.get(`/api/openclaw/deployments/${id}/events`)
  const { events }: { events: DeploymentEvent[] } = await answer.json()
  return events.map(({ type }) => type)
}

const seconds = () => Math.floor(Date.now() / 1000)
let count = 0

/** An event as Stripe makes one, about a thing that may or may not exist. */
function stripeEvent(type: string, object: Record<string, unknown>, more: Record<string, unknown> = {}): string {
  count += 1
  const event = { id: `evt_${count}`, object: 'event', type, created: seconds(), livemode: false, data: { object } }
  return JSON.stringify({ ...event, ...more })
}

const aboutSession = (sessionId: string, deploymentId: string) => ({
  id: sessionId,
  object: 'checkout.session',
  metadata: { deployment_id: deploymentId },
})

async function signature(body: string, at = seconds(), secret = 'whsec_sandbox'): Promise<string> {
  const bytes = (text: string) => new TextEncoder().encode(text)
  const key = await crypto.subtle.importKey('raw', bytes(secret), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
  const mac = new Uint8Array(await crypto.subtle.sign('HMAC', key, bytes(`${at}.${body}`)))
  return `t=${at},v1=${Array.from(mac, (byte) => byte.toString(16).padStart(2, '0')).join('')}`
}

const send = (body: string, signed: string) =>
  browser().post('/api/webhooks/stripe', body, { from: null, headers: { 'stripe-signature': signed } })

describe('a webhook', () => {
  let pat: Awaited<ReturnType<typeof signUp>>
  let deployed: Deployed
  beforeAll(async () => {
    pat = await signUp(true)
    deployed = await deploy(pat)
  })
  afterEach(() => sandbox.clearFaults())

  const completed = (of = deployed) =>
    stripeEvent('checkout.session.completed', aboutSession(of.sessionId, of.deploymentId))

  it('that is forged, unsigned or old changes nothing', async () => {
    const body = completed()
    const before = await eventTypes(pat, deployed.deploymentId)
    await expectProblem(await send(body, ''), 'webhook-rejected', 400)
    await expectProblem(await send(body, await signature(body, seconds(), 'whsec_guess')), 'webhook-rejected', 400)
    await expectProblem(await send(body, await signature(body, seconds() - 301)), 'webhook-rejected', 400)
    await expectProblem(await send(`${body} `, await signature(body)), 'webhook-rejected', 400)
    expect(await eventTypes(pat, deployed.deploymentId)).toEqual(before)
  })

  it('of live mode is refused by an installation for tests', async () => {
    const session = aboutSession(deployed.sessionId, deployed.deploymentId)
    const body = stripeEvent('checkout.session.completed', session, { livemode: true })
    await expectProblem(await send(body, await signature(body)), 'webhook-rejected', 400)
  })

  it('is believed only as far as Stripe confirms it', async () => {
    const before = await eventTypes(pat, deployed.deploymentId)
    const body = completed()
    expect((await send(body, await signature(body))).status).toBe(200)
    expect(await eventTypes(pat, deployed.deploymentId)).toEqual(before)
  })

  it.each([
    ['of a kind that we have no use for', stripeEvent('product.created', { id: 'prod_1', object: 'product' })],
    [
      'about a session that Stripe doesn’t know',
      stripeEvent('checkout.session.completed', aboutSession('cs_gone', 'x')),
    ],
    [
      'about nothing of ours',
      stripeEvent('checkout.session.completed', { id: 'cs_other', object: 'checkout.session' }),
    ],
  ])('%s is acknowledged', async (_, body) => {
    expect((await send(body, await signature(body))).status).toBe(200)
  })

  it('about a deployment that was never given out makes no object of its own', async () => {
    const stray = await deploy(pat)
    await env.DB.prepare('DELETE FROM directory WHERE id = ?').bind(stray.deploymentId).run()
    await sandbox.pay(stray.checkoutUrl)
    const body = completed(stray)
    expect((await send(body, await signature(body))).status).toBe(200)
    const events = await env.DEPLOYMENT.getByName(stray.deploymentId).events()
    expect(events.map(({ type }) => type)).not.toContain('PaymentConfirmed')
  })

  it('is asked for again while Stripe can’t confirm it, then counts once', async () => {
    await sandbox.pay(deployed.checkoutUrl)
    const body = completed()
    await sandbox.plan({ provider: 'stripe', operation: 'GET /v1/checkout/sessions/{}', kind: 'error', times: 1 })
    await expectProblem(await send(body, await signature(body)), 'provider-unavailable', 503)
    for (const _ of [1, 2, 3]) expect((await send(body, await signature(body))).status).toBe(200)
    const types = await eventTypes(pat, deployed.deploymentId)
    expect(types.filter((type) => type === 'PaymentConfirmed')).toHaveLength(1)
  })
})

describe('a machine’s report', () => {
  const report = { step: 'node', state: 'done', attempt: 1, elapsedMs: 1200 }
  let mine: Deployed
  let other: Deployed
  beforeAll(async () => {
    const person = await signUp(true)
    mine = await deploy(person)
    other = await deploy(person)
    await giveToken(mine.deploymentId, 'token-of-mine')
    await giveToken(other.deploymentId, 'token-of-other')
  })

  /** Puts the token where the setup's delivery would have put it. */
  async function giveToken(id: string, token: string): Promise<void> {
    const namespace = env.DEPLOYMENT as unknown as DurableObjectNamespace
    await runInDurableObject(namespace.getByName(id), async (_, state) => {
      const secrets = createSecrets(state.storage.sql, state.id.toString(), readConfig(env).secretsKey)
      secrets.write(await secrets.seal('reportToken', token))
    })
  }
  const tell = (id: string, token: string | null, body: unknown = report) =>
    browser().post(`/api/machines/${id}/report`, body, {
      from: null,
      headers: token === null ? {} : { authorization: `Bearer ${token}` },
    })

  it('is taken with its own token', async () => {
    expect((await tell(mine.deploymentId, 'token-of-mine')).status).toBe(202)
  })

  it('is refused without a token, with a wrong one, and with another machine’s', async () => {
    for (const token of [null, 'guess', 'token-of-other']) {
      await expectProblem(await tell(mine.deploymentId, token), 'machine-token-rejected', 401)
    }
    await expectProblem(await tell(crypto.randomUUID(), 'token-of-mine'), 'machine-token-rejected', 401)
  })

  it.each([
    ['step', { ...report, step: 'coffee' }],
    ['state', { ...report, state: undefined }],
    ['attempt', { ...report, attempt: 0 }],
    ['elapsedMs', { ...report, elapsedMs: 1.5 }],
    ['detail', { ...report, detail: 'x'.repeat(2001) }],
  ])('is refused when its %s isn’t valid', async (field, body) => {
    const refused = await tell(mine.deploymentId, 'token-of-mine', body)
    expect((await expectProblem(refused, 'invalid-body', 422)).field).toBe(field)
  })
})
