import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createStore } from '../../sandbox/store.ts'
import { type OwnSandbox, ownSandbox } from './own-sandbox.ts'
import { callStripe, openSession } from './stripe-api.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'sandbox-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('the control API', () => {
  let sandbox: OwnSandbox
  beforeAll(async () => {
    sandbox = await ownSandbox()
  })
  afterAll(() => sandbox.close())

  it('plans a fault for so many calls of one operation and counts what arrived', async () => {
    await sandbox.control('POST', '/faults', {
      provider: 'stripe',
      operation: 'GET /v1/prices',
      kind: 'error',
      times: 2,
    })
    const statuses = []
    for (let call = 0; call < 3; call += 1) statuses.push((await callStripe(sandbox, 'GET /v1/prices')).status)
    expect(statuses).toEqual([500, 500, 200])
    const requests = (await sandbox.control('GET', '/requests?provider=stripe')) as {
      operation: string
      status: number
    }[]
    expect(requests.map(({ operation, status }) => [operation, status])).toEqual([
      ['GET /v1/prices', 500],
      ['GET /v1/prices', 500],
      ['GET /v1/prices', 200],
    ])
  })

  it('clears faults', async () => {
    await sandbox.control('POST', '/faults', { provider: 'stripe', operation: 'GET /v1/prices', kind: 'no_answer' })
    await sandbox.control('DELETE', '/faults')
    expect((await callStripe(sandbox, 'GET /v1/prices')).status).toBe(200)
  })

  it('cuts the connection for a lost answer, after the company has acted', async () => {
    const before = (await callStripe(sandbox, 'GET /v1/customers', { limit: '100' })).body.data as unknown[]
    await sandbox.control('POST', '/faults', {
      provider: 'stripe',
      operation: 'POST /v1/customers',
      kind: 'lost_answer',
    })
    await expect(callStripe(sandbox, 'POST /v1/customers')).rejects.toThrow()
    const after = (await callStripe(sandbox, 'GET /v1/customers', { limit: '100' })).body.data as unknown[]
    expect(after).toHaveLength(before.length + 1)
    const requests = (await sandbox.control('GET', '/requests')) as { operation: string; status: unknown }[]
    expect(requests.find(({ operation }) => operation === 'POST /v1/customers')?.status).toBe('cut')
  })

  it('moves the clock and the pace', async () => {
    const { now } = (await sandbox.control('GET', '/state')) as { now: string }
    const moved = (await sandbox.control('POST', '/clock', { advanceMs: 86_400_000 })) as { now: string }
    expect(Date.parse(moved.now) - Date.parse(now)).toBeGreaterThanOrEqual(86_400_000)
    expect(await sandbox.control('POST', '/pace', { pace: 'realistic' })).toEqual({ pace: 1 })
    expect(await sandbox.control('POST', '/pace', { pace: 'instant' })).toEqual({ pace: 0 })
  })

  it.each([
    ['/faults', { provider: 'paypal', operation: 'x', kind: 'error' }],
    ['/clock', { advanceMs: -1 }],
    ['/pace', { pace: 'fast' }],
    ['/do', { standIn: 'stripe' }],
    ['/do', { standIn: 'stripe', control: 'pay', args: { sessionId: 'cs_none' } }],
  ])('refuses nonsense sent to %s', async (route, body) => {
    await expect(sandbox.control('POST', route, body)).rejects.toThrow('400')
  })

  it('shows the mailbox with links that can be followed, and no markup of the mail’s own', async () => {
    const headers = { authorization: 'Bearer re_sandbox', 'content-type': 'application/json' }
    const mail = {
      from: 'a@example.com',
      to: ['b@example.com'],
      subject: '<b>Hi</b>',
      text: 'See https://example.com/x?y=1 <i>',
    }
    await sandbox.request('POST', '/resend/emails', { headers, body: JSON.stringify(mail) })
    const page = await (await sandbox.request('GET', '/')).text()
    expect(page).toContain('nothing here is real money')
    expect(page).toContain('<a href="https://example.com/x?y=1">')
    expect(page).toContain('&lt;b&gt;Hi&lt;/b&gt;')
    expect(page).not.toContain('<b>Hi</b>')
    expect(await sandbox.control('GET', '/mails?to=b@example.com')).toMatchObject([{ subject: '<b>Hi</b>' }])
    expect(await sandbox.control('GET', '/mails?to=c@example.com')).toEqual([])
  })

  it('does the same by the page’s forms', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const post = (route: string, body: string) => sandbox.request('POST', `/page/${route}`, { headers, body })
    await post('faults', 'provider=mail&operation=POST+%2Femails&kind=error&times=3')
    await post('pace', 'pace=realistic')
    expect(await sandbox.control('GET', '/state')).toMatchObject({
      pace: 1,
      faults: [{ provider: 'mail', operation: 'POST /emails', kind: 'error', times: 3 }],
    })
    await post('faults/clear', '')
    expect(await sandbox.control('GET', '/state')).toMatchObject({ faults: [] })
    expect((await post('do', 'standIn=mail&control=clear&args=')).status).toBe(303)
  })
})

describe('with a file', () => {
  it('a restart keeps everything: sessions, keys of idempotency, faults, the clock', async () => {
    const statePath = path.join(folder, 'kept', 'state.json')
    const first = await ownSandbox({ statePath })
    const { session } = await openSession(first)
    await first.control('POST', '/faults', { provider: 'mail', operation: 'POST /emails', kind: 'error' })
    await first.control('POST', '/clock', { advanceMs: 3_600_000 })
    await first.close()

    const second = await ownSandbox({ statePath })
    expect((await callStripe(second, `GET /v1/checkout/sessions/${session}`)).body).toMatchObject({ status: 'open' })
    const state = (await second.control('GET', '/state')) as { faults: unknown[]; now: string }
    expect(state.faults).toHaveLength(1)
    expect(Date.parse(state.now)).toBeGreaterThan(Date.now() + 3_500_000)
    await second.close()
  })

  it('a broken file is named, not overwritten', () => {
    const statePath = path.join(folder, 'broken.json')
    writeFileSync(statePath, '{"half":')
    expect(() => createStore(statePath)).toThrow(statePath)
    expect(readFileSync(statePath, 'utf8')).toBe('{"half":')
  })
})
