import type { DeploymentEvent, DeploymentSnapshot } from '../worker/http/api.ts'

type Product = { url: string; sandboxUrl: string }
export type Person = Awaited<ReturnType<typeof signUp>>

/** Somebody who signs up through the product's own door and opens the link in the sandbox's mailbox. */
export async function signUp({ url, sandboxUrl }: Product) {
  const cookies = new Map<string, string>()
  const headers = () => ({ origin: url, cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') })

  async function ask(method: string, path: string, body?: unknown): Promise<Response> {
    const response = await fetch(new URL(path, url), {
      method,
      redirect: 'manual',
      headers: { ...headers(), ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      cookies.set(name, value)
    }
    if (response.status >= 400) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
    return response
  }

  const email = `bench-${crypto.randomUUID()}@example.com`
  await ask('POST', '/api/auth/sign-up/email', { name: 'Bench', email, password: 'a bench of oak', callbackURL: '/' })
  await ask('GET', await verificationLink(sandboxUrl, email))

  return {
    async deploy(): Promise<{ deploymentId: string; sessionId: string }> {
      const answer = await ask('POST', '/api/openclaw/deploy', { successUrl: url, cancelUrl: url })
      const { deploymentId, checkoutUrl } = (await answer.json()) as { deploymentId: string; checkoutUrl: string }
      return { deploymentId, sessionId: /cs_\w+/.exec(checkoutUrl)?.[0] ?? '' }
    },

    async pay(sessionId: string): Promise<void> {
      const body = JSON.stringify({ standIn: 'stripe', control: 'pay', args: { sessionId } })
      const init = { method: 'POST', body, headers: { 'content-type': 'application/json' } }
      const response = await fetch(`${sandboxUrl}/control/do`, init)
      if (!response.ok) throw new Error(`pay: ${await response.text()}`)
    },

    rename: (id: string, name: string) => ask('PATCH', `/api/openclaw/deployments/${id}`, { name }),
    destroy: (id: string) => ask('DELETE', `/api/openclaw/deployments/${id}`, {}),

    async events(id: string): Promise<DeploymentEvent[]> {
      const answer = await ask('GET', `/api/openclaw/deployments/${id}/events`)
      return ((await answer.json()) as { events: DeploymentEvent[] }).events
    },

    async listedName(id: string): Promise<string | undefined> {
      const answer = await ask('GET', '/api/openclaw/deployments')
      const { deployments } = (await answer.json()) as { deployments: { id: string; name: string }[] }
      return deployments.find((one) => one.id === id)?.name
    },

    /** Watches as an open dashboard does; `until` resolves at the first snapshot that it wants, and throws at ERROR. */
    async watch(id: string) {
      const address = new URL(`/api/openclaw/deployments/${id}/live`, url.replace(/^http/, 'ws'))
      // Node's own WebSocket takes headers, which the type of browsers doesn't know.
      const socket = new WebSocket(address, { headers: headers() } as never)
      let latest: DeploymentSnapshot | undefined
      let look = () => {}
      socket.addEventListener('message', ({ data }) => {
        if (data === 'pong') return
        latest = JSON.parse(String(data)) as DeploymentSnapshot
        look()
      })
      await new Promise((resolve, reject) => {
        socket.addEventListener('open', resolve)
        socket.addEventListener('error', () => reject(new Error(`no live socket for ${id}`)))
      })
      const until = (wanted: DeploymentSnapshot['status']) =>
        new Promise<DeploymentSnapshot>((resolve, reject) => {
          socket.addEventListener('close', () => reject(new Error(`the live socket of ${id} closed`)))
          look = () => {
            if (latest?.status === wanted) resolve(latest)
            if (latest?.status === 'ERROR') reject(new Error(`${id}: ${JSON.stringify(latest.problem)}`))
          }
          look()
        })
      return { until, close: () => socket.close() }
    },
  }
}

async function verificationLink(sandboxUrl: string, email: string): Promise<string> {
  const end = Date.now() + 10_000
  while (Date.now() < end) {
    const answer = await fetch(`${sandboxUrl}/control/mails?to=${encodeURIComponent(email)}`)
    const mails = (await answer.json()) as { text: string }[]
    const link = mails.map(({ text }) => /https?:\S+verify-email\S+/.exec(text)?.[0]).find((found) => found)
    if (link) return link
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error(`no mail for ${email} in the sandbox`)
}
