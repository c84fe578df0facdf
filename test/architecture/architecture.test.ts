import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { barrels, forbiddenImports, impurities, type Source, tooLong } from './rules.ts'

const root = path.join(import.meta.dirname, '../..')

const sources: Source[] = ['worker', 'durable-objects', 'web', 'sandbox', 'scripts']
  .flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true }).map((file) => path.join(folder, String(file))),
  )
  .filter((file) => /\.tsx?$/.test(file))
  .map((file) => ({ path: file, text: readFileSync(path.join(root, file), 'utf8') }))

const file = (path: string, text: string): Source[] => [{ path, text }]

describe('the folder table', () => {
  it('holds for every import', () => {
    expect(sources.length).toBeGreaterThan(100)
    expect(forbiddenImports(sources)).toEqual([])
  })

  it.each([
    ['worker/domain/deployment/decide.ts', "import * as z from 'zod/mini'", 'zod/mini'],
    ['worker/domain/money.ts', "import type { Config } from '../config.ts'", 'worker/config.ts'],
    ['worker/providers/ovh/port.ts', "import type { Terms } from '../../domain/deployment/events.ts'", 'worker/domain'],
    ['worker/providers/stripe/port.ts', "import { Hono } from 'hono'", 'hono'],
    ['worker/effects/perform.ts', "import { readConfig } from '../config.ts'", 'worker/config.ts'],
    ['worker/http/app.ts', "import { decide } from '../domain/deployment/decide.ts'", 'worker/domain'],
    ['worker/http/app.ts', "import { createStripe } from '../providers/stripe/adapter.ts'", 'worker/providers'],
    ['worker/index.ts', "import { settings } from '../sandbox/settings.ts'", 'sandbox/settings.ts'],
    ['durable-objects/outbox.ts', "const it = await import('../sandbox/store.ts')", 'sandbox/store.ts'],
    ['durable-objects/outbox.ts', "export { given } from '../test/scenario.ts'", 'test/scenario.ts'],
    ['web/src/api.ts', "import {\n  app,\n} from '../../worker/http/app.ts'", 'worker/http/app.ts'],
    ['web/src/api.ts', "import type { Terms } from '../../worker/domain/deployment/events.ts'", 'worker/domain'],
    ['sandbox/ovh/cart.ts', "import { createOvh } from '../../worker/providers/ovh/adapter.ts'", 'worker/providers'],
  ])('finds what it forbids: %s ‹ %s', (path, text, target) => {
    expect(forbiddenImports(file(path, text))).toEqual([expect.stringContaining(target)])
  })

  it.each([
    ['worker/domain/deployment/decide.ts', "import { accept } from '../decider.ts'"],
    ['worker/http/routes/deploy.ts', "import type { Terms } from '../../domain/deployment/events.ts'"],
    ['web/src/api.ts', "import type { App } from '../../worker/http/app.ts'"],
    ['sandbox/ovh/cart.ts', "import type { ServerNeed } from '../../worker/providers/ovh/port.ts'"],
  ])('allows what it should: %s ‹ %s', (path, text) => {
    expect(forbiddenImports(file(path, text))).toEqual([])
  })
})

describe('the domain', () => {
  it('reads no clock, no chance and nothing of the world', () => {
    expect(sources.filter(({ path }) => path.startsWith('worker/domain/')).length).toBeGreaterThan(10)
    expect(impurities(sources)).toEqual([])
  })

  it.each(['Date.now()', 'crypto.randomUUID()', 'fetch(url)', 'Math.random()', 'setTimeout(f)', 'console.log(1)'])(
    'would be found using %s',
    (text) => {
      expect(impurities(file('worker/domain/deployment/decide.ts', `const x = ${text}`))).toHaveLength(1)
      expect(impurities(file('worker/domain/deployment/decide.ts', `// ${text}\nconst x = '${text}'`))).toEqual([])
      expect(impurities(file('durable-objects/outbox.ts', `const x = ${text}`))).toEqual([])
    },
  )
})

describe('a file', () => {
  it('has one idea, so at most about 200 lines', () => {
    expect(tooLong(sources)).toEqual([])
    expect(tooLong(file('worker/long.ts', 'x\n'.repeat(221)))).toEqual(['worker/long.ts has 221 lines'])
  })

  it('is more than a list of what other files export', () => {
    expect(barrels(sources)).toEqual([])
    expect(barrels(file('worker/index.ts', "export * from './a.ts'\nexport type { B } from './b.ts'\n"))).toHaveLength(
      1,
    )
    expect(barrels(file('worker/a.ts', "export { B } from './b.ts'\nexport const a = 1\n"))).toEqual([])
  })
})
