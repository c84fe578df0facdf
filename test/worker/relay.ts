import { env, exports } from 'cloudflare:workers'
import { afterAll, beforeAll } from 'vitest'

type Arrived = { id: number; method: string; path: string; headers: Record<string, string>; body: string } | null

/** While the tests of this file run, webhooks and reports that the sandbox sends reach the Worker under test. */
export function relayFromOutside(): void {
  let on = true
  let loop: Promise<void> = Promise.resolve()
  const abort = new AbortController()

  async function run(): Promise<void> {
    while (on) {
      const answer = await fetch(`${env.PUBLIC_URL}/relay/next`, { signal: abort.signal })
      const arrived: Arrived = await answer.json()
      console.log('RELAY', arrived?.id, arrived?.path)
      // Not awaited: a report must not wait for the webhook before it.
      if (arrived) void take(arrived)
    }
  }

  beforeAll(() => {
    loop = run().catch((error) => {
      if (on) throw error
    })
  })
  afterAll(async () => {
    on = false
    abort.abort()
    await loop
  })
}

async function take({ id, method, path, headers, body }: NonNullable<Arrived>): Promise<void> {
  const request = new Request(`${env.PUBLIC_URL}${path}`, { method, headers, ...(body ? { body } : {}) })
  const response = await exports.default.fetch(request)
  const answer = JSON.stringify({ status: response.status, body: await response.text() })
  const taken = await fetch(`${env.PUBLIC_URL}/relay/answer/${id}`, { method: 'POST', body: answer })
  // An answer that nobody reads keeps its connection, and a Worker has six.
  await taken.text()
}
