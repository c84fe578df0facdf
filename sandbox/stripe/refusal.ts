import type { Context } from 'hono'
import { newId } from './account.ts'

/** An error document of Stripe's: https://docs.stripe.com/api/errors */
export type StripeProblem = {
  type: 'api_error' | 'card_error' | 'idempotency_error' | 'invalid_request_error'
  code?: string
  decline_code?: string
  message: string
  param?: string
}

/** Thrown by routes; answered in Stripe's envelope. */
export class Refusal extends Error {
  readonly status: number
  readonly problem: StripeProblem

  constructor(status: number, problem: StripeProblem) {
    super(problem.message)
    this.status = status
    this.problem = problem
  }
}

export function answerRefusal(c: Context, { status, problem }: Pick<Refusal, 'status' | 'problem'>): Response {
  return c.json({ error: { ...problem, request_log_url: null } }, { status: status as 400 })
}

export const invalid = (message: string, more: { param?: string; code?: string } = {}): Refusal =>
  new Refusal(400, { type: 'invalid_request_error', message, ...more })

/** An id that names nothing: 404 where it is the address, 400 where it is a parameter, as Stripe does. */
export function missing(noun: string, id: string, param?: string): Refusal {
  const message = `No such ${noun}: '${id}'`
  const problem = { type: 'invalid_request_error', code: 'resource_missing', message } as const
  return new Refusal(param === undefined ? 404 : 400, { ...problem, param: param ?? 'id' })
}

/** A planned fault, in the envelope and of the type that its status has at Stripe. */
export function plannedRefusal(c: Context, fault: { status: number; message: string; code?: string }): Response {
  const { status, message } = fault
  const type = status >= 500 ? 'api_error' : status === 402 ? 'card_error' : 'invalid_request_error'
  const code = fault.code ?? (status === 429 ? 'rate_limit' : undefined)
  return answerRefusal(c, { status, problem: { type, message, ...(code ? { code } : {}) } })
}

export const requestId = (): string => newId('req').slice(0, 18)
