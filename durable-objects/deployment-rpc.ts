import type { Rejection } from '../worker/domain/deployment/decide.ts'
import type { DeploymentEvent, DeploymentSnapshot } from '../worker/http/api.ts'
import type { MachineReport } from '../worker/machine/report.ts'

/** The answer to a command: accepted (with the stream's version afterwards; a repeat answers like the first time) or rejected by a rule. */
export type Handled = { ok: true; version: number } | { ok: false; rejection: Rejection }

/** What the rest of the Worker may ask of one deployment's object. Flat and plain, since RPC types lose `unknown`. */
export type DeploymentRpc = {
  /** The first command of a stream; answers once the checkout page exists, or the wait for it is over. */
  request(commandId: string, input: DeployInput): Promise<{ handled: Handled; checkoutUrl: string | null }>
  rename(commandId: string, name: string): Promise<Handled>
  restart(commandId: string): Promise<Handled>
  destroy(commandId: string, by: 'customer' | 'operator'): Promise<Handled>
  /** Stripe's hint, re-read here: looks the checkout session up and records what it finds. Throws when Stripe can't be asked. */
  checkoutChanged(commandId: string, sessionId: string): Promise<Handled>
  /** Stripe's hint about the subscription, re-read here. */
  subscriptionChanged(commandId: string, subscriptionId: string): Promise<Handled>
  /** A machine's report; `badToken` when the token isn't this deployment's. */
  report(token: string, report: MachineReport): Promise<Handled | 'badToken'>
  /** A one-time address that signs the owner in to the Control UI. */
  launch(): Promise<{ ok: true; url: string } | { ok: false; reason: 'notReady' | 'unreachable' }>
  /** The snapshot as JSON text, or null when there is no such deployment. */
  snapshot(): Promise<string | null>
  events(): Promise<DeploymentEvent[]>
  /** Projects the whole stream into D1 again. */
  rebuildProjection(): Promise<number>
  /** Wakes the object if something is overdue; answers whether it had no alarm although it should. */
  sweep(): Promise<{ wasAsleep: boolean }>
}

export type DeployInput = {
  deploymentId: string
  ownerId: string
  ownerEmail: string
  name: string
  customerId: string
  successUrl: string
  cancelUrl: string
}

/** The snapshot, read back from the text that RPC carries. */
export const readSnapshot = (text: string): DeploymentSnapshot => JSON.parse(text) as DeploymentSnapshot
