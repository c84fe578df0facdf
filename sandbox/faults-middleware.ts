import type { ServerResponse } from 'node:http'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Context, MiddlewareHandler } from 'hono'
import { operationOf } from './operation.ts'
import type { Fault, StandInContext } from './stand-in.ts'

/** Header of an answer that is no answer of the company's: `cut` never reached the caller, `garbage` is meant to be unreadable. */
export const plannedHeader = 'x-sandbox-planned'

type Options = {
  context: StandInContext
  provider: Fault['provider']
  /** Where the sandbox mounts the company, e.g. `/ovh/1.0`; operations are named without it. */
  prefix: string
  /** The company's own error document. */
  refuse(c: Context, error: { status: number; message: string; code?: string }): Response | Promise<Response>
}

/** Makes planned faults happen to the calls of one company (stand-in.ts has the table of kinds). */
export function faultsMiddleware({ context, provider, prefix, refuse }: Options): MiddlewareHandler {
  return async (c, next) => {
    const fault = context.faults.take(provider, operationOf(c, prefix))
    if (!fault) return next()
    const { code, message = 'A planned fault of the sandbox.' } = fault
    switch (fault.kind) {
      case 'refuse':
        return refuse(c, { status: fault.status ?? 400, message, ...(code ? { code } : {}) })
      case 'error':
        return refuse(c, { status: fault.status ?? 500, message, ...(code ? { code } : {}) })
      case 'rate_limit': {
        const limited = await refuse(c, { status: 429, message, ...(code ? { code } : {}) })
        limited.headers.set('retry-after', '1')
        return limited
      }
      case 'no_answer':
        return cut(c)
      case 'lost_answer':
        await next()
        replace(c, cut(c))
        return
      case 'garbage':
        await next()
        replace(c, Response.json({ planned: 'garbage' }, { headers: { [plannedHeader]: 'garbage' } }))
        return
      default:
        return fault.kind satisfies never
    }
  }
}

/** Cuts the connection under an answer, as a network does. */
export function cut(c: Context): Response {
  const outgoing = (c.env as { outgoing?: ServerResponse }).outgoing
  if (!outgoing) throw new Error('Only a call over a real connection can be cut.')
  outgoing.destroy()
  const answer = new Response(null, { headers: RESPONSE_ALREADY_SENT.headers })
  answer.headers.set(plannedHeader, 'cut')
  return answer
}

/** Hono merges the headers of an answer that is assigned over another; these two have nothing in common. */
function replace(c: Context, answer: Response): void {
  c.res = undefined
  c.res = answer
}
