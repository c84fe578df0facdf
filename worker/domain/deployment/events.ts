import type { Cents, Micros } from '../money.ts'
import type { IsoTime } from '../time.ts'

type Fact<Type extends string, Body = unknown> = { type: Type; v: 1; at: IsoTime } & Body

/** What was agreed when the deployment was requested; later changes of settings do not reach back. */
export type Terms = {
  priceCents: Cents
  includedCreditMicros: Micros
  server: { planCodes: string[]; datacenters: string[]; os: string; maxPriceCents: Cents }
  release: { openclawVersion: string; model: string }
  /** Minutes after which each wait is overdue. */
  deadlines: Record<DeadlineName, number>
}

export const deadlineNames = [
  'checkout',
  'ordering',
  'heldOrder',
  'provisioning',
  'installing',
  'silence',
  'health',
  'restart',
  'teardown',
] as const
export type DeadlineName = (typeof deadlineNames)[number]

/** The rows of the logbook that a failure can belong to. */
export type FailedStep = 'payment' | 'order' | 'system' | 'install' | 'health'

/** Somebody asked for a deployment; nothing is paid and nothing is bought. */
export type DeploymentRequested = Fact<
  'DeploymentRequested',
  {
    deploymentId: string
    ownerId: string
    name: string
    customerId: string
    successUrl: string
    cancelUrl: string
    terms: Terms
  }
>
/** The owner gave the deployment another name. */
export type DeploymentRenamed = Fact<'DeploymentRenamed', { name: string }>

/** Stripe shows a page on which this deployment can be paid. */
export type CheckoutOpened = Fact<'CheckoutOpened', { sessionId: string; expiresAt: IsoTime }>
/** The page closed without a payment; nobody owes anything. */
export type CheckoutExpired = Fact<'CheckoutExpired', { sessionId: string }>
/** The first month has really been paid and a subscription runs. */
export type PaymentConfirmed = Fact<
  'PaymentConfirmed',
  { sessionId: string; subscriptionId: string; customerId: string; amountCents: Cents; currency: string }
>
/** Credit was added to the ledger; `entryId` is unique in the stream. */
export type CreditGranted = Fact<'CreditGranted', { entryId: string; kind: 'included'; micros: Micros }>

/** The deployment has its own key to models, limited to the credit in the ledger. */
export type ModelKeyIssued = Fact<'ModelKeyIssued', { keyHash: string; limitMicros: Micros }>
/** No key was issued and none will be. */
export type ModelKeyAbandoned = Fact<'ModelKeyAbandoned'>
/** The key is gone at the provider; `usedMicros` is all that it ever spent. */
export type ModelKeyRevoked = Fact<'ModelKeyRevoked', { keyHash: string; usedMicros: Micros }>

/** A cart stands ready at OVH under this id; it is what an order is looked up by when its answer is lost. */
export type ServerCartPrepared = Fact<
  'ServerCartPrepared',
  { cartId: string; planCode: string; datacenter: string; priceCents: Cents; currency: string }
>
/** OVH accepted the order and bills for it: from here on the server costs money. */
export type ServerOrdered = Fact<'ServerOrdered', { orderId: string; priceCents: Cents; currency: string }>
/** OVH waits for a person: documents, a fraud check, a payment; this can take two days. */
export type ServerOrderHeld = Fact<'ServerOrderHeld', { detail: string }>
/** OVH goes on with an order that it had held. */
export type ServerOrderResumed = Fact<'ServerOrderResumed'>
/** OVH will not deliver the order and does not bill it. */
export type ServerOrderCancelled = Fact<'ServerOrderCancelled', { orderId: string; detail: string }>
/** It is certain that no server was bought and none will be. */
export type ServerOrderAbandoned = Fact<'ServerOrderAbandoned'>
/** The server exists and is ours until its paid date. */
export type ServerDelivered = Fact<'ServerDelivered', { serviceName: string }>
/** The server's public address is known. */
export type ServerAddressed = Fact<'ServerAddressed', { ipv4: string; host: string; origin: string }>
/** OVH is writing a fresh system onto the server. */
export type ServerRebuildStarted = Fact<'ServerRebuildStarted', { taskId: string; imageName: string }>
/** The fresh system is in place. */
export type ServerRebuilt = Fact<'ServerRebuilt'>

