import { env, exports } from 'cloudflare:workers'
import { afterAll, beforeAll } from 'vitest'

type Arrived = { id: number; method: string; path: string; headers: Record<string, string>; body: string } | null

/** While the tests of this file run, webhooks and reports that the sandbox sends reach the Worker under test: each once, or each twice. */
export function relayFromOutside({ copies = 1 } = {}): void {
  let on = true
  let loop: Promise<void> = Promise.resolve()
  const abort = new AbortController()

  async function run(): Promise<void> {
    while (on) {
      const answer = await fetch(`${env.PUBLIC_URL}/relay/next`, { signal: abort.signal })
      const arrived: Arrived = await answer.json()
      // Not awaited: a report must not wait for the webhook before it.
      if (arrived) void take(arrived, copies)
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

async function take({ id, method, path, headers, body }: NonNullable<Arrived>, copies: number): Promise<void> {
  const deliver = () =>
    exports.default.fetch(new Request(`${env.PUBLIC_URL}${path}`, { method, headers, ...(body ? { body } : {}) }))
  for (let copy = 1; copy < copies; copy += 1) await (await deliver()).text()
  const response = await deliver()
  const answer = JSON.stringify({ status: response.status, body: await response.text() })
  const taken = await fetch(`${env.PUBLIC_URL}/relay/answer/${id}`, { method: 'POST', body: answer })
  // An answer that nobody reads keeps its connection, and a Worker has six.
  await taken.text()
}
