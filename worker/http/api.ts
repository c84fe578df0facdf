import type { ProblemCode, problems } from './problems.ts'

/**
 * The shapes that the API answers with; the dashboard and the routes share them. Money is integer cents, times are ISO
 * text, durations are seconds. Field names of the first version of this product are kept where they exist.
 */

/** The statuses of a deployment, kept from the first version of the API. */
export const deploymentStatuses = [
  'PENDING_PAYMENT',
  'PENDING',
  'ORDERING',
  'PROVISIONING',
  'INSTALLING',
  'READY',
  'CANCELING',
  'PAST_DUE',
  'ERROR',
  'DESTROYING',
  'DESTROYED',
] as const
export type DeploymentStatus = (typeof deploymentStatuses)[number]

/** A row of the list; read from the projection, so up to some seconds behind the snapshot. */
export type DeploymentSummary = {
  id: string
  name: string
  status: DeploymentStatus
  /** One sentence for a person: what is going on, or what went wrong. */
  statusMessage: string
  createdAt: string
  readyAt: string | null
  destroyedAt: string | null
  host: string | null
  /** The end of the paid period, where known. */
  currentPeriodEnd: string | null
}

/** The five rows of the logbook while setting up. */
export const progressSteps = ['payment', 'order', 'system', 'install', 'health'] as const
export type ProgressStep = (typeof progressSteps)[number]

/** The rows of the logbook while destroying; they run side by side. */
export const teardownSteps = ['subscription', 'modelKey', 'server'] as const
export type TeardownStep = (typeof teardownSteps)[number]

/** The rows of the logbook during a restart. */
export const restartSteps = ['restart', 'answering'] as const
export type RestartStep = (typeof restartSteps)[number]

export type LogbookRow<Id extends string = ProgressStep | TeardownStep | RestartStep> = {
  id: Id
  state: 'todo' | 'current' | 'done' | 'failed'
  startedAt: string | null
  endedAt: string | null
  /** What is going on in this row, in one plain line; '' when there is nothing to add. */
  detail: string
  /** Which try this is, from 1. */
  attempt: number
  /** How long the step usually takes (median and 90th percentile of our own latest deployments); null until it is known. */
  usual: { p50Seconds: number; p90Seconds: number } | null
}

/** Why a state that waits is waiting: on the page in every such state. */
export type Wait = {
  /** What is waited for, e.g. `The provider is preparing your server`. */
  for: string
  since: string
  /** What the last look found; null before the first look. */
  found: string | null
  lastLookAt: string | null
  /** What happens by itself and when: the deadline. */
  deadlineAt: string | null
  thenWhat: string
  /** What the person can do now. */
  youCan: string
}

/** The whole truth about one deployment; each socket message and `GET …/:id` carry it. Apply it only when `seq` is greater than the last. */
export type DeploymentSnapshot = {
  id: string
  name: string
  status: DeploymentStatus
  statusMessage: string
  /** Grows with each change that a person can see. */
  seq: number
  serverNow: string
  /** True in the sandbox: nothing costs money, the server is simulated. */
  sandbox: boolean
  createdAt: string
  paidAt: string | null
  readyAt: string | null
  destroyedAt: string | null
  logbook: { kind: 'progress' | 'restart' | 'teardown'; rows: LogbookRow[] }
  wait: Wait | null
  /** Set in ERROR: what went wrong in words, where, and a reference to quote to support. */
  problem: { step: ProgressStep; message: string; reference: string } | null
  checkoutUrl: string | null
  /** Public host name or address of the instance, and its origin. */
  host: string | null
  origin: string | null
  openclawVersion: string | null
  /** Plan, datacentre and operating system as ordered. */
  server: { plan: string | null; datacenter: string | null; os: string | null; ipv4: string | null } | null
  stripeSubscriptionId: string | null
  currentPeriodEnd: string | null
  canceledAt: string | null
  priceCents: number
  includedCreditCents: number
  /** True as soon as it is certain that nothing more will be charged. */
  chargesEnded: boolean
  /** What the person may do now. */
  allowed: { restart: boolean; destroy: boolean; launch: boolean }
}

/** One thing that happened, for the Activity tab. */
export type DeploymentEvent = {
  version: number
  type: string
  at: string /** A sentence for the person. */
  text: string
  tone: 'plain' | 'good' | 'warn' | 'bad'
}

/** Who is signed in, and what kind of installation this is; `GET /api/session`. */
export type SessionInfo = {
  user: { id: string; email: string; name: string; emailVerified: boolean; operator: boolean } | null
  site: {
    name: string
    sandbox: boolean
    sandboxUrl: string | null
    priceCents: number
    includedCreditCents: number
    signInWith: ('github' | 'google')[]
  }
}

/** The body of every refusal, as `application/problem+json` (RFC 9457). */
export type ProblemDocument<Code extends ProblemCode = ProblemCode> = {
  /** A page about this kind of problem. */
  type: string
  code: Code
  title: string
  status: (typeof problems)[Code]['status']
  /** What is special about this occurrence, for a person. */
  detail?: string
  /** The part of the body that isn't valid; '' is the body as a whole. */
  field?: string
  /** To quote to support. */
  requestId: string
}