/** The machine let us in with the one-time key, and showed the host key that it must show from now on. */
export type MachineReached = Fact<'MachineReached', { hostKey: string; user: string }>
/** The machine has the setup document and works on it. */
export type SetupDelivered = Fact<'SetupDelivered'>
/** The machine told how far its setup is. */
export type SetupStepReported = Fact<
  'SetupStepReported',
  { step: string; state: 'started' | 'done' | 'failed'; attempt: number; elapsedMs: number }
>
/** The machine has told nothing for too long; the document is delivered once more. */
export type MachineFellSilent = Fact<'MachineFellSilent', { since: IsoTime }>
/** All setup steps are done; this version really runs. */
export type SetupCompleted = Fact<'SetupCompleted', { openclawVersion: string }>
/** OpenClaw answered its health check from outside: the person can use it. */
export type DeploymentReady = Fact<'DeploymentReady'>
/** Setting up has ended without success; `code` is for machines, `detail` for operators. */
export type DeploymentFailed = Fact<'DeploymentFailed', { step: FailedStep; code: string; detail: string }>

/** The owner asked for a restart of OpenClaw. */
export type RestartRequested = Fact<'RestartRequested'>
/** The service on the machine was restarted. */
export type ServiceRestarted = Fact<'ServiceRestarted'>
/** OpenClaw answers again after the restart. */
export type RestartCompleted = Fact<'RestartCompleted'>
/** The restart did not bring OpenClaw back in time. */
export type RestartFailed = Fact<'RestartFailed', { code: string; detail: string }>

/** The end was decided; nothing new is bought from here on. */
export type DestroyRequested = Fact<'DestroyRequested', { by: 'customer' | 'operator' | 'subscription' | 'system' }>
/** Nothing more is charged to the person; null where there never was a subscription. */
export type SubscriptionEnded = Fact<'SubscriptionEnded', { subscriptionId: string | null }>
/** The server will not be renewed; it is paid until then. */
export type ServerRenewalStopped = Fact<'ServerRenewalStopped', { paidUntil: IsoTime }>
/** OVH is overwriting the server's disk. */
export type ServerWipeStarted = Fact<'ServerWipeStarted', { taskId: string }>
/** Nothing of the person is left on the server. */
export type ServerWiped = Fact<'ServerWiped'>
/** The end takes longer than it should; operators look at what is missing. */
export type TeardownOverdue = Fact<'TeardownOverdue', { missing: string[] }>
/** Subscription ended, key revoked, server wiped and not renewed. */
export type DeploymentDestroyed = Fact<'DeploymentDestroyed'>

/** An effect waits for a person, with what is known; it never repeats by itself. */
export type EffectParked = Fact<'EffectParked', { effect: string; key: string; reason: string }>

export type DeploymentEvent =
  | DeploymentRequested
  | DeploymentRenamed
  | CheckoutOpened
  | CheckoutExpired
  | PaymentConfirmed
  | CreditGranted
  | ModelKeyIssued
  | ModelKeyAbandoned
  | ModelKeyRevoked
  | ServerCartPrepared
  | ServerOrdered
  | ServerOrderHeld
  | ServerOrderResumed
  | ServerOrderCancelled
  | ServerOrderAbandoned
  | ServerDelivered
  | ServerAddressed
  | ServerRebuildStarted
  | ServerRebuilt
  | MachineReached
  | SetupDelivered
  | SetupStepReported
  | MachineFellSilent
  | SetupCompleted
  | DeploymentReady
  | DeploymentFailed
  | RestartRequested
  | ServiceRestarted
  | RestartCompleted
  | RestartFailed
  | DestroyRequested
  | SubscriptionEnded
  | ServerRenewalStopped
  | ServerWipeStarted
  | ServerWiped
  | TeardownOverdue
  | DeploymentDestroyed
  | EffectParked
export type DeploymentEventType = DeploymentEvent['type']
