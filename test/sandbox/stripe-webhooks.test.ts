import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import Stripe from 'stripe'
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { type OwnSandbox, ownSandbox } from './own-sandbox.ts'
import { openSession } from './stripe-api.ts'

type Received = { path: string | undefined; event: Stripe.Event; signature: string; body: string }

let received: Received[] = []
/** What the Worker answers to the next deliveries; 200 when the list is empty. */
let answers: number[] = []
let server: Server
let sandbox: OwnSandbox

beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString()
      const signature = String(request.headers['stripe-signature'])
      received.push({ path: request.url, event: JSON.parse(body), signature, body })
      response.writeHead(answers.shift() ?? 200).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  sandbox = await ownSandbox({ worker: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })
})
afterAll(async () => {
  await sandbox.close()
  server.close()
})
beforeEach(() => {
  received = []
  answers = []
})

const pay = async () => {
  const { session } = await openSession(sandbox)
  await sandbox.act('stripe', 'pay', { sessionId: session })
  return session
}
const typesFor = (session: string) =>
  received.filter(({ event }) => (event.data.object as { id?: string }).id === session).map(({ event }) => event.type)
const delivered = (check: () => void) => vi.waitFor(check, { timeout: 5000, interval: 20 })

it('carries a whole, signed event to the Worker for everything that happened', async () => {
  await pay()
  await delivered(() => expect(received).toHaveLength(6))
  expect(received.map(({ event }) => event.type).sort()).toEqual([
    'checkout.session.completed',
    'customer.created',
    'customer.subscription.created',
    'invoice.paid',
    'payment_intent.succeeded',
    'payment_method.attached',
  ])
  const { webhooks } = new Stripe('sk_test_sandbox')
  for (const { path, event, body, signature } of received) {
    expect(path).toBe('/api/webhooks/stripe')
    expect(event).toMatchObject({
      id: expect.stringMatching(/^evt_/),
      object: 'event',
      api_version: '2026-10-28.endive',
      created: expect.any(Number),
      livemode: false,
      pending_webhooks: 1,
      request: { id: null },
    })
    await expect(webhooks.constructEventAsync(body, signature, 'whsec_sandbox')).resolves.toEqual(event)
  }
})

it('tries again until the Worker takes it', async () => {
  answers = [500, 503, 500, 503, 500, 503]
  const session = await pay()
  await delivered(() => expect(received).toHaveLength(12))
  expect(typesFor(session).length).toBeGreaterThan(1)
})

it('gives up after a while, and tries again when told to', async () => {
  answers = Array.from({ length: 100 }, () => 500)
  await pay()
  const attempts = 7
  await delivered(() => expect(received).toHaveLength(6 * attempts))
  answers = []
  received = []
  await sandbox.act('stripe', 'redeliver')
  await delivered(() => expect(received).toHaveLength(6))
})

it('delivers twice when told to', async () => {
  await sandbox.act('stripe', 'duplicateWebhooks', { copies: 2 })
  const session = await pay()
  await delivered(() => expect(received).toHaveLength(12))
  expect(typesFor(session)).toEqual(['checkout.session.completed', 'checkout.session.completed'])
  await sandbox.act('stripe', 'duplicateWebhooks', { copies: 1 })
})

it('keeps events back until they are let go', async () => {
  await sandbox.act('stripe', 'holdWebhooks', { held: true })
  await pay()
  const state = (await sandbox.control('GET', '/state')) as {
    standIns: { stripe: { summary: { undelivered: unknown[] } } }
  }
  expect(state.standIns.stripe.summary.undelivered).toHaveLength(6)
  expect(received).toEqual([])
  await sandbox.act('stripe', 'holdWebhooks', { held: false })
  await delivered(() => expect(received).toHaveLength(6))
})
