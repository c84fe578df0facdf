import type { Cents, Micros } from '../money.ts'
import type { IsoTime } from '../time.ts'
import type { DeadlineName, Terms } from './events.ts'

/**
 * What is asked of the world. Each is stored in the outbox in the same transaction as the event that caused it.
 *
 * | effect               | confirmed by                | spends money |
 * | -------------------- | --------------------------- | ------------ |
 * | `OpenCheckout`       | `RecordCheckoutOpened`      | no           |
 * | `AwaitCheckout`      | `RecordCheckoutState`       | no           |
 * | `UseCardForRenewals` | nothing                     | no           |
 * | `IssueModelKey`      | `RecordModelKeyIssued`      | its limit    |
 * | `PrepareServerCart`  | `RecordServerCartPrepared`  | no           |
 * | `CheckOutServerCart` | `RecordServerOrdered`       | yes          |
 * | `AwaitServerOrder`   | `RecordServerOrderStatus`   | no           |
 * | `ReadServerAddress`  | `RecordServerAddressed`     | no           |
 * | `RebuildServer`      | `RecordServerRebuildStarted`| no           |
 * | `AwaitRebuild`       | `RecordServerRebuilt`       | no           |
 * | `ReachMachine`       | `RecordMachineReached`      | no           |
 * | `DeliverSetup`       | `RecordSetupDelivered`      | no           |
 * | `ProbeHealth`        | `RecordHealthy`             | no           |
 * | `RestartService`     | `RecordServiceRestarted`    | no           |
 * | `EndSubscription`    | `RecordSubscriptionEnded`   | no           |
 * | `RevokeModelKey`     | `RecordModelKeyRevoked`     | no           |
 * | `StopServerRenewal`  | `RecordServerRenewalStopped`| no           |
 * | `WipeServer`         | `RecordServerWipeStarted`   | no           |
 * | `AwaitWipe`          | `RecordServerWiped`         | no           |
 * | `SendMail`           | nothing                     | no           |
 * | `WakeAt`             | `CheckDeadline`             | no           |
 */
export type Effect =
  | { type: 'OpenCheckout'; customerId: string; successUrl: string; cancelUrl: string; expiresAt: IsoTime }
  | { type: 'AwaitCheckout'; sessionId: string }
  | { type: 'UseCardForRenewals'; subscriptionId: string }
  | { type: 'IssueModelKey'; keyName: string; limitMicros: Micros }
  | { type: 'PrepareServerCart'; need: Terms['server'] }
  | {
      type: 'CheckOutServerCart'
      cartId: string
      planCode: string
      priceCents: Cents
      currency: string
      preparedAt: IsoTime
    }
  | { type: 'AwaitServerOrder'; orderId: string; planCode: string }
  | { type: 'ReadServerAddress'; serviceName: string; name: string }
  | { type: 'RebuildServer'; serviceName: string; os: string }
  | { type: 'AwaitRebuild'; serviceName: string; taskId: string }
  | { type: 'ReachMachine'; ipv4: string }
  | {
      type: 'DeliverSetup'
      ipv4: string
      host: string
      origin: string
      hostKey: string
      user: string
      release: Terms['release']
    }
  | { type: 'ProbeHealth'; origin: string; about: 'ready' | 'restart' }
  | { type: 'RestartService'; ipv4: string; hostKey: string; user: string }
  | { type: 'EndSubscription'; sessionId: string; subscriptionId: string | null }
  | { type: 'RevokeModelKey'; keyHash: string }
  | { type: 'StopServerRenewal'; serviceName: string }
  | { type: 'WipeServer'; serviceName: string; os: string }
  | { type: 'AwaitWipe'; serviceName: string; taskId: string }
  | { type: 'SendMail'; mail: MailReason }
  | { type: 'WakeAt'; deadline: DeadlineName; dueAt: IsoTime }

export type EffectType = Effect['type']

/** Why a mail is sent; each goes out at most once per cause. */
export type MailReason = 'ready' | 'setupFailed' | 'destroyed'
