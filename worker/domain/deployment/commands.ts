import type { Cents, Micros } from '../money.ts'
import type { IsoTime } from '../time.ts'
import type { DeadlineName, Terms } from './events.ts'

/** What Stripe says of a checkout page; `paid` means that the money was really received. */
export type CheckoutState = { state: 'open' | 'unpaid' | 'expired' } | ({ state: 'paid' } & Paid)
export type Paid = { subscriptionId: string; customerId: string; amountCents: Cents; currency: string }

/** A wish, or the outcome of an effect; `now` is the only clock the domain knows. */
export type Command = { now: IsoTime } & (
  | {
      type: 'RequestDeployment'
      deploymentId: string
      ownerId: string
      name: string
      customerId: string
      successUrl: string
      cancelUrl: string
      terms: Terms
    }
  | { type: 'RenameDeployment'; name: string }
  | { type: 'RequestRestart' }
  | { type: 'RequestDestroy'; by: 'customer' | 'operator' | 'subscription' | 'system' }
  | { type: 'CheckDeadline'; deadline: DeadlineName }
  | { type: 'RecordCheckoutOpened'; sessionId: string; expiresAt: IsoTime }
  | { type: 'RecordCheckoutState'; sessionId: string; checkout: CheckoutState }
  | { type: 'RecordSubscriptionGone'; subscriptionId: string }
  | { type: 'RecordModelKeyIssued'; keyHash: string; limitMicros: Micros }
  | { type: 'RecordModelKeyAbandoned' }
  | { type: 'RecordModelKeyRevoked'; keyHash: string; usedMicros: Micros }
  | {
      type: 'RecordServerCartPrepared'
      cartId: string
      planCode: string
      datacenter: string
      priceCents: Cents
      currency: string
    }
  | { type: 'RecordServerOrdered'; orderId: string; priceCents: Cents; currency: string }
  | { type: 'RecordServerOrderAbandoned' }
  | { type: 'RecordServerOrderStatus'; orderId: string; order: OrderNews }
  | { type: 'RecordServerAddressed'; ipv4: string; host: string; origin: string }
  | { type: 'RecordServerRebuildStarted'; taskId: string; imageName: string }
  | { type: 'RecordServerRebuilt' }
  | { type: 'RecordMachineReached'; hostKey: string; user: string }
  | { type: 'RecordSetupDelivered' }
  | { type: 'RecordMachineReport'; report: MachineNews }
  | { type: 'RecordHealthy'; about: 'ready' | 'restart' }
  | { type: 'RecordServiceRestarted' }
  | { type: 'RecordSubscriptionEnded'; subscriptionId: string | null }
  | { type: 'RecordServerRenewalStopped'; paidUntil: IsoTime }
  | { type: 'RecordServerWipeStarted'; taskId: string }
  | { type: 'RecordServerWiped' }
  /** A provider said no for good, or the tries are used up. */
  | { type: 'RecordEffectFailed'; effect: string; key: string; code: string; detail: string }
  /** What an effect did is unknown and can't be found out. */
  | { type: 'RecordEffectUnsure'; effect: string; key: string; detail: string }
)

export type OrderNews =
  | { stage: 'processing' }
  | { stage: 'held'; detail: string }
  | { stage: 'cancelled'; detail: string }
  | { stage: 'delivered'; serviceName: string }

export type MachineNews = {
  step: string
  state: 'started' | 'done' | 'failed' | 'gave_up'
  attempt: number
  elapsedMs: number
  detail: string
  openclawVersion: string | null
}

/** Why a wish was refused; each has its problem document. */
export type Rejection = { code: 'notFound' } | { code: 'alreadyExists' } | { code: 'notAllowedNow'; status: string }
