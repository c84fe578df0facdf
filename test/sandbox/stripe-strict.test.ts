import Stripe from 'stripe'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type OwnSandbox, ownSandbox } from './own-sandbox.ts'
import { callStripe, openSession, sessionParams } from './stripe-api.ts'

let sandbox: OwnSandbox
let customer: string
beforeAll(async () => {
  sandbox = await ownSandbox()
  customer = (await openSession(sandbox)).customer
})
afterAll(() => sandbox.close())

const create = (change: Record<string, string | undefined>, headers?: Record<string, string>) => {
  const params = Object.entries({ ...sessionParams(customer), ...change })
  const given = Object.fromEntries(params.filter((entry): entry is [string, string] => entry[1] !== undefined))
  return callStripe(sandbox, 'POST /v1/checkout/sessions', given, headers)
}
const seconds = (ahead: number) => String(Math.floor(Date.now() / 1000) + ahead)

describe("Stripe's stand-in refuses", () => {
  it.each<[string, Record<string, string | undefined>, { code?: string; param: string }]>([
    ['a parameter it does not know', { colour: 'red' }, { code: 'parameter_unknown', param: 'colour' }],
    [
      'payment_method_types, which Stripe dropped in 2026',
      { 'payment_method_types[0]': 'card' },
      { code: 'parameter_unknown', param: 'payment_method_types' },
    ],
    [
      'an unknown parameter inside of another',
      { 'line_items[0][plan]': 'x' },
      { code: 'parameter_unknown', param: 'line_items[0][plan]' },
    ],
    ['a missing parameter', { success_url: undefined }, { code: 'parameter_missing', param: 'success_url' }],
    ['a word where a number belongs', { expires_at: 'soon' }, { code: 'parameter_invalid', param: 'expires_at' }],
    ['an address that is none', { success_url: 'nowhere' }, { code: 'url_invalid', param: 'success_url' }],
    ['an unknown customer', { customer: 'cus_x' }, { code: 'resource_missing', param: 'customer' }],
    [
      'an unknown price',
      { 'line_items[0][price]': 'price_x' },
      { code: 'resource_missing', param: 'line_items[0][price]' },
    ],
    ['a life of less than 30 minutes', { expires_at: seconds(29 * 60) }, { param: 'expires_at' }],
    ['a life of more than 24 hours', { expires_at: seconds(24 * 60 * 60 + 60) }, { param: 'expires_at' }],
  ])('%s', async (_, change, error) => {
    const { status, body } = await create(change)
    expect(status).toBe(400)
    expect(body.error).toMatchObject({ type: 'invalid_request_error', ...error })
  })

  it('JSON, a missing key, a wrong key, another version', async () => {
    expect((await create({}, { 'content-type': 'application/json' })).status).toBe(400)
    for (const [headers, status] of [
      [{ authorization: '' }, 401],
      [{ authorization: 'Bearer sk_live_real' }, 401],
      [{ 'stripe-version': '2024-06-20' }, 400],
    ] as const)
      expect(await callStripe(sandbox, 'GET /v1/customers', {}, headers)).toMatchObject({
        status,
        body: { error: { type: 'invalid_request_error' } },
      })
  })

  it('an unknown route so that the SDK throws', async () => {
    const { hostname, port } = new URL(sandbox.url)
    const sdk = new Stripe('sk_test_sandbox', { host: hostname, port, protocol: 'http', maxNetworkRetries: 0 })
    await expect(sdk.balance.retrieve()).rejects.toMatchObject({ type: 'StripeInvalidRequestError', statusCode: 404 })
  })

  it('another customer’s card', async () => {
    const { session } = await openSession(sandbox)
    await sandbox.act('stripe', 'pay', { sessionId: session })
    const paid = await callStripe(sandbox, `GET /v1/checkout/sessions/${session}`, { 'expand[0]': 'subscription' })
    const card = (paid.body.subscription as { default_payment_method: string }).default_payment_method
    const change = { 'invoice_settings[default_payment_method]': card }
    expect(await callStripe(sandbox, `POST /v1/customers/${customer}`, change)).toMatchObject({
      status: 400,
      body: { error: { code: 'resource_missing' } },
    })
  })
})

describe('an idempotency key', () => {
  it('is answered word for word, though the session has changed since', async () => {
    const key = { 'idempotency-key': 'again' }
    const first = await create({}, key)
    await callStripe(sandbox, `POST /v1/checkout/sessions/${first.body.id}/expire`)
    const again = await create({}, key)
    expect(again.body).toEqual(first.body)
    expect(again.headers.get('idempotent-replayed')).toBe('true')
  })

  it('is refused with other parameters', async () => {
    const key = { 'idempotency-key': 'other' }
    await create({}, key)
    expect((await create({ cancel_url: 'https://example.com/x' }, key)).body.error).toMatchObject({
      type: 'idempotency_error',
    })
  })

  it('may be used again by a corrected request', async () => {
    const key = { 'idempotency-key': 'corrected' }
    expect((await create({ colour: 'red' }, key)).status).toBe(400)
    expect((await create({}, key)).status).toBe(200)
  })

  it('holds for two requests at the same time', async () => {
    const key = { 'idempotency-key': 'both' }
    const answers = await Promise.all([create({}, key), create({}, key)])
    const ids = answers.filter(({ status }) => status === 200).map(({ body }) => body.id)
    expect(new Set(ids).size).toBe(1)
    for (const { status } of answers) expect([200, 409]).toContain(status)
  })

  it('is forgotten after 24 hours', async () => {
    const key = { 'idempotency-key': 'day' }
    const first = await create({}, key)
    await sandbox.control('POST', '/clock', { advanceMs: 25 * 60 * 60 * 1000 })
    expect((await create({}, key)).body.id).not.toBe(first.body.id)
  })
})
