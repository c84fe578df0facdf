import Stripe from 'stripe'
import type * as z from 'zod/mini'
import { ProviderError, type ProviderErrorKind } from '../provider-error.ts'

type Call<T> = {
  /** Method and route with placeholders, for errors and logs: `GET /v1/subscriptions/{id}`. */
  operation: string
  schema: z.ZodMiniType<T>
  send(): Promise<unknown>
}

/** Makes one call by the SDK and parses its answer at the door; throws only `ProviderError`. */
export async function callStripe<T>({ operation, schema, send }: Call<T>): Promise<T> {
  const safe = operation.startsWith('GET ')
  let answer: unknown
  try {
    answer = await send()
  } catch (error) {
    throw providerError(operation, safe, error)
  }
  const parsed = schema.safeParse(answer)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new ProviderError({
    provider: 'stripe',
    operation,
    kind: safe ? 'unexpected_shape' : 'unknown_outcome',
    providerMessage: `unreadable answer: ${issue?.path.join('.')}: ${issue?.message}`,
    ...requestId(answer),
  })
}

function providerError(operation: string, safe: boolean, error: unknown): ProviderError {
  if (!(error instanceof Stripe.errors.StripeError)) {
    const providerMessage = error instanceof Error ? error.message : String(error)
    return new ProviderError(
      { provider: 'stripe', operation, kind: safe ? 'transient' : 'unknown_outcome', providerMessage },
      { cause: error },
    )
  }
  const retryAfter = Number(error.headers?.['retry-after'])
  return new ProviderError(
    {
      provider: 'stripe',
      operation,
      kind: kindOf(error, safe),
      ...(error.statusCode ? { status: error.statusCode } : {}),
      ...(error.code || error.rawType ? { code: error.code ?? error.rawType } : {}),
      ...(error.requestId ? { queryId: error.requestId } : {}),
      ...(retryAfter > 0 ? { retryAfterSeconds: retryAfter } : {}),
      providerMessage: error.message,
    },
    { cause: error },
  )
}

function kindOf(error: InstanceType<typeof Stripe.errors.StripeError>, safe: boolean): ProviderErrorKind {
  const { statusCode: status } = error
  if (status === 429 || error instanceof Stripe.errors.StripeRateLimitError) return 'transient'
  // 409: another request with this idempotency key is under way, or its object is locked; this one did nothing.
  if (status === 409) return 'transient'
  if (status !== undefined && status >= 400 && status < 500) return 'refused'
  // No status: the connection failed, or the answer was no JSON.
  return safe ? 'transient' : 'unknown_outcome'
}

function requestId(answer: unknown): { queryId?: string } {
  const last = (answer as { lastResponse?: { requestId?: string } } | null)?.lastResponse
  return last?.requestId ? { queryId: last.requestId } : {}
}
