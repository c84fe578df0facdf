import { env } from 'cloudflare:workers'
import { expect } from 'vitest'
import type { Fault } from '../../sandbox/stand-in.ts'

async function ask<T>(method: string, path: string, body?: unknown): Promise<T> {
  const response = await fetch(`${env.TEST_SANDBOX}/control${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  })
  const text = await response.text()
  expect(response.ok, `${method} ${path}: ${text}`).toBe(true)
  return (text === '' ? undefined : JSON.parse(text)) as T
}

type Summaries = {
  ovh: {
    orders: { orderId: string; status: string; serviceName: string | null }[]
    servers: { serviceName: string; renews: boolean; tasks: { type: string; state: string }[] }[]
  }
  openrouter: { keys: { keyHash: string; name: string; limitUsd: number }[] }
  stripe: { subscriptions: { id: string; status: string; deploymentId: string }[] }
}
type State = { standIns: { [Name in keyof Summaries]: { summary: Summaries[Name] } } }
export type Operation = Pick<Fault, 'provider' | 'operation'>

/** The sandbox as a test moves it and looks at it. */
export const sandbox = {
  /** Pays on the hosted page, as a person with a good card would. */
  pay: (checkoutUrl: string) =>
    ask('POST', '/do', {
      standIn: 'stripe',
      control: 'pay',
      args: { sessionId: /cs_[A-Za-z0-9_]+/.exec(checkoutUrl)?.[0] },
    }),
  do: (standIn: Fault['provider'], control: string, args: Record<string, unknown> = {}) =>
    ask('POST', '/do', { standIn, control, args }),
  plan: (fault: Fault) => ask('POST', '/faults', fault),
  clearFaults: () => ask('DELETE', '/faults'),
  /** Moves the companies' clock forward; `resetClock` sets it back to this computer's. */
  advanceClock: (advanceMs: number) => ask('POST', '/clock', { advanceMs }),
  resetClock: () => ask('DELETE', '/clock'),
  /** 1 is realistic, 0 instant. */
  setPace: (pace: number) => ask('POST', '/pace', { pace }),
  clearRequests: () => ask('DELETE', '/requests'),
  async state(): Promise<Summaries> {
    const { standIns } = await ask<State>('GET', '/state')
    return { ovh: standIns.ovh.summary, openrouter: standIns.openrouter.summary, stripe: standIns.stripe.summary }
  },
  /** Each kind of call that was made since the log was cleared, once. */
  async operations(): Promise<Operation[]> {
    const calls = await ask<Operation[]>('GET', '/requests')
    const byName = new Map(
      calls.map(({ provider, operation }) => [`${provider} ${operation}`, { provider, operation }]),
    )
    return [...byName.values()]
  },
}
