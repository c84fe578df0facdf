import { afterAll, beforeAll, expect, it } from 'vitest'
import { type OwnSandbox, ownSandbox } from './own-sandbox.ts'
import { callStripe, openSession } from './stripe-api.ts'

let sandbox: OwnSandbox
beforeAll(async () => {
  sandbox = await ownSandbox()
})
afterAll(() => sandbox.close())

const dayMs = 24 * 60 * 60 * 1000
const later = (ms: number) => sandbox.control('POST', '/clock', { advanceMs: ms })
const read = async (path: string) => (await callStripe(sandbox, `GET /v1/${path}`)).body
const events = async (about: string) =>
  (await sandbox.act<{ type: string }[]>('stripe', 'signedEvents', { about })).map(({ type }) => type)

async function subscribe(): Promise<string> {
  const { session } = await openSession(sandbox)
  const paid = await sandbox.act<{ subscriptionId: string }>('stripe', 'pay', { sessionId: session })
  return paid.subscriptionId
}

it('lets a session expire when its day is over, and says so once', async () => {
  const { session } = await openSession(sandbox)
  await later(dayMs + 1000)
  expect(await read(`checkout/sessions/${session}`)).toMatchObject({ status: 'expired', url: null })
  expect(await events(session)).toEqual(['checkout.session.expired'])
})

it('pays a session by an invoice, a payment intent and the link between them', async () => {
  const subscription = await subscribe()
  const { latest_invoice } = await read(`subscriptions/${subscription}`)
  expect(await read(`invoices/${latest_invoice}`)).toMatchObject({
    status: 'paid',
    billing_reason: 'subscription_create',
    parent: { subscription_details: { subscription, metadata: { deployment_id: 'dep_1' } } },
  })
  const links = await callStripe(sandbox, 'GET /v1/invoice_payments', { invoice: String(latest_invoice) })
  const [link] = links.body.data as { payment: { payment_intent: string } }[]
  expect(await read(`payment_intents/${link?.payment.payment_intent}`)).toMatchObject({
    status: 'succeeded',
    amount_received: 2500,
  })
})

it('refunds what was paid, and no more', async () => {
  const subscription = await subscribe()
  const { latest_invoice } = await read(`subscriptions/${subscription}`)
  const links = await callStripe(sandbox, 'GET /v1/invoice_payments', { invoice: String(latest_invoice) })
  const [link] = links.body.data as { payment: { payment_intent: string } }[]
  const payment_intent = link?.payment.payment_intent ?? ''
  const refund = (params: Record<string, string>) =>
    callStripe(sandbox, 'POST /v1/refunds', { payment_intent, ...params })
  expect((await refund({ amount: '2501' })).body.error).toMatchObject({ param: 'amount' })
  expect((await refund({ amount: '500' })).body).toMatchObject({ amount: 500, status: 'succeeded' })
  expect((await refund({})).body).toMatchObject({ amount: 2000 })
  expect((await refund({})).body.error).toMatchObject({ code: 'charge_already_refunded' })
})

it('renews each month by the subscription’s card, then by the customer’s', async () => {
  const subscription = await subscribe()
  const { default_payment_method, customer } = await read(`subscriptions/${subscription}`)
  await callStripe(sandbox, `POST /v1/customers/${customer}`, {
    'invoice_settings[default_payment_method]': String(default_payment_method),
  })
  await callStripe(sandbox, `POST /v1/subscriptions/${subscription}`, { default_payment_method: '' })
  await later(93 * dayMs)
  expect(await read(`subscriptions/${subscription}`)).toMatchObject({ status: 'active', default_payment_method: null })
  const invoices = await callStripe(sandbox, 'GET /v1/invoices', { subscription })
  expect((invoices.body.data as { status: string; billing_reason: string }[]).map((each) => each.status)).toEqual([
    'paid',
    'paid',
    'paid',
    'paid',
  ])
})

it('is past due while renewals fail, recovers when they succeed, and ends when they never do', async () => {
  const [recovering, ending] = [await subscribe(), await subscribe()]
  for (const subscriptionId of [recovering, ending]) await sandbox.act('stripe', 'failRenewals', { subscriptionId })
  await later(32 * dayMs)
  expect(await read(`subscriptions/${recovering}`)).toMatchObject({ status: 'past_due' })
  await sandbox.act('stripe', 'mendRenewals', { subscriptionId: recovering })
  for (const days of [4, 6, 8]) await later(days * dayMs)
  expect(await read(`subscriptions/${recovering}`)).toMatchObject({ status: 'active' })
  expect(await read(`subscriptions/${ending}`)).toMatchObject({ status: 'canceled' })
  expect(await events(ending)).toEqual(
    expect.arrayContaining(['invoice.payment_failed', 'customer.subscription.deleted']),
  )
})

it('ends at the period’s end when told to', async () => {
  const subscription = await subscribe()
  await callStripe(sandbox, `POST /v1/subscriptions/${subscription}`, { cancel_at_period_end: 'true' })
  expect(await read(`subscriptions/${subscription}`)).toMatchObject({ status: 'active', cancel_at_period_end: true })
  await later(32 * dayMs)
  expect(await read(`subscriptions/${subscription}`)).toMatchObject({ status: 'canceled' })
})
