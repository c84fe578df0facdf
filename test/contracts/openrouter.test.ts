import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Exchange } from '../../sandbox/observer.ts'
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts'
import { createOpenRouter } from '../../worker/providers/openrouter/adapter.ts'
import { freePorts } from '../setup/free-ports.ts'
import { loadOpenRouterContract } from './openrouter-contract.ts'

const check = loadOpenRouterContract()

describe.skipIf(!check)("OpenRouter's schema (skipped without ../shared/contracts)", () => {
  const exchanges: Exchange[] = []
  let sandbox: Sandbox

  beforeAll(async () => {
    sandbox = await startSandbox({
      ports: await freePorts(),
      pace: 0,
      observe: (exchange) => exchanges.push(exchange),
    })
    const keys = createOpenRouter({
      apiBase: `${sandbox.url}/openrouter/api/v1`,
      managementKey: 'sk-or-v1-sandbox-management',
    })
    const { keyHash } = await keys.createKey({ name: 'dep_1#1', limitMicros: 25_000_000 })
    await keys.getKeyUsage(keyHash)
    await keys.updateKeyLimit(keyHash, { limitMicros: 30_500_000 })
    await keys.updateKeyLimit(keyHash, { disabled: true })
    await keys.listKeys()
    await keys.deleteKey(keyHash)
    await keys.deleteKey(keyHash)
  })
  afterAll(() => sandbox.close())

  it('allows each request of the adapter and each answer of the stand-in', () => {
    expect(exchanges.map(({ method, status }) => `${method} ${status}`)).toEqual([
      'POST 201',
      'GET 200',
      'PATCH 200',
      'PATCH 200',
      'GET 200',
      'DELETE 200',
      'DELETE 404',
    ])
    expect(exchanges.flatMap((exchange) => check?.(exchange) ?? [])).toEqual([])
  })

  it.each<[string, (exchange: Exchange) => Exchange, string]>([
    [
      'an unknown field in a request',
      (e) => ({ ...e, requestBody: planted(e.requestBody, { limits: 5 }) }),
      '"limits"',
    ],
    ['a wrong type in a request', (e) => ({ ...e, requestBody: planted(e.requestBody, { limit: '25' }) }), '/limit'],
    [
      'an unknown field in an answer',
      (e) => ({ ...e, responseBody: planted(e.responseBody, { secret: 'x' }) }),
      '"secret"',
    ],
    ['a missing field in an answer', (e) => ({ ...e, responseBody: '{"data":{},"key":"k"}' }), "'hash'"],
    ['an unknown query parameter', (e) => ({ ...e, query: 'page=2' }), 'page'],
    ['a status that is not foreseen', (e) => ({ ...e, status: 202 }), '202'],
  ])('notices %s', (_, plant, word) => {
    const [made] = exchanges
    if (!made) throw new Error('nothing was exchanged')
    expect(check?.(plant(made)).join('\n')).toContain(word)
  })
})

const planted = (body: string, more: object) => JSON.stringify({ ...JSON.parse(body), ...more })
