import { env } from 'cloudflare:workers'
import { expect } from 'vitest'
import type { Fault } from '../../sandbox/stand-in.ts'

async function ask(method: string, path: string, body?: unknown): Promise<unknown> {
  const response = await fetch(`${env.TEST_SANDBOX}/control${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  })
  const text = await response.text()
  expect(response.ok, `${method} ${path}: ${text}`).toBe(true)
  return text === '' ? undefined : JSON.parse(text)
}

/** The sandbox as a test moves it and looks at it. */
export const sandbox = {
  /** Pays on the hosted page, as a person with a good card would. */
  pay: (checkoutUrl: string) => {
    const sessionId = /cs_[A-Za-z0-9_]+/.exec(checkoutUrl)?.[0]
    return ask('POST', '/do', { standIn: 'stripe', control: 'pay', args: { sessionId } })
  },
  plan: (fault: Fault) => ask('POST', '/faults', fault),
  clearFaults: () => ask('DELETE', '/faults'),
  state: () => ask('GET', '/state') as Promise<Record<string, unknown>>,
}
