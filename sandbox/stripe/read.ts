import type { Context } from 'hono'
import * as z from 'zod/mini'
import type { StripeState } from './account.ts'
import { expand, int, readParams, text } from './form.ts'
import { invalid, missing } from './refusal.ts'

/** Reads the parameters of a GET or DELETE, which travel in the address. */
export const query = <T>(c: Context, schema: z.ZodMiniType<T>): T =>
  readParams(new URL(c.req.url).search.slice(1), schema)

/** Reads the parameters of a POST, form-encoded. */
export async function body<T>(c: Context, schema: z.ZodMiniType<T>): Promise<T> {
  const type = c.req.header('content-type') ?? ''
  const encoded = await c.req.text()
  if (encoded !== '' && !type.startsWith('application/x-www-form-urlencoded'))
    throw invalid(`Invalid request: bodies are form-encoded, not ${type || 'untyped'}.`)
  return readParams(encoded, schema)
}

export const onlyExpand = z.strictObject({ expand })

const page = { limit: z.optional(int), starting_after: z.optional(text), expand }
/** Parameters of a list: paging and these filters, each an exact value. */
export const listParams = <Shape extends z.core.$ZodShape>(filters: Shape) => z.strictObject({ ...page, ...filters })

/** A page of what fits, newest first, as every list of Stripe's is. */
export function listPage<T extends { id: string }>(
  c: Context,
  all: Record<string, T>,
  paging: { limit?: number | undefined; starting_after?: string | undefined },
  fits: (object: T) => boolean = () => true,
): Response {
  const { limit = 10, starting_after: after } = paging
  if (limit < 1 || limit > 100) throw invalid('Invalid limit: must be between 1 and 100', { param: 'limit' })
  const newestFirst = Object.values(all).filter(fits).reverse()
  const from = after === undefined ? 0 : newestFirst.findIndex((each) => each.id === after) + 1
  if (after !== undefined && from === 0) throw missing('object', after, 'starting_after')
  const data = newestFirst.slice(from, from + limit)
  return c.json({ object: 'list', data, has_more: newestFirst.length > from + limit, url: c.req.path })
}

const sections = [
  'customers',
  'prices',
  'sessions',
  'subscriptions',
  'invoices',
  'paymentIntents',
  'paymentMethods',
] as const

/** A copy with the ids at these dotted paths replaced by their objects; a path that leads nowhere is refused. */
export function expanded(state: StripeState, object: object, paths: string[] | undefined): object {
  const copy = structuredClone(object)
  for (const path of paths ?? []) {
    let node = copy as Record<string, unknown>
    for (const name of path.split('.')) {
      if (!(name in node)) throw invalid(`This property cannot be expanded (${path}).`, { param: 'expand' })
      const id = node[name]
      if (typeof id === 'string') node[name] = structuredClone(find(state, id)) ?? id
      node = (node[name] ?? {}) as Record<string, unknown>
    }
  }
  return copy
}

function find(state: StripeState, id: string): object | undefined {
  for (const section of sections) {
    const found = state[section][id]
    if (found) return found
  }
  return undefined
}
