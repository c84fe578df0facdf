import type { ProblemDocument } from '../../../worker/http/api.ts'

/** What can go wrong with a request: the API's problems, and `no-connection` for one that got no answer. */
type KnownCode = ProblemDocument['code'] | 'no-connection'

const ours = 'Something failed on our side. Try again in a minute.'

const words: Record<KnownCode, string> = {
  'not-signed-in': 'You are signed out. Sign in and try again.',
  'email-not-verified': 'Confirm your email address first. The link is in the mail we sent you.',
  'not-an-operator': 'This is for operators.',
  'foreign-origin': 'This page was opened at an address that isn’t ours. Open the dashboard again.',
  'not-found': 'This doesn’t exist, or it isn’t yours.',
  'not-allowed-now': 'This isn’t possible in the state it is in now. Nothing was changed.',
  'already-exists': 'This was asked for already.',
  'instance-not-ready': 'It isn’t ready yet.',
  'body-too-large': 'That is too much to send at once.',
  'invalid-body': 'Something in the form isn’t right.',
  'name-mismatch': 'The name doesn’t match. Nothing was destroyed.',
  'upgrade-required': ours,
  'too-many-requests': 'Too many tries in a short time. Wait a while, then try again.',
  'webhook-rejected': ours,
  'machine-token-rejected': ours,
  'instance-unreachable': 'Your server didn’t answer. Try again in a minute, or restart it.',
  'provider-unavailable':
    'A company that we need for this isn’t answering. Nothing was changed. Try again in a minute.',
  misconfigured: 'The service isn’t set up right. Its operators have to look at it.',
  internal: ours,
  'no-connection': 'No answer from our server. Check your connection, then try again.',
}

type Problem = { code: string; status: number; detail?: string; field?: string; requestId?: string }

/** A request that was refused or failed; `message` is made for the person who made it. */
export class ProblemError extends Error {
  readonly code: string
  readonly status: number
  readonly field: string | undefined
  readonly requestId: string | undefined

  constructor(problem: Problem) {
    super(sentence(problem))
    this.code = problem.code
    this.status = problem.status
    this.field = problem.field
    this.requestId = problem.requestId
  }
}

function sentence({ code, status, detail }: Problem): string {
  // Only what is wrong with a field is better said by the server: its other details speak of states and origins.
  if (detail && (code === 'invalid-body' || !(code in words))) return asSentence(detail)
  if (code in words) return words[code as KnownCode]
  return status >= 500 ? ours : 'This didn’t work. Nothing was changed.'
}

const asSentence = (clause: string) => `${clause.charAt(0).toUpperCase()}${clause.slice(1).replace(/\.$/, '')}.`

const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined)

/** Reads a problem document (RFC 9457); an answer that is none, e.g. a proxy's error page, is told by its status. */
export async function readProblem(response: Pick<Response, 'status' | 'json'>): Promise<ProblemError> {
  const body: unknown = await response.json().catch(() => null)
  const document = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>
  return new ProblemError({
    code: text(document.code) ?? codeForStatus(response.status),
    status: response.status,
    detail: text(document.detail),
    field: text(document.field),
    requestId: text(document.requestId),
  })
}

function codeForStatus(status: number): KnownCode | 'unknown' {
  if (status === 401) return 'not-signed-in'
  if (status === 404) return 'not-found'
  if (status === 429) return 'too-many-requests'
  return status >= 500 ? 'internal' : 'unknown'
}

/** What to tell a person about anything that was thrown. */
export function wordsFor(error: unknown): string {
  if (!(error instanceof ProblemError)) return ours
  return error.requestId && error.status >= 500 ? `${error.message} Reference: ${error.requestId}` : error.message
}
