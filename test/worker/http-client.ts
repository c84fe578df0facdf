import { env, exports } from 'cloudflare:workers'
import { expect } from 'vitest'
import type { ProblemDocument } from '../../worker/http/api.ts'
import type { ProblemCode } from '../../worker/http/problems.ts'

const origin = env.PUBLIC_URL
let people = 0

type Ask = { body?: unknown; headers?: Record<string, string>; from?: string | null }

/** One browser: keeps the session's cookie, sends our own Origin unless told otherwise, has an address of its own. */
export function browser() {
  const cookies = new Map<string, string>()
  people += 1
  const ip = `203.0.113.${people}`
  const ask = async (method: string, path: string, { body, headers = {}, from = origin }: Ask = {}) => {
    const response = await exports.default.fetch(
      new Request(new URL(path, origin), {
        method,
        redirect: 'manual',
        headers: {
          'cf-connecting-ip': ip,
          ...(from === null ? {} : { origin: from }),
          ...(cookies.size > 0 ? { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') } : {}),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        body: body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body),
      }),
    )
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';')
      const cut = pair.indexOf('=')
      cookies.set(pair.slice(0, cut), pair.slice(cut + 1))
    }
    return response
  }
  return {
    get: (path: string, more?: Ask) => ask('GET', path, more),
    post: (path: string, body?: unknown, more?: Ask) => ask('POST', path, { body, ...more }),
    patch: (path: string, body?: unknown, more?: Ask) => ask('PATCH', path, { body, ...more }),
    delete: (path: string, body?: unknown, more?: Ask) => ask('DELETE', path, { body, ...more }),
    cookies,
  }
}
export type Browser = ReturnType<typeof browser>

export const password = 'correct horse battery'

/** A person that nobody else in the run is; `verified` opens the link in the mail too. */
export async function signUp(
  verified: boolean,
  email = `p${crypto.randomUUID()}@example.com`,
): Promise<Browser & { email: string }> {
  const person = browser()
  const response = await person.post('/api/auth/sign-up/email', { name: 'Pat', email, password, callbackURL: '/' })
  expect(response.status, await response.clone().text()).toBe(200)
  if (verified) await person.get(await linkInMail(email, 'verify-email'))
  return { ...person, email }
}

/** The newest link with this word in the sandbox's mailbox, as path and query. */
export async function linkInMail(email: string, word: string): Promise<string> {
  const link = await until(async () => {
    const answer = await fetch(`${env.TEST_SANDBOX}/control/mails?to=${encodeURIComponent(email)}`)
    const mails: { text: string }[] = await answer.json()
    return mails
      .map(({ text }) => new RegExp(`https?:\\S+${word}\\S+`).exec(text)?.[0])
      .find((found) => found !== undefined)
  })
  const { pathname, search } = new URL(link)
  return pathname + search
}

/** Asks again until there is an answer; mails leave after the request that caused them. */
export async function until<T>(look: () => Promise<T | undefined>): Promise<T> {
  const end = Date.now() + 10_000
  while (Date.now() < end) {
    const found = await look()
    if (found !== undefined) return found
    await scheduler.wait(20)
  }
  throw new Error('it did not happen within 10 s')
}

export async function expectProblem(response: Response, code: ProblemCode, status: number): Promise<ProblemDocument> {
  expect(response.status, await response.clone().text()).toBe(status)
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  const document: ProblemDocument = await response.json()
  expect(document).toMatchObject({ code, status, type: `${origin}/problems/${code}` })
  expect(document.requestId).toBe(response.headers.get('x-request-id'))
  return document
}
