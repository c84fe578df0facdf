import ovh from '@ovhcloud/node-ovh'
import * as z from 'zod/mini'
import { type Fetcher, requestJson } from '../request-json.ts'
import { type Authorization, applicationAuthorization, oauthAuthorization } from './authorization.ts'
import type { OvhConfig } from './config.ts'
import { asTransient, certainlyUndone, isOutOfTime, readOvhError } from './errors.ts'

/** One call of OVH's API; `route` is spelt as in its schema, with `{id}` where an id goes. */
export type OvhCall<T> = {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  route: string
  ids?: Record<string, string | number>
  query?: Record<string, string>
  body?: Record<string, unknown>
  schema: z.ZodMiniType<T>
  /** The call may be made again though an earlier one acted: a lost answer is then `transient`. */
  repeatable?: true
  /** Open to everybody, so it goes unsigned. */
  anonymous?: true
  /** 30 s unless told. */
  timeoutMs?: number
}

export type OvhClient = { call<T>(call: OvhCall<T>): Promise<T> }

/** For routes whose answer says nothing: OVH sends `null`, or an empty body. */
export const nothing = z.null()

/**
 * Sends calls with `fetch`, signed by OVH's own library, which also knows the hosts. The library's own sending is not used:
 * it drops an error's class, details and query id (docs/adr/0008-ovh-library-signs-we-send.md).
 */
export function createOvhClient(config: OvhConfig, fetcher?: Fetcher): OvhClient {
  const { base, authorization } = connect(
    config,
    async () => (await call({ ...time, anonymous: true })) as number,
    fetcher,
  )

  async function call<T>({ method, route, ids = {}, query = {}, ...more }: OvhCall<T>): Promise<T> {
    const path = route.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(ids[name])))
    // %20 and not +, as OVH's own library writes it: both sides sign this very text.
    const search = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    const { href: url } = new URL(base + path + (search.length > 0 ? `?${search.join('&')}` : ''))
    const body = more.body ? JSON.stringify(more.body) : null
    const headers = {
      accept: 'application/json',
      ...(body ? { 'content-type': 'application/json' } : {}),
      ...(more.anonymous ? {} : await authorization.headersFor({ method, url, body })),
    }
    const request = new Request(url, { method, headers, body, signal: AbortSignal.timeout(more.timeoutMs ?? 30_000) })
    try {
      return await requestJson({
        provider: 'ovh',
        operation: `${method} ${route}`,
        request,
        schema: more.schema,
        readError: readOvhError,
        ...(fetcher ? { fetcher } : {}),
      })
    } catch (error) {
      if (isOutOfTime(error)) {
        authorization.forget()
        throw certainlyUndone(error)
      }
      throw more.repeatable ? asTransient(error) : error
    }
  }
  return { call }
}

const time = { method: 'GET', route: '/auth/time', schema: z.int() } as const

function connect(
  config: OvhConfig,
  serverTime: () => Promise<number>,
  fetcher: Fetcher | undefined,
): { base: string; authorization: Authorization } {
  const { credentials } = config
  const endpoint = `ovh-${config.endpoint}`
  if (credentials.kind === 'application') {
    const { kind, ...keys } = credentials
    const library = ovh({ endpoint, ...keys })
    const sign = library.signRequest.bind(library)
    const base = config.apiBase ?? `https://${library.host}${library.basePath}`
    return { base, authorization: applicationAuthorization({ ...keys, sign, serverTime }) }
  }
  const { clientId, clientSecret } = credentials
  const library = ovh({ endpoint, clientID: clientId, clientSecret })
  const { tokenHost, tokenPath } = library.oauthConfig?.auth ?? { tokenHost: '', tokenPath: '' }
  const tokenUrl = config.tokenUrl ?? new URL(tokenPath, tokenHost).href
  const base = config.apiBase ?? `https://${library.host}${library.basePath}`
  return { base, authorization: oauthAuthorization({ tokenUrl, clientId, clientSecret }, fetcher) }
}
