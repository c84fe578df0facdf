import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'

/** Kilobytes after gzip that a page may cost: what every page loads first, and what each later part adds. */
export const budgets = { firstLoadJs: 40, firstLoadCss: 10, partJs: 25 } as const

export type BudgetReport = {
  firstLoadJs: number
  firstLoadCss: number
  /** What each part that is fetched later (a page, a dialog) adds to the first load, largest first. */
  parts: { name: string; kb: number }[]
  /** One sentence for each budget that is exceeded. */
  exceeded: string[]
}

/** Weighs the files of a build in `clientDir`, as its index.html and the imports of its chunks name them. */
export function weigh(clientDir: string): BudgetReport {
  const assets = path.join(clientDir, 'assets')
  const html = readFileSync(path.join(clientDir, 'index.html'), 'utf8')
  const scripts = new Map(
    readdirSync(assets)
      .filter((file) => file.endsWith('.js'))
      .map((file) => [file, readFileSync(path.join(assets, file), 'utf8')]),
  )
  const named = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map((match) => match[1] ?? '')
  const closure = (files: string[], found = new Set<string>()): Set<string> => {
    for (const file of files) {
      if (found.has(file) || !scripts.has(file)) continue
      found.add(file)
      closure(named(scripts.get(file) ?? '', /(?:from|import)\s*["'`]\.\/([^"'`]+)["'`]/g), found)
    }
    return found
  }
  const kb = (files: Iterable<string>) =>
    [...files].reduce((sum, file) => sum + gzipSync(readFileSync(path.join(assets, file)), { level: 9 }).length, 0) /
    1000

  const first = closure(named(html, /\/assets\/([^"]+\.js)"/g))
  const laterParts = new Set(
    [...scripts.values()].flatMap((text) => named(text, /import\(\s*["'`]\.\/([^"'`]+)["'`]\s*\)/g)),
  )
  const parts = [...laterParts]
    .map((name) => ({ name, kb: kb([...closure([name])].filter((file) => !first.has(file))) }))
    .sort((a, b) => b.kb - a.kb)
  const firstLoadJs = kb(first)
  const firstLoadCss = kb(named(html, /\/assets\/([^"]+\.css)"/g))

  const exceeded = [
    ...(firstLoadJs > budgets.firstLoadJs
      ? [over('The first load’s JavaScript', firstLoadJs, budgets.firstLoadJs)]
      : []),
    ...(firstLoadCss > budgets.firstLoadCss ? [over('The first load’s CSS', firstLoadCss, budgets.firstLoadCss)] : []),
    ...parts.filter((part) => part.kb > budgets.partJs).map((part) => over(part.name, part.kb, budgets.partJs)),
  ]
  return { firstLoadJs, firstLoadCss, parts, exceeded }
}

const over = (what: string, is: number, may: number) => `${what} weighs ${is.toFixed(1)} KB, more than ${may} KB.`

/** `node scripts/check-budgets.ts` weighs the last build and ends with 1 when it is too heavy. */
if (import.meta.main) {
  const report = weigh(path.join(import.meta.dirname, '../dist/client'))
  console.log(JSON.stringify(report, null, 2))
  if (report.exceeded.length > 0) process.exitCode = 1
}
