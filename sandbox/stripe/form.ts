import * as z from 'zod/mini'
import { invalid } from './refusal.ts'

type Node = string | Node[] | { [name: string]: Node }

/** Reads Stripe's form encoding: `a[b]=1`, `a[0][b]=1`, `a[]=1`. */
export function parseForm(encoded: string): { [name: string]: Node } {
  const root: { [name: string]: Node } = {}
  for (const [name, value] of new URLSearchParams(encoded)) {
    const path = [name.split('[')[0] ?? '', ...Array.from(name.matchAll(/\[([^\]]*)\]/g), (match) => match[1] ?? '')]
    put(root, path, value)
  }
  return arraysIn(root) as { [name: string]: Node }
}

function put(node: { [name: string]: Node }, [name = '', ...rest]: string[], value: string): void {
  const key = name === '' ? String(Object.keys(node).length) : name
  if (rest.length === 0) {
    node[key] = value
    return
  }
  const child = node[key]
  const next = typeof child === 'object' && !Array.isArray(child) ? child : {}
  node[key] = next
  put(next, rest, value)
}

/** Objects whose names count from 0 are lists. */
function arraysIn(node: Node): Node {
  if (typeof node === 'string') return node
  const entries = Object.entries(node)
  const list = entries.length > 0 && entries.every(([name], index) => name === String(index))
  if (list) return entries.map(([, child]) => arraysIn(child))
  return Object.fromEntries(entries.map(([name, child]) => [name, arraysIn(child)]))
}

// What a parameter may be; each is read from text, as everything in a form is.

export const text = z.string().check(z.minLength(1), z.maxLength(5000))
export const bool = z.pipe(
  z.enum(['true', 'false']),
  z.transform((value) => value === 'true'),
)
export const int = z.pipe(z.string().check(z.regex(/^-?\d+$/)), z.transform(Number))
/** At most 50 names of 40 characters, values of 500 (docs.stripe.com/api/metadata). An empty value removes the name. */
export const metadata = z
  .record(z.string().check(z.maxLength(40)), z.string().check(z.maxLength(500)))
  .check(z.refine((value) => Object.keys(value).length <= 50, 'at most 50 keys'))
export const expand = z.optional(z.array(z.string()))

/** Reads a form by a strict schema; what is unknown, missing or wrong is refused as Stripe refuses it. */
export function readParams<T>(encoded: string, schema: z.ZodMiniType<T>): T {
  const form = parseForm(encoded)
  const parsed = schema.safeParse(form)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  if (!issue) throw invalid('Invalid request.')
  if (issue.code === 'unrecognized_keys') {
    const param = bracketed([...issue.path, issue.keys[0] ?? ''])
    throw invalid(`Received unknown parameter: ${param}`, { param, code: 'parameter_unknown' })
  }
  const param = bracketed(issue.path)
  if (valueAt(form, issue.path) === undefined)
    throw invalid(`Missing required param: ${param}.`, { param, code: 'parameter_missing' })
  throw invalid(`Invalid ${param}: ${issue.message}`, { param, code: 'parameter_invalid' })
}

const bracketed = ([first, ...rest]: PropertyKey[]): string =>
  `${String(first ?? '')}${rest.map((name) => `[${String(name)}]`).join('')}`

function valueAt(node: unknown, path: PropertyKey[]): unknown {
  return path.reduce<unknown>((value, name) => (value as Record<PropertyKey, unknown> | undefined)?.[name], node)
}
