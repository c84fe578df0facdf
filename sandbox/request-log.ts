import type { MiddlewareHandler } from 'hono'
import type { Mounted } from './companies.ts'
import { plannedHeader } from './faults-middleware.ts'
import { operationOf } from './operation.ts'
import type { Fault, StandInContext } from './stand-in.ts'

/** One call that a company received; `status` is `cut` where the answer never left. No bodies and no headers: they hold secrets. */
export type LoggedRequest = {
  provider: Fault['provider']
  operation: string
  path: string
  status: number | 'cut'
  at: string
}

/** Enough for a long test run; the oldest go first. */
const kept = 10_000

export type RequestLog = {
  middleware(mounted: Mounted[]): MiddlewareHandler
  list(provider?: string): LoggedRequest[]
  clear(): void
}

/** Every call to a company's API, in order of arrival, kept in memory only: tests count orders, keys and subscriptions by it. */
export function createRequestLog(context: StandInContext): RequestLog {
  let requests: LoggedRequest[] = []
  return {
    middleware: (mounted) => async (c, next) => {
      const { path } = c.req
      const company = companyOf(mounted, path)
      if (!company) return next()
      const at = new Date(context.now()).toISOString()
      const operation = operationOf(c, company.prefix)
      const entry: LoggedRequest = { provider: company.standIn.name, operation, path, status: 'cut', at }
      requests.push(entry)
      if (requests.length > kept) requests = requests.slice(-kept / 2)
      await next()
      if (c.res.headers.get(plannedHeader) !== 'cut') entry.status = c.res.status
    },
    list: (provider) => requests.filter((each) => provider === undefined || each.provider === provider),
    clear() {
      requests = []
    },
  }
}

/** Whose API a path belongs to; Stripe has no prefix of its own but `/v1`. */
export const companyOf = (mounted: Mounted[], path: string): Mounted | undefined =>
  mounted.find(({ prefix }) => path.startsWith(prefix === '' ? '/v1/' : `${prefix}/`))
