import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import * as z from 'zod/mini'

/** Adds up what the tests themselves reported in the folder of .ci/run's logs; a part without a report counts as one failure. */
const logs = process.argv[2] ?? 'test-output/ci'
const report = z.object({ numPassedTests: z.number(), numFailedTests: z.number(), numPendingTests: z.number() })
const read = (name: string) => {
  const file = path.join(logs, name)
  return existsSync(file) ? readFileSync(file, 'utf8') : ''
}

type Counts = { passed: number; failed: number; skipped: number }
const silent: Counts = { passed: 0, failed: 1, skipped: 0 }

function vitest(): Counts {
  const text = read('test.json')
  if (text === '') return silent
  const { numPassedTests: passed, numFailedTests: failed, numPendingTests: skipped } = report.parse(JSON.parse(text))
  return { passed, failed, skipped }
}

/** The journey in a browser is one test; it says `passed` in its last line. */
const browser = (): Counts =>
  /\bpassed; pictures in\b/.test(read('test-e2e.log')) ? { passed: 1, failed: 0, skipped: 0 } : silent

function machines(): Counts {
  const last = /^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/m.exec(read('test-machine.log'))
  if (!last) return silent
  const [passed, failed, skipped] = last.slice(1).map((number) => Number(number ?? 0))
  return { passed: passed ?? 0, failed: failed ?? 0, skipped: skipped ?? 0 }
}

const all = [vitest(), browser(), machines()]
const sum = (key: keyof Counts) => all.reduce((total, counts) => total + counts[key], 0)
console.log(`${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`)
if (sum('failed') > 0) process.exitCode = 1
