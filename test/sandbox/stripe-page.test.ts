import { afterAll, beforeAll, expect, it } from 'vitest'
import { type OwnSandbox, ownSandbox } from './own-sandbox.ts'
import { callStripe, openSession } from './stripe-api.ts'

let sandbox: OwnSandbox
beforeAll(async () => {
  sandbox = await ownSandbox()
})
afterAll(() => sandbox.close())

const form = { 'content-type': 'application/x-www-form-urlencoded' }
const submit = (path: string, body: string) => sandbox.request('POST', path, { headers: form, body })
const statusOf = async (session: string) =>
  (await callStripe(sandbox, `GET /v1/checkout/sessions/${session}`)).body.status

it('says that it is no real money, what is bought and by whom, and leads back', async () => {
  const { session } = await openSession(sandbox)
  const page = await (await sandbox.request('GET', `/stripe/checkout/${session}`)).text()
  for (const words of [
    'nothing here is real money',
    'Pay $25.00',
    'ada@example.com',
    'href="https://example.com/back"',
  ])
    expect(page).toContain(words)
})

it('pays, and returns with the session’s id', async () => {
  const { session } = await openSession(sandbox)
  const answer = await submit(`/stripe/checkout/${session}`, 'card=succeeds')
  expect([answer.status, answer.headers.get('location')]).toEqual([303, `https://example.com/ok?session=${session}`])
  expect(await statusOf(session)).toBe('complete')
  expect(await (await sandbox.request('GET', `/stripe/checkout/${session}`)).text()).toContain('already paid')
  expect((await submit(`/stripe/checkout/${session}`, 'card=succeeds')).status).toBe(409)
})

it.each([
  ['declined', 'Your card was declined.'],
  ['insufficient_funds', 'insufficient funds'],
])('stays open when the card is %s', async (card, words) => {
  const { session } = await openSession(sandbox)
  const answer = await submit(`/stripe/checkout/${session}`, `card=${card}`)
  expect(answer.status).toBe(402)
  expect(await answer.text()).toContain(words)
  expect(await statusOf(session)).toBe('open')
})

it('asks the bank for 3D Secure, and pays only when it says yes', async () => {
  const { session } = await openSession(sandbox)
  const path = `/stripe/checkout/${session}/authenticate`
  expect((await submit(`/stripe/checkout/${session}`, 'card=authenticate')).headers.get('location')).toBe(path)
  expect(await statusOf(session)).toBe('open')
  expect((await submit(path, 'answer=fail')).status).toBe(402)
  expect(await statusOf(session)).toBe('open')
  expect((await submit(path, 'answer=complete')).status).toBe(303)
  expect(await statusOf(session)).toBe('complete')
})

it('can’t be paid any more once it has expired', async () => {
  const { session } = await openSession(sandbox)
  await callStripe(sandbox, `POST /v1/checkout/sessions/${session}/expire`)
  expect(await (await sandbox.request('GET', `/stripe/checkout/${session}`)).text()).toContain('expired')
  expect((await submit(`/stripe/checkout/${session}`, 'card=succeeds')).status).toBe(409)
})
