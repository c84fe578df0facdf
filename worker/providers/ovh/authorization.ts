import * as z from 'zod/mini'
import { type Fetcher, requestJson } from '../request-json.ts'
import { asTransient, readOvhError } from './errors.ts'

/** The headers that make a call ours. Looks up OVH's clock or a token first where it has none, so it can fail like any call. */
export type Authorization = {
  headersFor(call: { method: string; url: string; body: string | null }): Promise<Record<string, string>>
  /** Forgets what was looked up: OVH no longer agrees with it. */
  forget(): void
}

const tokenAnswer = z.object({ access_token: z.string(), expires_in: z.number() })
/** A token is renewed this long before it ends, so that none ends under way. */
const renewBeforeSeconds = 60

const nowSeconds = () => Math.round(Date.now() / 1000)

/**
 * Signs each call with the application's keys. OVH refuses a timestamp that is far from its own clock, so the difference
 * is looked up once; a look that failed is not remembered.
 */
export function applicationAuthorization(options: {
  appKey: string
  consumerKey: string
  sign(method: string, url: string, body: string | null, timestamp: number): string
  serverTime(): Promise<number>
}): Authorization {
  let aheadSeconds: number | undefined
  return {
    forget: () => {
      aheadSeconds = undefined
    },
    headersFor: async ({ method, url, body }) => {
      aheadSeconds ??= (await options.serverTime()) - nowSeconds()
      const timestamp = nowSeconds() + aheadSeconds
      return {
        'x-ovh-application': options.appKey,
        'x-ovh-consumer': options.consumerKey,
        'x-ovh-timestamp': String(timestamp),
        'x-ovh-signature': options.sign(method, url, body, timestamp),
      }
    },
  }
}

/** Bears a token of OVH's OAuth2 client credentials flow, fetched when first needed. */
export function oauthAuthorization(
  options: { tokenUrl: string; clientId: string; clientSecret: string },
  fetcher?: Fetcher,
): Authorization {
  let token: { value: string; renewAt: number } | undefined
  return {
    forget: () => {
      token = undefined
    },
    headersFor: async () => {
      if (!token || token.renewAt <= nowSeconds()) {
        const body = new URLSearchParams({
          grant_type: 'client_credentials',
          client_id: options.clientId,
          client_secret: options.clientSecret,
          scope: 'all',
        })
        const answer = await requestJson({
          provider: 'ovh',
          operation: 'POST /auth/oauth2/token',
          request: new Request(options.tokenUrl, { method: 'POST', body, signal: AbortSignal.timeout(30_000) }),
          schema: tokenAnswer,
          readError: readOvhError,
          ...(fetcher ? { fetcher } : {}),
        }).catch((error) => {
          throw asTransient(error)
        })
        token = { value: answer.access_token, renewAt: nowSeconds() + answer.expires_in - renewBeforeSeconds }
      }
      return { authorization: `Bearer ${token.value}` }
    },
  }
}
