import { execFile } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

const root = path.resolve(import.meta.dirname, '../..')
const planted = readFileSync(path.join(import.meta.dirname, 'stripe-planted.ts'), 'utf8')
const folder = path.join(root, 'test-output/stripe-planted')

/** What the compiler says of the planted file, put aside under another text. */
async function complaints(text: string): Promise<string[]> {
  const flags = ['--noEmit', '--strict', '--skipLibCheck', '--target', 'ES2024', '--module', 'ESNext']
  const more = ['--moduleResolution', 'Bundler', '--allowImportingTsExtensions', '--types', 'node', '--ignoreConfig']
  mkdirSync(folder, { recursive: true })
  const file = path.join(folder, 'planted.ts')
  writeFileSync(file, text)
  const compiler = path.join(root, 'node_modules/.bin/tsc')
  const output = await promisify(execFile)(compiler, [...flags, ...more, file], { cwd: root }).then(
    ({ stdout }) => stdout,
    (error: { stdout: string }) => error.stdout,
  )
  rmSync(folder, { recursive: true })
  return output.split('\n').filter((line) => line.includes('error TS'))
}

it("notices each wrong field by the types of Stripe's SDK", async () => {
  const marks = planted.match(/@ts-expect-error/g) ?? []
  expect(marks).toHaveLength(5)
  expect(await complaints(planted)).toEqual([])
  expect(await complaints(planted.replaceAll('@ts-expect-error', 'without a mark:'))).toHaveLength(5)
}, 60_000)
