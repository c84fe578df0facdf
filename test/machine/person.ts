import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import type { DeploymentEvent, DeploymentSnapshot } from '../../worker/http/api.ts'

/** One person with a browser's manners: keeps cookies, sends our own Origin. */
export type Person = ReturnType<typeof createPerson>

export function createPerson(url: string, sandboxUrl: string) {
  const cookies = new Map<string, string>()

  async function ask(method: string, path: string, body?: unknown): Promise<Response> {
    const response = await fetch(new URL(path, url), {
      method,
      redirect: 'manual',
      headers: {
        origin: url,
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    })
    for (const cookie of response.headers.getSetCookie()) {
      const pair = cookie.split(';')[0] ?? ''
      cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1))
    }
    return response
  }

  async function json<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await ask(method, path, body)
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
    return JSON.parse(text) as T
  }

  async function control(path: string, body?: unknown): Promise<unknown> {
    const headers = { 'content-type': 'application/json' }
    const post = body === undefined ? {} : { method: 'POST', headers, body: JSON.stringify(body) }
    const text = await (await fetch(`${sandboxUrl}/control${path}`, post)).text()
    return text === '' ? null : JSON.parse(text)
  }

  const deployment = (id: string) => `/api/openclaw/deployments/${id}`
  const look = (id: string) => json<DeploymentSnapshot>('GET', deployment(id))

  return {
    look,
    async signUp() {
      const email = `machine-${Date.now()}@example.com`
      await json('POST', '/api/auth/sign-up/email', {
        name: 'Pat',
        email,
        password: 'correct horse battery',
        callbackURL: '/',
      })
      const link = await until('the verification mail', 20_000, async () => {
        const mails = (await control(`/mails?to=${encodeURIComponent(email)}`)) as { text: string }[]
        return mails.map(({ text }) => /https?:\S+verify-email\S+/.exec(text)?.[0]).find((found) => found !== undefined)
      })
      const { pathname, search } = new URL(link)
      await ask('GET', pathname + search)
    },
    /** Presses Deploy and pays on the hosted page. */
    async deployAndPay(): Promise<string> {
      const urls = { successUrl: `${url}/deploy/{DEPLOYMENT_ID}`, cancelUrl: `${url}/` }
      const { deploymentId } = await json<{ deploymentId: string }>('POST', '/api/openclaw/deploy', urls)
      const checkoutUrl = await until(
        'the checkout page',
        30_000,
        async () => (await look(deploymentId)).checkoutUrl ?? undefined,
      )
      const sessionId = /cs_[A-Za-z0-9_]+/.exec(checkoutUrl)?.[0]
      await control('/do', { standIn: 'stripe', control: 'pay', args: { sessionId } })
      return deploymentId
    },
    events: async (id: string) => (await json<{ events: DeploymentEvent[] }>('GET', `${deployment(id)}/events`)).events,
    launch: async (id: string) => (await json<{ url: string }>('POST', `${deployment(id)}/launch`)).url,
    async restart(id: string) {
      await json('POST', `${deployment(id)}/restart`)
      await until('the end of the restart', 5 * 60_000, async () => {
        const { allowed, status } = await look(id)
        return allowed.restart && status === 'READY' ? true : undefined
      })
    },
    async destroy(id: string) {
      await json('DELETE', deployment(id), { name: (await look(id)).name })
      await until('the end', 5 * 60_000, async () => ((await look(id)).status === 'DESTROYED' ? true : undefined))
    },
    /** Until READY; fails at once in ERROR, with what the person would read. */
    async ready(id: string, withinMs: number): Promise<DeploymentSnapshot> {
      return await until('READY', withinMs, async () => {
        const snapshot = await look(id)
        if (snapshot.status === 'ERROR') throw new Error(`ERROR: ${JSON.stringify(snapshot.problem)}`)
        return snapshot.status === 'READY' ? snapshot : undefined
      })
    },
  }
}

/** Asks again until there is an answer; the last word of a wait is in the error. */
export async function until<T>(what: string, withinMs: number, ask: () => Promise<T | undefined>): Promise<T> {
  const end = performance.now() + withinMs
  while (performance.now() < end) {
    const found = await ask()
    if (found !== undefined) return found
    await sleep(200)
  }
  throw new Error(`${what} did not come within ${Math.round(withinMs / 1000)} s`)
}

/** The end of a file, for an error that has to be understood later. */
export async function tail(file: string | undefined, lines: number): Promise<string> {
  if (!file) return ''
  const text = await readFile(file, 'utf8').catch(() => '')
  return text.split('\n').slice(-lines).join('\n')
}
