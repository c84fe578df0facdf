import { type IsoTime, plusMinutes } from '../time.ts'
import type { DeadlineName } from './events.ts'
import type { Deployment, DeploymentState } from './state.ts'

/** Stripe closes the page itself after `checkout` minutes; only when no news of that came does our own deadline act, this much later. */
const CHECKOUT_SLACK_MINUTES = 10

/** The one deadline that the present state waits under, derived from it; null when nothing is waited for. */
export function deadlineOf(state: DeploymentState): { name: DeadlineName; dueAt: IsoTime } | null {
  if (!state.exists) return null
  const due = (name: DeadlineName, from: IsoTime, slack = 0) => ({
    name,
    dueAt: plusMinutes(from, state.terms.deadlines[name] + slack),
  })
  switch (state.lifecycle.kind) {
    case 'awaitingPayment':
      return due('checkout', state.createdAt, CHECKOUT_SLACK_MINUTES)
    case 'provisioning':
      return provisioningDeadline(state, state.lifecycle.progressAt, due)
    case 'ready':
      return state.lifecycle.restart ? due('restart', state.lifecycle.restart.requestedAt) : null
    case 'destroying':
      return state.lifecycle.overdue ? null : due('teardown', state.lifecycle.since)
    case 'failed':
    case 'destroyed':
      return null
  }
}

type Due = (name: DeadlineName, from: IsoTime) => { name: DeadlineName; dueAt: IsoTime }

function provisioningDeadline(state: Deployment, progressAt: IsoTime, due: Due) {
  const { server, machine, marks } = state
  if (server.kind !== 'delivered') {
    return server.kind === 'ordered' && server.held !== null
      ? due('heldOrder', progressAt)
      : due('ordering', progressAt)
  }
  if (machine.kind === 'installed') return due('health', marks.setupCompleted ?? progressAt)
  if (machine.kind !== 'installing') return due('provisioning', marks.delivered ?? progressAt)
  const whole = due('installing', marks.setupDelivered ?? progressAt)
  const silence = due('silence', machine.lastSignAt)
  return silence.dueAt < whole.dueAt ? silence : whole
}
