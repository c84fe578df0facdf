import type { Command } from '../../worker/domain/deployment/commands.ts'
import type { DeploymentEvent, DeploymentEventType, Terms } from '../../worker/domain/deployment/events.ts'
import { plusMinutes } from '../../worker/domain/time.ts'

/** The time, in minutes after the deployment was requested. */
export const at = (minutes: number) => plusMinutes('2026-11-23T10:00:00.000Z', minutes)

export const terms: Terms = {
  priceCents: 2_500,
  includedCreditMicros: 25_000_000,
  server: { planCodes: ['vps-2027-model1'], datacenters: ['BHS', 'GRA'], os: 'Debian 13', maxPriceCents: 1_500 },
  release: { openclawVersion: '2026.11.4', model: 'openrouter/auto' },
  deadlines: {
    checkout: 60,
    ordering: 30,
    heldOrder: 2_880,
    provisioning: 45,
    installing: 30,
    silence: 8,
    health: 10,
    restart: 5,
    teardown: 120,
  },
}

type Sample<Type extends DeploymentEventType> = Extract<DeploymentEvent, { type: Type }>

/** One event of each type, as a deployment might live through them. */
export const sample: { [Type in DeploymentEventType]: Sample<Type> } = {
  DeploymentRequested: {
    type: 'DeploymentRequested',
    v: 1,
    at: at(0),
    deploymentId: 'dep_1',
    ownerId: 'user_1',
    name: 'Otter',
    customerId: 'cus_1',
    successUrl: 'https://deploy.example/paid',
    cancelUrl: 'https://deploy.example/deploy',
    terms,
  },
  DeploymentRenamed: { type: 'DeploymentRenamed', v: 1, at: at(1), name: 'Heron' },
  CheckoutOpened: { type: 'CheckoutOpened', v: 1, at: at(0), sessionId: 'cs_1', expiresAt: at(60) },
  CheckoutExpired: { type: 'CheckoutExpired', v: 1, at: at(60), sessionId: 'cs_1' },
  PaymentConfirmed: {
    type: 'PaymentConfirmed',
    v: 1,
    at: at(2),
    sessionId: 'cs_1',
    subscriptionId: 'sub_1',
    customerId: 'cus_1',
    amountCents: 2_500,
    currency: 'usd',
  },
  CreditGranted: {
    type: 'CreditGranted',
    v: 1,
    at: at(2),
    entryId: 'included',
    kind: 'included',
    micros: 25_000_000,
  },
  ModelKeyIssued: { type: 'ModelKeyIssued', v: 1, at: at(3), keyHash: 'hash_1', limitMicros: 25_000_000 },
  ModelKeyAbandoned: { type: 'ModelKeyAbandoned', v: 1, at: at(3) },
  ModelKeyRevoked: { type: 'ModelKeyRevoked', v: 1, at: at(91), keyHash: 'hash_1', usedMicros: 1_250_000 },
  ServerCartPrepared: {
    type: 'ServerCartPrepared',
    v: 1,
    at: at(3),
    cartId: 'cart_1',
    planCode: 'vps-2027-model1',
    datacenter: 'BHS',
    priceCents: 680,
    currency: 'USD',
  },
  ServerOrdered: { type: 'ServerOrdered', v: 1, at: at(4), orderId: '7001', priceCents: 680, currency: 'USD' },
  ServerOrderHeld: { type: 'ServerOrderHeld', v: 1, at: at(5), detail: 'documentsRequested' },
  ServerOrderResumed: { type: 'ServerOrderResumed', v: 1, at: at(6) },
  ServerOrderCancelled: { type: 'ServerOrderCancelled', v: 1, at: at(6), orderId: '7001', detail: 'cancelled' },
  ServerOrderAbandoned: { type: 'ServerOrderAbandoned', v: 1, at: at(4) },
  ServerDelivered: { type: 'ServerDelivered', v: 1, at: at(10), serviceName: 'vps-1.example' },
  ServerAddressed: {
    type: 'ServerAddressed',
    v: 1,
    at: at(11),
    ipv4: '203.0.113.7',
    host: '203-0-113-7.example',
    origin: 'https://203-0-113-7.example',
  },
  ServerRebuildStarted: {
    type: 'ServerRebuildStarted',
    v: 1,
    at: at(12),
    taskId: '501',
    imageName: 'Debian 13',
  },
  ServerRebuilt: { type: 'ServerRebuilt', v: 1, at: at(14) },
  MachineReached: { type: 'MachineReached', v: 1, at: at(15), hostKey: 'ssh-ed25519 AAAAhost', user: 'debian' },
  SetupDelivered: { type: 'SetupDelivered', v: 1, at: at(16) },
  SetupStepReported: {
    type: 'SetupStepReported',
    v: 1,
    at: at(17),
    step: 'node',
    state: 'done',
    attempt: 1,
    elapsedMs: 4_200,
  },
  MachineFellSilent: { type: 'MachineFellSilent', v: 1, at: at(25), since: at(17) },
  SetupCompleted: { type: 'SetupCompleted', v: 1, at: at(18), openclawVersion: '2026.11.4' },
  DeploymentReady: { type: 'DeploymentReady', v: 1, at: at(19) },
  DeploymentFailed: {
    type: 'DeploymentFailed',
    v: 1,
    at: at(34),
    step: 'order',
    code: 'ordering_overdue',
    detail: 'nothing new within 30 minutes',
  },
  RestartRequested: { type: 'RestartRequested', v: 1, at: at(30) },
  ServiceRestarted: { type: 'ServiceRestarted', v: 1, at: at(31) },
  RestartCompleted: { type: 'RestartCompleted', v: 1, at: at(32) },
  RestartFailed: {
    type: 'RestartFailed',
    v: 1,
    at: at(35),
    code: 'restart_overdue',
    detail: 'no answer from outside in time',
  },
  DestroyRequested: { type: 'DestroyRequested', v: 1, at: at(90), by: 'customer' },
  SubscriptionEnded: { type: 'SubscriptionEnded', v: 1, at: at(91), subscriptionId: 'sub_1' },
  ServerRenewalStopped: { type: 'ServerRenewalStopped', v: 1, at: at(91), paidUntil: at(43_200) },
  ServerWipeStarted: { type: 'ServerWipeStarted', v: 1, at: at(91), taskId: '502' },
  ServerWiped: { type: 'ServerWiped', v: 1, at: at(95) },
  TeardownOverdue: { type: 'TeardownOverdue', v: 1, at: at(210), missing: ['server'] },
  DeploymentDestroyed: { type: 'DeploymentDestroyed', v: 1, at: at(95) },
  EffectParked: {
    type: 'EffectParked',
    v: 1,
    at: at(5),
    effect: 'CheckOutServerCart',
    key: 'dep_1:5:0:CheckOutServerCart',
    reason: 'no answer, and no order with this cart was found',
  },
}

