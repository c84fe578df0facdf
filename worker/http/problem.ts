import type { TypedResponse } from 'hono'
import { assertNever } from '../domain/decider.ts'
import type { Rejection } from '../domain/deployment/decide.ts'
import type { ProblemDocument } from './api.ts'
import type { AppContext } from './context.ts'
import { type ProblemCode, problems } from './problems.ts'

export type ProblemResponse<Code extends ProblemCode> = Response &
  TypedResponse<ProblemDocument<Code>, (typeof problems)[Code]['status'], 'json'>

type More = { detail?: string; field?: string; retryAfterSeconds?: number }

/** Answers with a problem document. `detail` is ours: it never carries a provider's words. */
export function problem<Code extends ProblemCode>(c: AppContext, code: Code, more: More = {}): ProblemResponse<Code> {
  const { retryAfterSeconds, ...said } = more
  const { status, title } = problems[code]
  const document: ProblemDocument<Code> = {
    type: `${new URL(c.req.url).origin}/problems/${code}`,
    code,
    title,
    status,
    ...said,
    requestId: c.get('requestId'),
  }
  const headers = new Headers({ 'content-type': 'application/problem+json' })
  if (retryAfterSeconds !== undefined) headers.set('retry-after', String(retryAfterSeconds))
  return c.body(JSON.stringify(document), { status, headers }) as Response as ProblemResponse<Code>
}

/** The problem that a rule's refusal is to the outside. */
export function problemFor(
  c: AppContext,
  rejection: Rejection,
): ProblemResponse<'not-found' | 'already-exists' | 'not-allowed-now'> {
  switch (rejection.code) {
    case 'notFound':
      return problem(c, 'not-found')
    case 'alreadyExists':
      return problem(c, 'already-exists')
    case 'notAllowedNow':
      return problem(c, 'not-allowed-now', { detail: `The deployment is ${rejection.status}.` })
    default:
      return assertNever(rejection)
  }
}
