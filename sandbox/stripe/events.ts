import Stripe from 'stripe'
import type { StandInContext } from '../stand-in.ts'
import { type Delivery, newId, type StripeState } from './account.ts'
import type { Event, EventType } from './wire.ts'

export const apiVersion = '2026-10-28.endive'
const webhookSecret = 'whsec_sandbox'
/** Seconds between attempts, times the pace. Stripe's own sandbox gives up after a few hours; this one after a few minutes. */
const backoffSeconds = [1, 5, 15, 60, 120, 300]
/** Even an instant sandbox leaves the Worker a moment between attempts. */
const shortestWaitMs = 50

export type Webhooks = {
  emit(type: EventType, object: { id: string }, previous?: object): void
  /** Sends what is waiting, also what was given up. */
  redeliver(): void
  /** An event as it is sent: its body and a signature of now. */
  signed(eventId: string): Promise<{ eventId: string; type: string; body: string; signature: string }>
  close(): void
}

/** Keeps events and carries them to the Worker, signed by Stripe's own library; a non-2xx answer is tried again. */
export function createWebhooks(context: StandInContext, state: StripeState): Webhooks {
  const { webhooks } = new Stripe('sk_test_sandbox', { apiVersion })
  const url = `${context.addresses.worker}/api/webhooks/stripe`
  const timers = new Set<NodeJS.Timeout>()

  function after(ms: number, act: () => void): void {
    const timer = setTimeout(() => {
      timers.delete(timer)
      act()
    }, ms)
    timers.add(timer)
  }

  async function signed(eventId: string) {
    const event = state.events[eventId]
    if (!event) throw new Error(`no event ${eventId}`)
    const body = JSON.stringify(event, null, 2)
    // The signature has the real time, as the Worker's clock does not move with the sandbox's.
    const timestamp = Math.floor(Date.now() / 1000)
    const signature = await webhooks.generateTestHeaderStringAsync({ payload: body, secret: webhookSecret, timestamp })
    return { eventId, type: event.type, body, signature }
  }

  async function post(delivery: Delivery): Promise<void> {
    const { body, signature } = await signed(delivery.eventId)
    const headers = { 'content-type': 'application/json; charset=utf-8', 'stripe-signature': signature }
    try {
      const response = await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(10_000) })
      await response.arrayBuffer()
      delivery.lastStatus = String(response.status)
      if (response.ok) delivery.deliveredAt = new Date(context.now()).toISOString()
    } catch {
      delivery.lastStatus = 'no answer'
    }
  }

  async function attempt(delivery: Delivery): Promise<void> {
    if (state.webhooks.held || delivery.deliveredAt !== null) return
    const wait = backoffSeconds[delivery.attempts]
    delivery.attempts += 1
    await post(delivery)
    context.store.save()
    if (delivery.deliveredAt === null && wait !== undefined)
      after(Math.max(shortestWaitMs, wait * 1000 * context.pace()), () => void attempt(delivery))
  }

  function deliver(eventId: string): void {
    for (let copy = 0; copy < state.webhooks.copies; copy += 1) {
      const delivery: Delivery = { eventId, attempts: 0, deliveredAt: null, lastStatus: null }
      state.deliveries.push(delivery)
      after(state.webhooks.delayMs, () => void attempt(delivery))
    }
  }

  function redeliver(): void {
    for (const delivery of state.deliveries)
      if (delivery.deliveredAt === null) {
        delivery.attempts = 0
        after(0, () => void attempt(delivery))
      }
  }

  redeliver()

  return {
    emit(type, object, previous) {
      const event: Event = {
        id: newId('evt'),
        object: 'event',
        api_version: apiVersion,
        created: Math.floor(context.now() / 1000),
        data: { object: structuredClone(object), ...(previous ? { previous_attributes: previous } : {}) },
        livemode: false,
        pending_webhooks: 1,
        request: { id: null, idempotency_key: null },
        type,
      }
      state.events[event.id] = event
      deliver(event.id)
      context.store.save()
    },
    redeliver,
    signed,
    close() {
      for (const timer of timers) clearTimeout(timer)
      timers.clear()
    },
  }
}