const s = sample

/** How far a deployment has come, as the events that led there. */
export const requested = [s.DeploymentRequested]
export const checkoutOpen = [...requested, s.CheckoutOpened]
export const paid = [...checkoutOpen, s.PaymentConfirmed, s.CreditGranted]
export const keyIssued = [...paid, s.ModelKeyIssued]
export const cartReady = [...keyIssued, s.ServerCartPrepared]
export const ordered = [...cartReady, s.ServerOrdered]
export const held = [...ordered, s.ServerOrderHeld]
export const delivered = [...ordered, s.ServerDelivered]
export const addressed = [...delivered, s.ServerAddressed]
export const rebuilding = [...addressed, s.ServerRebuildStarted]
export const rebuilt = [...rebuilding, s.ServerRebuilt]
export const reached = [...rebuilt, s.MachineReached]
export const installing = [...reached, s.SetupDelivered, s.SetupStepReported]
export const installed = [...installing, s.SetupCompleted]
export const ready = [...installed, s.DeploymentReady]
export const restarting = [...ready, s.RestartRequested]
export const failed = [...ordered, s.DeploymentFailed]
export const destroying = [...ready, s.DestroyRequested]
export const destroyed = [
  ...destroying,
  s.SubscriptionEnded,
  s.ModelKeyRevoked,
  s.ServerRenewalStopped,
  s.ServerWipeStarted,
  s.ServerWiped,
  s.DeploymentDestroyed,
]

/** The same fact at another time. */
export const atTime = <E extends DeploymentEvent>(event: E, minutes: number): E => ({ ...event, at: at(minutes) })

type Body<Type extends Command['type']> = Omit<Extract<Command, { type: Type }>, 'type' | 'now'>

/** A command at a time, in minutes: `command(5, 'RequestRestart')`. */
export function command<Type extends Command['type']>(minutes: number, type: Type, body?: Body<Type>): Command {
  return { now: at(minutes), type, ...body } as Command
}
