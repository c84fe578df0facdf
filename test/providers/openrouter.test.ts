import { afterEach, describe, expect, it } from 'vitest'
import { createOpenRouter, usedMicros } from '../../worker/providers/openrouter/adapter.ts'
import { ProviderError } from '../../worker/providers/provider-error.ts'
import { clearFaults, control, planFault, requestsTo, sandboxUrl } from './sandbox-client.ts'
import { openRouterSuite } from './suites/openrouter-suite.ts'

const config = { apiBase: `${sandboxUrl}/openrouter/api/v1`, managementKey: 'sk-or-v1-sandbox-management' }
const keys = createOpenRouter(config)
const failed = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'no error',
    (error: unknown) => (error instanceof ProviderError ? error.facts : error),
  )

afterEach(clearFaults)

openRouterSuite({ name: "OpenRouter's stand-in", provider: () => keys })

describe('OpenRouter', () => {
  it('counts use as a total that goes past the limit, as requests in flight do', async () => {
    const { keyHash } = await keys.createKey({ name: `use_${crypto.randomUUID()}`, limitMicros: 1_000_000 })
    await control('openrouter', 'burn', { keyHash, usd: 0.3 })
    await control('openrouter', 'burn', { keyHash, usd: 0.9 })
    expect((await keys.getKeyUsage(keyHash))?.usedMicros).toBe(1_200_000)
  })

  it('lists older keys page by page, newest first', async () => {
    for (const name of ['older', 'newer']) await keys.createKey({ name, limitMicros: 1 })
    expect((await keys.listKeys()).slice(0, 2).map((key) => key.name)).toEqual(['newer', 'older'])
    expect((await keys.listKeys(1))[0]?.name).toBe('older')
  })

  it('makes one key whose answer is lost, and says that it may have', async () => {
    const name = `lost_${crypto.randomUUID()}`
    await planFault({ provider: 'openrouter', operation: 'POST /keys', kind: 'lost_answer' })
    expect(await failed(keys.createKey({ name, limitMicros: 1 }))).toMatchObject({
      kind: 'unknown_outcome',
      operation: 'POST /keys',
    })
    expect((await keys.listKeys()).filter((key) => key.name === name)).toHaveLength(1)
  })

  it.each([
    ['no_answer', 'unknown_outcome', undefined],
    ['error', 'unknown_outcome', 500],
    ['garbage', 'unknown_outcome', 200],
    ['rate_limit', 'transient', 429],
    ['refuse', 'refused', 400],
  ] as const)('reads %s of a POST as %s', async (kind, expected, status) => {
    await planFault({ provider: 'openrouter', operation: 'POST /keys', kind })
    const facts = await failed(keys.createKey({ name: `fault_${kind}`, limitMicros: 1 }))
    expect(facts).toMatchObject({ provider: 'openrouter', kind: expected, ...(status ? { status } : {}) })
  })

  it.each([
    ['no_answer', 'transient'],
    ['error', 'transient'],
    ['garbage', 'unexpected_shape'],
    ['rate_limit', 'transient'],
    ['refuse', 'refused'],
  ] as const)('reads %s of a GET as %s', async (kind, expected) => {
    await planFault({ provider: 'openrouter', operation: 'GET /keys', kind })
    expect(await failed(keys.listKeys())).toMatchObject({ kind: expected })
  })

  it('passes on how long to wait', async () => {
    await planFault({ provider: 'openrouter', operation: 'GET /keys', kind: 'rate_limit' })
    expect(await failed(keys.listKeys())).toMatchObject({ retryAfterSeconds: 1, code: '429' })
  })

  it('never retries by itself', async () => {
    const before = (await requestsTo('openrouter', 'GET /keys')).length
    await planFault({ provider: 'openrouter', operation: 'GET /keys', kind: 'no_answer', times: 3 })
    await failed(keys.listKeys())
    expect((await requestsTo('openrouter', 'GET /keys')).length).toBe(before + 1)
  })

  it('does not take a refusal for a deleted key', async () => {
    await planFault({ provider: 'openrouter', operation: 'DELETE /keys/{}', kind: 'refuse', status: 403 })
    expect(await failed(keys.deleteKey('abc'))).toMatchObject({ kind: 'refused', status: 403 })
  })

  it('refuses an inference key for management', async () => {
    const { secret } = await keys.createKey({ name: 'inference', limitMicros: 1 })
    const wrong = createOpenRouter({ ...config, managementKey: secret })
    expect(await failed(wrong.listKeys())).toMatchObject({ kind: 'refused', status: 403 })
  })
})

describe('usedMicros', () => {
  it.each([
    [0, 0],
    [0.29, 290_000],
    [0.0000001, 1],
    [25.5, 25_500_000],
    [3.17561396, 3_175_614],
    [9_999.999999, 9_999_999_999],
  ])('rounds $%s up to %s micro-dollars, without counting a double’s error', (usd, micros) => {
    expect(usedMicros(usd)).toBe(micros)
  })
})
