import { afterAll, beforeAll, expect, it } from 'vitest'
import { type OwnSandbox, ownSandbox } from './own-sandbox.ts'

let sandbox: OwnSandbox
beforeAll(async () => {
  sandbox = await ownSandbox()
})
afterAll(() => sandbox.close())

type Key = { hash: string; name: string; usage: number; limit_remaining: number | null; usage_daily: number }
type Answer = { status: number; body: { data: Key; key: string; error?: { code: number; message: string } } }

async function call(operation: string, body?: unknown, key = 'sk-or-v1-sandbox-management'): Promise<Answer> {
  const [method = 'GET', path = ''] = operation.split(' ')
  const response = await sandbox.request(method, `/openrouter/api/v1${path}`, {
    headers: { ...(key ? { authorization: `Bearer ${key}` } : {}), 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return { status: response.status, body: (await response.json()) as Answer['body'] }
}

it('shows a key’s secret once, and keeps only its hash', async () => {
  const made = await call('POST /keys', { name: 'one', limit: 25 })
  expect(made).toMatchObject({ status: 201, body: { key: expect.stringMatching(/^sk-or-v1-[0-9a-f]{64}$/) } })
  const read = await call(`GET /keys/${made.body.data.hash}`)
  expect(read.body.data).toEqual(made.body.data)
  expect(JSON.stringify([read, await sandbox.control('GET', '/state')])).not.toContain(made.body.key)
  expect((await call('GET /key', undefined, made.body.key)).body.data).toMatchObject({ limit_remaining: 25 })
})

it.each([
  ['no key', '', 401],
  ['a key it never gave', 'nonsense', 401],
  ['an inference key', 'sk-or-v1-00', 403],
])('refuses %s', async (_, key, status) => {
  expect(await call('GET /keys', undefined, key)).toMatchObject({ status, body: { error: { code: status } } })
})

it.each([
  ['no name', { limit: 1 }],
  ['a limit that is text', { name: 'x', limit: '25' }],
  ['an unknown reset', { name: 'x', limit_reset: 'yearly' }],
  ['a field it does not know', { name: 'x', limits: 5 }],
  ['a key that is born disabled', { name: 'x', disabled: true }],
])('refuses a new key with %s', async (_, body) => {
  expect(await call('POST /keys', body)).toMatchObject({ status: 400, body: { error: { code: 400 } } })
})

it('refuses to change when a key expires, as OpenRouter does', async () => {
  const { hash } = (await call('POST /keys', { name: 'two' })).body.data
  expect((await call(`PATCH /keys/${hash}`, { expires_at: '2030-01-01T00:00:00Z' })).status).toBe(400)
})

it('never forgets use: a new day or a new limit leave it, and what is left may be negative', async () => {
  const { hash } = (await call('POST /keys', { name: 'three', limit: 1, limit_reset: null })).body.data
  await sandbox.act('openrouter', 'burn', { keyHash: hash, usd: 1.25 })
  await sandbox.control('POST', '/clock', { advanceMs: 2 * 86_400_000 })
  expect((await call(`GET /keys/${hash}`)).body.data).toMatchObject({
    usage: 1.25,
    limit_remaining: -0.25,
    usage_daily: 0,
  })
  expect((await call(`PATCH /keys/${hash}`, { limit: 5 })).body.data).toMatchObject({
    usage: 1.25,
    limit_remaining: 3.75,
  })
})

it('keeps the account’s use when a key is deleted, and knows the key no more', async () => {
  const { hash } = (await call('POST /keys', { name: 'four' })).body.data
  await sandbox.act('openrouter', 'burn', { name: 'four', usd: 2 })
  const before = (await call('GET /credits')).body.data
  expect(await call(`DELETE /keys/${hash}`)).toMatchObject({ status: 200, body: { deleted: true } })
  expect((await call('GET /credits')).body.data).toEqual(before)
  for (const operation of [`GET /keys/${hash}`, `DELETE /keys/${hash}`, `PATCH /keys/${hash}`])
    expect((await call(operation)).status).toBe(404)
})

it('lists a hundred at a time, newest first, disabled ones only when asked', async () => {
  for (let index = 0; index < 105; index += 1) await call('POST /keys', { name: `many-${index}` })
  const list = async (query: string) => ((await call(`GET /keys${query}`)).body.data as unknown as Key[]) ?? []
  const first = await list('')
  expect(first).toHaveLength(100)
  expect(first[0]?.name).toBe('many-104')
  expect((await list('?offset=100')).map((key) => key.name)).toEqual(expect.arrayContaining(['many-4', 'many-0']))
  await call(`PATCH /keys/${first[0]?.hash}`, { disabled: true })
  expect((await list(''))[0]?.name).toBe('many-103')
  expect((await list('?include_disabled=true'))[0]?.name).toBe('many-104')
})
