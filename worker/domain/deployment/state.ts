import type { Cents, Micros } from '../money.ts'
import type { IsoTime } from '../time.ts'
import type { DeploymentEvent, FailedStep, Terms } from './events.ts'

/**
 * What a deployment is now. Money, key, server and machine move side by side, so each is a small union of its own
 * instead of one long list of statuses; the API's status is derived from them (status.ts).
 */
export type DeploymentState = { exists: false } | Deployment

export type Deployment = {
  exists: true
  id: string
  ownerId: string
  name: string
  customerId: string
  createdAt: IsoTime
  successUrl: string
  cancelUrl: string
  terms: Terms
  lifecycle: Lifecycle
  subscription: SubscriptionTrack
  modelKey: ModelKeyTrack
  server: ServerTrack
  machine: MachineTrack
  grantedMicros: Micros
  /** When each thing that a person waits for came true; the logbook's clock times. */
  marks: Partial<Record<Mark, IsoTime>>
  /** Effects that wait for a person, by their key. */
  parked: Record<string, { effect: string; reason: string }>
}

export type Mark =
  | 'paid'
  | 'ordered'
  | 'delivered'
  | 'rebuilt'
  | 'setupDelivered'
  | 'setupCompleted'
  | 'ready'
  | 'subscriptionEnded'
  | 'modelKeyRevoked'
  | 'serverReleased'
  | 'destroyed'

export type Lifecycle =
  | { kind: 'awaitingPayment' }
  /** `progressAt`: the last time that something which is waited for happened. */
  | { kind: 'provisioning'; progressAt: IsoTime }
  | { kind: 'ready'; restart: { requestedAt: IsoTime; restartedAt: IsoTime | null } | null; lastRestartFailed: boolean }
  | { kind: 'failed'; at: IsoTime; step: FailedStep; code: string; detail: string }
  | { kind: 'destroying'; since: IsoTime; by: string; overdue: boolean }
  | { kind: 'destroyed'; unpaid: boolean }

export type SubscriptionTrack =
  | { kind: 'checkoutRequested' }
  | { kind: 'checkoutOpen'; sessionId: string; expiresAt: IsoTime }
  | { kind: 'active'; sessionId: string; subscriptionId: string }
  | { kind: 'ended'; subscriptionId: string | null }

export type ModelKeyTrack =
  | { kind: 'none' }
  | { kind: 'requested' }
  | { kind: 'issued'; keyHash: string; limitMicros: Micros }
  | { kind: 'gone'; usedMicros: Micros }

export type ServerTrack =
  | { kind: 'none' }
  | { kind: 'preparing' }
  | { kind: 'cartReady'; cartId: string; planCode: string; datacenter: string; priceCents: Cents }
  | ({ kind: 'ordered'; held: string | null } & Order)
  | ({ kind: 'delivered'; serviceName: string; address: Address | null; release: Release } & Order)
  | { kind: 'abandoned' }

/** What was bought; the price is the provider's for a month, without tax. */
export type Order = { orderId: string; planCode: string; datacenter: string; priceCents: Cents; currency: string }
export type Address = { ipv4: string; host: string; origin: string }
/** What is known of giving the server back; `paidUntil` once its renewal has been stopped. */
export type Release = { paidUntil: IsoTime | null; wiped: boolean }

export type MachineTrack =
  | { kind: 'none' }
  | { kind: 'rebuilding' }
  | { kind: 'rebuilt' }
  | { kind: 'reached'; hostKey: string; user: string }
  | {
      kind: 'installing'
      hostKey: string
      user: string
      step: string | null
      attempt: number
      lastSignAt: IsoTime
      redelivered: boolean
    }
  | { kind: 'installed'; hostKey: string; user: string; openclawVersion: string }

export const initialState: DeploymentState = { exists: false }

/** Whether everything that teardown must end has ended. */
export function missingOfTeardown(state: Deployment): ('subscription' | 'modelKey' | 'server')[] {
  const server = state.server
  const serverDone =
    server.kind === 'none' ||
    server.kind === 'abandoned' ||
    (server.kind === 'delivered' && server.release.paidUntil !== null && server.release.wiped)
  return [
    ...(state.subscription.kind === 'ended' ? [] : (['subscription'] as const)),
    ...(state.modelKey.kind === 'none' || state.modelKey.kind === 'gone' ? [] : (['modelKey'] as const)),
    ...(serverDone ? [] : (['server'] as const)),
  ]
}

/** An event that can only follow others; a stream that lacks them is broken, and nothing good follows from going on. */
export function broken(event: DeploymentEvent, state: DeploymentState): never {
  throw new Error(`broken stream: ${event.type} can't follow ${state.exists ? state.lifecycle.kind : 'nothing'}`)
}
