import { randomBytes } from 'node:crypto'
import type { StandInContext } from '../stand-in.ts'
import type * as wire from './wire.ts'

/** How a card behaves; the checkout page offers one of each. */
export type CardBehaviour = 'succeeds' | 'declined' | 'insufficient_funds' | 'authenticate'

export type KeptAnswer = { fingerprint: string; status: number; body: string; at: number }

/** An event on its way to the Worker; `attempts` counts what was sent, `deliveredAt` is null until a 2xx came back. */
export type Delivery = { eventId: string; attempts: number; deliveredAt: string | null; lastStatus: string | null }

/** Everything that the account holds, by id, in order of creation. */
export type StripeState = {
  customers: Record<string, wire.Customer>
  prices: Record<string, wire.Price>
  sessions: Record<string, wire.Session>
  /** What a session sells and hands to its subscription; Stripe doesn't show it on the session. */
  orders: Record<
    string,
    { price: string; quantity: number; metadata: Record<string, string>; description: string | null }
  >
  subscriptions: Record<string, wire.Subscription>
  invoices: Record<string, wire.Invoice>
  invoicePayments: Record<string, wire.InvoicePayment>
  paymentIntents: Record<string, wire.PaymentIntent>
  paymentMethods: Record<string, wire.PaymentMethod>
  refunds: Record<string, wire.Refund>
  events: Record<string, wire.Event>
  /** What each idempotency key was answered. */
  answers: Record<string, KeptAnswer>
  deliveries: Delivery[]
  webhooks: { copies: number; delayMs: number; held: boolean }
  /** Subscriptions whose next renewal finds no money. */
  failingRenewals: string[]
}

export const emptyState = (): StripeState => ({
  customers: {},
  prices: {},
  sessions: {},
  orders: {},
  subscriptions: {},
  invoices: {},
  invoicePayments: {},
  paymentIntents: {},
  paymentMethods: {},
  refunds: {},
  events: {},
  answers: {},
  deliveries: [],
  webhooks: { copies: 1, delayMs: 0, held: false },
  failingRenewals: [],
})

/** The stand-in's account: its state, its clock in seconds, and a way to tell the Worker what happened. */
export type Account = {
  context: StandInContext
  state: StripeState
  /** Epoch seconds of the sandbox's time. */
  seconds(): number
  emit(type: wire.EventType, object: { id: string }, previous?: object): void
}

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** An id as Stripe makes them: a prefix and 24 letters and digits. */
export function newId(prefix: string): string {
  const letters = Array.from(randomBytes(24), (byte) => alphabet[byte % alphabet.length])
  return `${prefix}_${letters.join('')}`
}
