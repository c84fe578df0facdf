import type { Context } from 'hono'
import { matchedRoutes } from 'hono/route'

/**
 * What a call asks of a company, as faults and the log of requests name it: the method and the route with `{}` for
 * ids, without the prefix that the sandbox mounts the company under. `GET /keys/{}`.
 */
export function operationOf(c: Context, prefix: string): string {
  const route = matchedRoutes(c).findLast(({ path }) => !path.endsWith('*'))
  const path = route?.path ?? c.req.path
  const bare = path.startsWith(prefix) ? path.slice(prefix.length) : path
  return `${c.req.method} ${bare.replace(/:[^/]+/g, '{}') || '/'}`
}
