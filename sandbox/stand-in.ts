import type { Hono } from 'hono'

/** What each stand-in is given by the sandbox (sandbox/sandbox.ts): memory that survives a restart, a clock, a pace, and planned faults. */
export type StandInContext = {
  store: Store
  /** Epoch milliseconds; moved by the control page, so that a month can pass in a second. */
  now(): number
  /** Multiplies every realistic duration: 1 is realistic, 0 is instant. */
  pace(): number
  faults: Faults
  /** Addresses of the sandbox's own parts and of the Worker under test. */
  addresses: Addresses
}

export type Addresses = {
  /** The stand-ins of companies, e.g. `http://127.0.0.1:4242`. */
  companies: string
  /** The Worker that is being tried, e.g. `http://127.0.0.1:5173`. */
  worker: string
  /** Port of each simulated machine's page, on the machine's own loopback address. */
  instancePort: number
  sshPort: number
}

/** One named, typed section per stand-in; `save` writes all of it to disk (when the sandbox keeps its state). */
export type Store = { section<T extends object>(name: string, initial: () => T): T; save(): void }

/**
 * How a planned fault shows itself.
 *
 * | kind          | what the caller sees                                      | did it act? |
 * | ------------- | --------------------------------------------------------- | ----------- |
 * | `refuse`      | `status` (default 400) in the company's own error shape   | no          |
 * | `error`       | 500 in the company's own error shape                      | no          |
 * | `rate_limit`  | 429 with Retry-After: 1                                   | no          |
 * | `no_answer`   | the connection is cut                                     | no          |
 * | `lost_answer` | the connection is cut                                     | yes         |
 * | `garbage`     | 200 with a body of the wrong shape                        | yes         |
 */
export type FaultKind = 'refuse' | 'error' | 'rate_limit' | 'no_answer' | 'lost_answer' | 'garbage'

/** `operation` is the method and the route with `{}` for ids, e.g. `POST /order/cart/{}/checkout`; `times` counts down. */
export type Fault = {
  provider: 'ovh' | 'stripe' | 'openrouter' | 'mail' | 'machine'
  operation: string
  kind: FaultKind
  times: number
  status?: number
  message?: string
  code?: string
}

export type Faults = {
  plan(fault: Fault): void
  /** The planned fault for this call, counted down; undefined when there is none. */
  take(provider: Fault['provider'], operation: string): Fault | undefined
  list(): Fault[]
  clear(): void
}

/** A company's stand-in: its HTTP routes, mounted by the sandbox under its own prefix, and what the control page shows of it. */
export type StandIn = {
  name: Fault['provider']
  app: Hono
  /** A plain, secret-free summary for the control page and for tests. */
  summary(): Record<string, unknown>
  /** Named things that a person or a test can make happen, e.g. `stripe.failNextRenewal`. */
  controls?: Record<string, (args: Record<string, unknown>) => unknown | Promise<unknown>>
  /** Called after the clock was moved forward, to let happen what fell due meanwhile. */
  clockMoved?(): void | Promise<void>
  /** Stops timers and sockets. */
  close?(): void | Promise<void>
}
