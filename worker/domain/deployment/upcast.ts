import type { DeploymentEvent, DeploymentEventType } from './events.ts'

/** An event as it was stored: its shape is that of its own time. */
export type StoredEvent = { type: string; v: number; at: string }

/** One step to the next version, by `Type@version`; an entry is never edited once events of its version exist. */
const upcasters: Record<string, (event: StoredEvent) => StoredEvent> = {}

/** The newest version of each type; a stored event of a later one comes from newer code and is not guessed at. */
const newest: Record<DeploymentEventType, number> = {
  DeploymentRequested: 1,
  DeploymentRenamed: 1,
  CheckoutOpened: 1,
  CheckoutExpired: 1,
  PaymentConfirmed: 1,
  CreditGranted: 1,
  ModelKeyIssued: 1,
  ModelKeyAbandoned: 1,
  ModelKeyRevoked: 1,
  ServerCartPrepared: 1,
  ServerOrdered: 1,
  ServerOrderHeld: 1,
  ServerOrderResumed: 1,
  ServerOrderCancelled: 1,
  ServerOrderAbandoned: 1,
  ServerDelivered: 1,
  ServerAddressed: 1,
  ServerRebuildStarted: 1,
  ServerRebuilt: 1,
  MachineReached: 1,
  SetupDelivered: 1,
  SetupStepReported: 1,
  MachineFellSilent: 1,
  SetupCompleted: 1,
  DeploymentReady: 1,
  DeploymentFailed: 1,
  RestartRequested: 1,
  ServiceRestarted: 1,
  RestartCompleted: 1,
  RestartFailed: 1,
  DestroyRequested: 1,
  SubscriptionEnded: 1,
  ServerRenewalStopped: 1,
  ServerWipeStarted: 1,
  ServerWiped: 1,
  TeardownOverdue: 1,
  DeploymentDestroyed: 1,
  EffectParked: 1,
}

export const eventTypes = Object.keys(newest) as DeploymentEventType[]

/** Reads a stored event as the newest version of its type; throws for a type or version that this code does not know. */
export function upcast(stored: StoredEvent): DeploymentEvent {
  let event = stored
  for (let step = upcasters[`${event.type}@${event.v}`]; step; step = upcasters[`${event.type}@${event.v}`])
    event = step(event)
  if (newest[event.type as DeploymentEventType] !== event.v) throw new Error(`unknown event ${event.type}@${event.v}`)
  return event as DeploymentEvent
}
