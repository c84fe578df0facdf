import type { Deployment } from '../domain/deployment/state.ts'
import { statusOf } from '../domain/deployment/status.ts'
import type { DeploymentSnapshot, ProgressStep } from '../http/api.ts'
import { currentStep, logbookOf } from './logbook.ts'
import type { UsualDurations } from './queries.ts'
import { type OpenEffect, rowOf, waitOf } from './wait.ts'
import { failureWords, lifecycleWords, waitingFor } from './words.ts'

export type SnapshotContext = {
  seq: number
  effects: readonly OpenEffect[]
  usual: UsualDurations
  now: string
  sandbox: boolean
  checkoutUrl: string | null
}

const MICROS_PER_CENT = 10_000

/** The whole truth about a deployment as a person may see it: nothing in it is secret but for its owner. */
export function snapshotOf(state: Deployment, context: SnapshotContext): DeploymentSnapshot {
  const { lifecycle, server, machine, marks, subscription, terms } = state
  const step = currentStep(state)
  const wait = waitOf(state, context.effects, step)
  const address = server.kind === 'delivered' ? server.address : null
  const isReady = lifecycle.kind === 'ready'
  const over = lifecycle.kind === 'destroying' || lifecycle.kind === 'destroyed'
  return {
    id: state.id,
    name: state.name,
    status: statusOf(state),
    statusMessage: statusMessageOf(state, wait?.for),
    seq: context.seq,
    serverNow: context.now,
    sandbox: context.sandbox,
    createdAt: state.createdAt,
    paidAt: marks.paid ?? null,
    readyAt: marks.ready ?? null,
    destroyedAt: marks.destroyed ?? null,
    logbook: logbookOf(state, detailsOf(state, context.effects, wait?.for, step), context.usual),
    wait,
    problem:
      lifecycle.kind === 'failed'
        ? {
            step: lifecycle.step,
            message: failureWords(lifecycle.code),
            reference: `${state.id.slice(0, 8)}-${lifecycle.code}`,
          }
        : null,
    checkoutUrl: lifecycle.kind === 'awaitingPayment' ? context.checkoutUrl : null,
    host: address?.host ?? null,
    origin: address?.origin ?? null,
    openclawVersion: machine.kind === 'installed' ? machine.openclawVersion : null,
    server:
      'planCode' in server
        ? { plan: server.planCode, datacenter: server.datacenter, os: terms.server.os, ipv4: address?.ipv4 ?? null }
        : null,
    stripeSubscriptionId: 'subscriptionId' in subscription ? subscription.subscriptionId : null,
    currentPeriodEnd: null,
    canceledAt: over && subscription.kind === 'ended' ? (marks.subscriptionEnded ?? null) : null,
    priceCents: terms.priceCents,
    includedCreditCents: Math.round(terms.includedCreditMicros / MICROS_PER_CENT),
    chargesEnded: subscription.kind === 'ended',
    allowed: { restart: isReady && !lifecycle.restart, destroy: !over, launch: isReady && !lifecycle.restart },
  }
}

/** One sentence for lists and mails. */
export function statusMessageOf(state: Deployment, waitFor?: string): string {
  return state.lifecycle.kind === 'provisioning' && waitFor ? waitFor : lifecycleWords(state)
}

function detailsOf(
  state: Deployment,
  effects: readonly OpenEffect[],
  waitFor: string | undefined,
  step: ProgressStep | undefined,
): Partial<Record<string, string>> {
  const details: Partial<Record<string, string>> = {}
  const { server, terms, machine } = state
  if (state.marks.paid) details.payment = `$${(terms.priceCents / 100).toFixed(2)}`
  if ('planCode' in server) details.order = `${server.planCode}, ${server.datacenter}`
  details.system = `${terms.server.os}, written onto an empty disk`
  details.install = `Version ${terms.release.openclawVersion}`
  if (machine.kind === 'installed') details.health = 'Its health check, from outside'
  for (const { effect } of effects) {
    const row = rowOf[effect.type]
    const words = waitingFor[effect.type]
    if (row !== undefined && words !== undefined && row !== 'payment') details[row] = words
  }
  if (step !== undefined && waitFor !== undefined) details[step] = waitFor
  if (state.lifecycle.kind === 'failed') details[state.lifecycle.step] = failureWords(state.lifecycle.code)
  return details
}
