import type { ZodMiniType } from 'zod/mini'
import { ProviderError, type ProviderErrorKind, type ProviderName } from './provider-error.ts'

/** The part of `fetch` that adapters use; a parameter everywhere, so that a test can count or cut its calls. */
export type Fetcher = (request: Request) => Promise<Response>

/** Reads the provider's own error body; whatever it can't find stays absent. */
export type ErrorReader = (body: unknown, response: Response) => { code?: string; message?: string; queryId?: string }

type Call<T> = {
  provider: ProviderName
  /** The route with placeholders in place of ids, for errors and logs: `GET /keys/{hash}`. */
  operation: string
  request: Request
  schema: ZodMiniType<T>
  fetcher?: Fetcher
  readError?: ErrorReader
}

/**
 * Sends one request and parses its JSON answer at the door; throws only `ProviderError`.
 * An empty body is parsed as `null`. There is no retry here: the outbox retries, where it is seen.
 */
export async function requestJson<T>(call: Call<T>): Promise<T> {
  const { request, schema, fetcher = fetch } = call
  const safe = request.method === 'GET' || request.method === 'HEAD'
  const fail = (kind: ProviderErrorKind, more: Partial<ProviderError['facts']>, cause?: unknown) =>
    new ProviderError({ provider: call.provider, operation: call.operation, kind, ...more }, { cause })

  let response: Response
  let text: string
  try {
    response = await fetcher(request)
    text = await response.text()
  } catch (cause) {
    throw fail(safe ? 'transient' : 'unknown_outcome', { providerMessage: 'no answer' }, cause)
  }

  const body = parseText(text)
  const read = call.readError?.(body.value, response) ?? {}
  const said = { status: response.status, code: read.code, queryId: read.queryId, providerMessage: read.message }
  if (!response.ok) {
    const retryAfter = Number(response.headers.get('retry-after'))
    throw fail(kindOf(response.status, safe), { ...said, ...(retryAfter > 0 ? { retryAfterSeconds: retryAfter } : {}) })
  }
  const parsed = body.ok ? schema.safeParse(body.value) : undefined
  if (!parsed?.success) {
    const issue = parsed?.error?.issues[0]
    const where = issue ? `${issue.path.join('.')}: ${issue.message}` : 'not JSON'
    throw fail(safe ? 'unexpected_shape' : 'unknown_outcome', {
      ...said,
      providerMessage: `unreadable answer: ${where}`,
    })
  }
  return parsed.data
}

/** 429 means that nothing was done, whatever the method; a 5xx to anything but a GET may have acted. */
function kindOf(status: number, safe: boolean): ProviderErrorKind {
  if (status === 429) return 'transient'
  if (status >= 500 || status === 408) return safe ? 'transient' : 'unknown_outcome'
  return 'refused'
}

function parseText(text: string): { ok: boolean; value: unknown } {
  if (text === '') return { ok: true, value: null }
  try {
    return { ok: true, value: JSON.parse(text) }
  } catch {
    return { ok: false, value: undefined }
  }
}
