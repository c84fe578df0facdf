/**
 * How a call to a company can fail, in the four kinds that decide what happens next.
 *
 * The mistake this prevents: treating "no answer" like "no". A checkout whose answer was lost may have bought a
 * server; asking again would buy a second one. So the kind is chosen where the answer is read, from what was sent.
 *
 * | kind               | meaning                                                             | what the outbox does          |
 * | ------------------ | ------------------------------------------------------------------- | ----------------------------- |
 * | `transient`        | it certainly did not act; asking again later may work (429, a GET's 5xx) | retries with backoff     |
 * | `refused`          | it said no and will say so again (other 4xx)                        | asks the domain what follows  |
 * | `unknown_outcome`  | no answer or a 5xx to anything but a GET, or an unreadable 200 to one: it may have acted | looks it up, never repeats blindly |
 * | `unexpected_shape` | a GET was answered with something that we can't read                | retries slowly, tells the operator |
 */
export type ProviderErrorKind = 'transient' | 'refused' | 'unknown_outcome' | 'unexpected_shape'

export type ProviderName = 'ovh' | 'openrouter' | 'stripe' | 'ssh' | 'mail' | 'instance'

/** What is known of a failed call; nothing in it is secret, so that it may be logged and shown to operators. */
export type ProviderErrorFacts = {
  provider: ProviderName
  kind: ProviderErrorKind
  /** What was asked, without query values: `POST /order/cart/{id}/checkout`. */
  operation: string
  /** HTTP status; absent where no answer came. */
  status?: number
  /** The provider's own machine-readable code or class, e.g. `Client::BadRequest::InvalidParameter`. */
  code?: string
  /** The provider's own request id, to quote to its support: X-OVH-QueryID, Stripe's Request-Id. */
  queryId?: string
  /** Seconds that the provider asked us to wait (Retry-After). */
  retryAfterSeconds?: number
  /** The provider's words; for operators, never for a problem document. */
  providerMessage?: string
}

/** The one error that adapters throw. */
export class ProviderError extends Error {
  override readonly name = 'ProviderError'
  readonly facts: ProviderErrorFacts

  constructor(facts: ProviderErrorFacts, options?: ErrorOptions) {
    const id = facts.queryId ? ` (query ${facts.queryId})` : ''
    const what = [facts.status, facts.code, facts.providerMessage].filter(Boolean).join(' ')
    super(`${facts.provider} ${facts.operation}: ${facts.kind}${what ? `: ${what}` : ''}${id}`, options)
    this.facts = facts
  }

  get kind(): ProviderErrorKind {
    return this.facts.kind
  }
}

/** Whether `error` is a provider's failure of one of these kinds (of any kind, when none is named). */
export function isProviderError(error: unknown, ...kinds: ProviderErrorKind[]): error is ProviderError {
  return error instanceof ProviderError && (kinds.length === 0 || kinds.includes(error.kind))
}
