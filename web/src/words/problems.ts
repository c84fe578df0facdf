/** The problem types that the dashboard has words of its own for; `no-connection` is ours, for a request without an answer. */
type KnownSlug =
  | 'not-signed-in'
  | 'email-not-verified'
  | 'not-found'
  | 'invalid-body'
  | 'name-mismatch'
  | 'not-allowed-now'
  | 'too-many-requests'
  | 'provider-unavailable'
  | 'internal'
  | 'no-connection'

const words: Record<KnownSlug, string> = {
  'not-signed-in': 'You are signed out. Sign in and try again.',
  'email-not-verified': 'Confirm your email address first. The link is in the mail we sent you.',
  'not-found': 'This doesn’t exist, or it isn’t yours.',
  'invalid-body': 'Something in the form isn’t right.',
  'name-mismatch': 'The name doesn’t match. Nothing was destroyed.',
  'not-allowed-now': 'This isn’t possible right now. Nothing was changed.',
  'too-many-requests': 'Too many tries in a short time. Wait a minute, then try again.',
  'provider-unavailable':
    'A company that we need for this isn’t answering. Nothing was changed. Try again in a minute.',
  internal: 'Something failed on our side. Try again in a minute.',
  'no-connection': 'No answer from our server. Check your connection, then try again.',
}

type Problem = { slug: string; status: number; detail?: string; field?: string; requestId?: string }

/** A request that was refused or failed; `message` is made for the person who made it. */
export class ProblemError extends Error {
  readonly slug: string
  readonly status: number
  readonly field: string | undefined
  readonly requestId: string | undefined

  constructor(problem: Problem) {
    super(sentence(problem))
    this.slug = problem.slug
    this.status = problem.status
    this.field = problem.field
    this.requestId = problem.requestId
  }
}

// The server's detail speaks of this occurrence, so for a wish that was refused it says more than our general words.
const specific = new Set(['invalid-body', 'not-allowed-now'])

function sentence({ slug, status, detail }: Problem): string {
  if (detail && specific.has(slug)) return detail
  if (slug in words) return words[slug as KnownSlug]
  return detail ?? (status >= 500 ? words.internal : 'This didn’t work. Nothing was changed.')
}

const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined)

/** Reads a problem document (RFC 9457); an answer that is none, e.g. a proxy's error page, is told by its status. */
export async function readProblem(response: Response): Promise<ProblemError> {
  const body: unknown = await response.json().catch(() => null)
  const document = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>
  const slug = text(document.type)?.split('/problems/')[1] ?? slugForStatus(response.status)
  return new ProblemError({
    slug,
    status: response.status,
    detail: text(document.detail),
    field: text(document.field),
    requestId: text(document.requestId),
  })
}

function slugForStatus(status: number): KnownSlug | 'unknown' {
  if (status === 401) return 'not-signed-in'
  if (status === 404) return 'not-found'
  if (status === 429) return 'too-many-requests'
  return status >= 500 ? 'internal' : 'unknown'
}

/** What to tell a person about anything that was thrown. */
export function wordsFor(error: unknown): string {
  if (error instanceof ProblemError) {
    return error.requestId && error.status >= 500 ? `${error.message} Reference: ${error.requestId}` : error.message
  }
  return words.internal
}
