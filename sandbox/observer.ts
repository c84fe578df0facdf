import type { MiddlewareHandler } from 'hono'
import type { Mounted } from './companies.ts'
import { plannedHeader } from './faults-middleware.ts'
import { companyOf } from './request-log.ts'
import type { Fault } from './stand-in.ts'

/** A whole call to a company and its answer, as contract tests compare them with the company's schema. */
export type Exchange = {
  provider: Fault['provider']
  method: string
  /** Without the sandbox's prefix: `/keys/abc`. */
  path: string
  query: string
  requestBody: string
  status: number
  responseBody: string
}

/** Passes each exchange on, but for answers that a planned fault cut or spoiled. */
export const observer =
  (mounted: Mounted[], observe: (exchange: Exchange) => void): MiddlewareHandler =>
  async (c, next) => {
    const url = new URL(c.req.url)
    const company = companyOf(mounted, url.pathname)
    if (!company) return next()
    const requestBody = await c.req.text()
    await next()
    if (c.res.headers.has(plannedHeader)) return
    observe({
      provider: company.standIn.name,
      method: c.req.method,
      path: url.pathname.slice(company.prefix.length),
      query: url.search.slice(1),
      requestBody,
      status: c.res.status,
      responseBody: await c.res.clone().text(),
    })
  }
