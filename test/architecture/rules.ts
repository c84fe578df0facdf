import path from 'node:path'

export type Source = { path: string; text: string }
type Import = { from: string; to: string; typesOnly: boolean }

/** What a folder may import beside itself: a folder, a file, or a package by its first part. `types` is erased when it runs. */
type Rule = { values: readonly string[]; types?: readonly string[]; packages: readonly string[] | 'any' }

/**
 * The folder table. The longest folder that a file lies in is the one that counts; tests and scripts may import
 * everything and stand in no row.
 */
const table: Record<string, Rule> = {
  'worker/domain': { values: [], packages: [] },
  'worker/machine': { values: [], packages: ['zod', 'node:buffer'] },
  'worker/providers': { values: [], packages: ['zod', 'stripe', 'ssh2', '@ovhcloud', 'node:buffer', 'node:crypto'] },
  'worker/effects': {
    values: ['worker/domain', 'worker/providers', 'worker/machine'],
    types: ['worker/config.ts'],
    packages: [],
  },
  'worker/projections': {
    values: ['worker/domain', 'worker/http/api.ts'],
    types: ['worker/config.ts', 'durable-objects/outbox.ts'],
    packages: ['drizzle-orm'],
  },
  'worker/cron': { values: ['worker/projections'], types: ['worker/config.ts'], packages: [] },
  'worker/http': {
    values: [
      'worker/domain/decider.ts',
      'worker/effects',
      'worker/machine/report.ts',
      'worker/projections',
      'worker/providers/provider-error.ts',
      'worker/providers/stripe/port.ts',
      'worker/config.ts',
      'durable-objects/deployment-rpc.ts',
    ],
    types: ['worker/domain', 'worker/providers'],
    packages: ['hono', 'zod', 'better-auth', 'drizzle-orm', 'cloudflare:workers'],
  },
  worker: {
    values: ['durable-objects/deployment-object.ts', 'durable-objects/fleet-object.ts'],
    types: ['durable-objects'],
    packages: ['zod'],
  },
  'durable-objects': {
    values: ['worker/domain', 'worker/effects', 'worker/projections', 'worker/config.ts'],
    types: ['worker/http/api.ts', 'worker/machine'],
    packages: ['cloudflare:workers'],
  },
  web: { values: [], types: ['worker/http/api.ts', 'worker/http/app.ts'], packages: 'any' },
  sandbox: { values: ['worker/machine', 'worker/providers/ssh/openssh-key.ts'], types: ['worker'], packages: 'any' },
}

const lies = (file: string, folder: string) => file === folder || file.startsWith(`${folder}/`)

/** Imports that the table doesn't allow, as sentences. */
export function forbiddenImports(sources: readonly Source[]): string[] {
  return sources.flatMap((source) => {
    const folder = folderOf(source.path)
    const rule = folder && table[folder]
    if (!rule) return []
    return importsOf(source)
      .filter((one) => !isAllowed(one, folder, rule))
      .map(({ from, to, typesOnly }) => `${from} may not import ${typesOnly ? 'types from ' : ''}${to}`)
  })
}

function folderOf(file: string): string | undefined {
  return Object.keys(table)
    .filter((folder) => lies(file, folder))
    .sort((a, b) => b.length - a.length)[0]
}

function isAllowed({ to, typesOnly }: Import, folder: string, rule: Rule): boolean {
  if (!isFile(to)) return rule.packages === 'any' || rule.packages.some((name) => lies(to, name))
  // The files at worker/'s top are its map: they may name every folder of it, and no folder counts as theirs.
  if (folder === 'worker' ? to.startsWith('worker/') : folderOf(to) === folder) return true
  return [...rule.values, ...(typesOnly ? (rule.types ?? []) : [])].some((allowed) => lies(to, allowed))
}

const isFile = (target: string) => /^(worker|durable-objects|web|sandbox|scripts|test|migrations)\//.test(target)

/** Static imports, re-exports, and imports at run time. */
function importsOf({ path: from, text }: Source): Import[] {
  const found = text.matchAll(
    /^\s*(?:import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?'([^']+)'|\bimport\(\s*'([^']+)'/gm,
  )
  return [...found].map(([, type, statically, atRunTime]) => {
    const target = statically ?? atRunTime ?? ''
    const to = target.startsWith('.') ? path.posix.join(path.posix.dirname(from), target) : target
    return { from, to: to.split('?')[0] ?? to, typesOnly: type !== undefined }
  })
}

/** Where the domain reads a clock, chance or the world; `time.ts` alone may use Date, as a calendar. */
export function impurities(sources: readonly Source[]): string[] {
  const impure =
    /\b(?:Date|crypto|fetch|Math\.random|setTimeout|setInterval|queueMicrotask|console|performance|process|globalThis|async|await)\b/g
  return sources
    .filter((source) => lies(source.path, 'worker/domain'))
    .flatMap((source) => {
      const found = [...codeOf(source.text).matchAll(impure)].map(([word]) => word)
      const wrong = source.path === 'worker/domain/time.ts' ? found.filter((word) => word !== 'Date') : found
      return wrong.map((word) => `${source.path} uses ${word}`)
    })
}

/** The text without comments and without the words inside of strings. */
function codeOf(text: string): string {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\/\/.*$/gm, '')
    .replace(/'(?:[^'\\\n]|\\.)*'/g, "''")
}

/** Files that only hand on what others export. */
export function barrels(sources: readonly Source[]): string[] {
  return sources
    .filter(({ text }) => {
      const statements = codeOf(text)
        .replace(/^\s*import\s[^;]*?from ''\s*$/gm, '')
        .replace(/\bexport\s+(?:type\s+)?(?:\*(?:\s+as\s+\w+)?|\{[^}]*\})\s+from\s+''/g, '')
      return text.includes('export') && statements.trim() === ''
    })
    .map(({ path }) => path)
}

/** Above about 200 lines an idea should be split; these may be longer, each for its reason. */
const MOST_LINES = 220
const mayBeLonger: Record<string, string> = {}

export function tooLong(sources: readonly Source[]): string[] {
  return sources
    .map(({ path, text }) => ({ path, lines: text.trimEnd().split('\n').length }))
    .filter(({ path, lines }) => lines > MOST_LINES && !(path in mayBeLonger))
    .map(({ path, lines }) => `${path} has ${lines} lines`)
}
