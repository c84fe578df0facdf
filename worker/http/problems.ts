/** Every problem that the API can answer with (RFC 9457): its status and title. Each has a page in docs/problems/. */
export const problems = {
  'not-signed-in': { status: 401, title: 'You are not signed in' },
  'email-not-verified': { status: 403, title: 'Your e-mail address isn’t verified yet' },
  'not-an-operator': { status: 403, title: 'This is for operators' },
  'foreign-origin': { status: 403, title: 'The request comes from another site' },
  'not-found': { status: 404, title: 'This doesn’t exist, or it isn’t yours' },
  'not-allowed-now': { status: 409, title: 'That isn’t possible in the deployment’s present state' },
  'already-exists': { status: 409, title: 'That deployment exists already' },
  'instance-not-ready': { status: 409, title: 'The instance isn’t ready' },
  'body-too-large': { status: 413, title: 'The request is too large' },
  'invalid-body': { status: 422, title: 'The request isn’t valid' },
  'name-mismatch': { status: 422, title: 'The name doesn’t match' },
  'upgrade-required': { status: 426, title: 'This address speaks WebSocket' },
  'too-many-requests': { status: 429, title: 'Too many requests' },
  'webhook-rejected': { status: 400, title: 'The webhook isn’t signed by Stripe' },
  'machine-token-rejected': { status: 401, title: 'The machine’s token isn’t valid' },
  'instance-unreachable': { status: 502, title: 'The instance doesn’t answer' },
  'provider-unavailable': { status: 503, title: 'A company that is needed for this doesn’t answer' },
  misconfigured: { status: 503, title: 'The service isn’t configured' },
  internal: { status: 500, title: 'Something went wrong on our side' },
} as const

export type ProblemCode = keyof typeof problems
