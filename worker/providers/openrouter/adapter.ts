import * as z from 'zod/mini'
import { isProviderError } from '../provider-error.ts'
import { type ErrorReader, type Fetcher, requestJson } from '../request-json.ts'
import type { ModelKey, ModelKeyProvider } from './port.ts'

export type OpenRouterConfig = {
  /** A management key: it makes and changes other keys, and can't call models. */
  managementKey: string
  /** Without a slash at the end; OpenRouter's own unless the sandbox is meant. */
  apiBase?: string | undefined
}

const defaultApiBase = 'https://openrouter.ai/api/v1'
/** Key calls answer within a second or two; a longer silence is treated as no answer. */
const timeoutMs = 10_000

// Loose: OpenRouter adds fields without notice and asks to ignore the unknown ones (docs/providers/openrouter.md).
const key = z.looseObject({
  hash: z.string().check(z.minLength(1)),
  name: z.string(),
  disabled: z.boolean(),
  limit: z.nullable(z.number()),
  usage: z.number().check(z.nonnegative()),
})
const keyAnswer = z.looseObject({ data: key })
const createAnswer = z.looseObject({ data: key, key: z.string().check(z.startsWith('sk-or-')) })
const listAnswer = z.looseObject({ data: z.array(key) })
const deleteAnswer = z.looseObject({ deleted: z.literal(true) })
const errorBody = z.looseObject({
  error: z.looseObject({ code: z.union([z.number(), z.string()]), message: z.string() }),
})

const readError: ErrorReader = (body) => {
  const parsed = errorBody.safeParse(body)
  return parsed.success ? { code: String(parsed.data.error.code), message: parsed.data.error.message } : {}
}

/** Speaks OpenRouter's key management API. Dollars become micro-dollars here and nowhere else. */
export function createOpenRouter(config: OpenRouterConfig, fetcher?: Fetcher): ModelKeyProvider {
  const apiBase = config.apiBase ?? defaultApiBase

  function call<T>(operation: string, path: string, schema: z.ZodMiniType<T>, body?: object): Promise<T> {
    const request = new Request(`${apiBase}${path}`, {
      method: operation.slice(0, operation.indexOf(' ')),
      headers: {
        authorization: `Bearer ${config.managementKey}`,
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
      signal: AbortSignal.timeout(timeoutMs),
    })
    return requestJson({
      provider: 'openrouter',
      operation,
      request,
      schema,
      readError,
      ...(fetcher ? { fetcher } : {}),
    })
  }

  return {
    async createKey({ name, limitMicros }) {
      // No limit_reset: the limit counts for the life of the key, so that it can equal the ledger.
      const body = { name, limit: dollars(limitMicros), limit_reset: null }
      const answer = await call('POST /keys', '/keys', createAnswer, body)
      return { keyHash: answer.data.hash, secret: answer.key }
    },

    async deleteKey(keyHash) {
      try {
        await call('DELETE /keys/{hash}', pathOf(keyHash), deleteAnswer)
      } catch (error) {
        if (!isGone(error)) throw error
      }
    },

    async getKeyUsage(keyHash) {
      try {
        return modelKey((await call('GET /keys/{hash}', pathOf(keyHash), keyAnswer)).data)
      } catch (error) {
        if (isGone(error)) return undefined
        throw error
      }
    },

    async updateKeyLimit(keyHash, { limitMicros, disabled }) {
      const body = {
        ...(limitMicros === undefined ? {} : { limit: dollars(limitMicros), limit_reset: null }),
        ...(disabled === undefined ? {} : { disabled }),
      }
      return modelKey((await call('PATCH /keys/{hash}', pathOf(keyHash), keyAnswer, body)).data)
    },

    async listKeys(offset = 0) {
      const answer = await call('GET /keys', `/keys?include_disabled=true&offset=${offset}`, listAnswer)
      return answer.data.map(modelKey)
    },
  }
}

const pathOf = (keyHash: string) => `/keys/${encodeURIComponent(keyHash)}`

const isGone = (error: unknown) => isProviderError(error, 'refused') && error.facts.status === 404

const modelKey = (shown: z.infer<typeof key>): ModelKey => ({
  keyHash: shown.hash,
  name: shown.name,
  disabled: shown.disabled,
  limitMicros: shown.limit === null ? null : Math.round(shown.limit * 1_000_000),
  usedMicros: usedMicros(shown.usage),
})

/**
 * The cumulative use in whole micro-dollars, rounded up; it is never computed from differences, so that rounding can't
 * add up. The small allowance keeps a double such as 0.29 · 10⁶ = 290000.00000000006 from counting as one more.
 */
export const usedMicros = (usd: number): number => Math.max(0, Math.ceil(usd * 1_000_000 - 1e-4))

/** Dollars with at most six decimals, as OpenRouter takes them. */
const dollars = (micros: number): number => Number((micros / 1_000_000).toFixed(6))
