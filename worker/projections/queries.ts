import { and, asc, count, desc, eq, gt, isNull, lt } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import type { DeploymentSummary } from '../http/api.ts'
import { user } from './auth-tables.ts'
import { deployments, directory, stepTimings } from './tables.ts'

/** The only reads of D1, but for the account library's own. */

/** Newest first. */
export function listDeployments(db: D1Database, ownerId: string): Promise<DeploymentSummary[]> {
  const { id, name, status, statusMessage, createdAt, readyAt, destroyedAt, host, currentPeriodEnd } = deployments
  return drizzle(db)
    .select({ id, name, status, statusMessage, createdAt, readyAt, destroyedAt, host, currentPeriodEnd })
    .from(deployments)
    .where(eq(deployments.ownerId, ownerId))
    .orderBy(desc(deployments.createdAt))
    .limit(500)
}

/** Whose deployment this is; undefined for an id that was never given out. */
export async function ownerOf(db: D1Database, deploymentId: string): Promise<string | undefined> {
  const row = await drizzle(db)
    .select({ ownerId: directory.ownerId })
    .from(directory)
    .where(eq(directory.id, deploymentId))
    .get()
  return row?.ownerId
}

export async function deploymentOfRequest(db: D1Database, requestKey: string): Promise<string | undefined> {
  const row = await drizzle(db)
    .select({ id: directory.id })
    .from(directory)
    .where(eq(directory.requestKey, requestKey))
    .get()
  return row?.id
}

export async function countRequestsSince(db: D1Database, ownerId: string, since: string): Promise<number> {
  const row = await drizzle(db)
    .select({ requests: count() })
    .from(directory)
    .where(and(eq(directory.ownerId, ownerId), gt(directory.createdAt, since)))
    .get()
  return row?.requests ?? 0
}

export async function stripeCustomerOf(db: D1Database, userId: string): Promise<string | null> {
  const row = await drizzle(db).select({ id: user.stripeCustomerId }).from(user).where(eq(user.id, userId)).get()
  return row?.id ?? null
}

export type UsualDurations = Record<string, { p50Seconds: number; p90Seconds: number }>

const SAMPLE = 200
/** With fewer than this, a median says more about chance than about the step. */
const ENOUGH = 3

/** What each step took in our latest 200 deployments: the median and the 90th percentile. */
export async function usualDurations(db: D1Database, steps: readonly string[]): Promise<UsualDurations> {
  const latest = drizzle(db)
  const samples = await Promise.all(
    steps.map((step) =>
      latest
        .select({ seconds: stepTimings.seconds })
        .from(stepTimings)
        .where(eq(stepTimings.step, step))
        .orderBy(desc(stepTimings.endedAt))
        .limit(SAMPLE),
    ),
  )
  const known = steps.map(
    (step, index) => [step, percentiles((samples[index] ?? []).map((row) => row.seconds))] as const,
  )
  return Object.fromEntries(known.flatMap(([step, usual]) => (usual ? [[step, usual]] : [])))
}

function percentiles(seconds: number[]): UsualDurations[string] | undefined {
  if (seconds.length < ENOUGH) return undefined
  const sorted = seconds.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.ceil(share * sorted.length) - 1] ?? 0
  return { p50Seconds: at(0.5), p90Seconds: at(0.9) }
}

/** Ids whose wake-up is past due: their alarm may be lost. */
export async function overdueDeployments(db: D1Database, before: string, limit: number): Promise<string[]> {
  const rows = await drizzle(db)
    .select({ id: deployments.id })
    .from(deployments)
    .where(lt(deployments.nextDueAt, before))
    .orderBy(asc(deployments.nextDueAt))
    .limit(limit)
  return rows.map((row) => row.id)
}

/** Ids given out in this span that have no row yet: their first command, or its projection, may be lost. */
export async function unprojectedDeployments(
  db: D1Database,
  span: { after: string; before: string },
  limit: number,
): Promise<string[]> {
  const rows = await drizzle(db)
    .select({ id: directory.id })
    .from(directory)
    .leftJoin(deployments, eq(deployments.id, directory.id))
    .where(and(isNull(deployments.id), gt(directory.createdAt, span.after), lt(directory.createdAt, span.before)))
    .limit(limit)
  return rows.map((row) => row.id)
}

/** One page of the directory, in the order of ids. */
export async function directoryPage(db: D1Database, afterId: string, limit: number): Promise<string[]> {
  const rows = await drizzle(db)
    .select({ id: directory.id })
    .from(directory)
    .where(gt(directory.id, afterId))
    .orderBy(asc(directory.id))
    .limit(limit)
  return rows.map((row) => row.id)
}

/** Where a person is written to; undefined when there is no such person any more. */
export async function findUserEmail(db: D1Database, userId: string): Promise<string | undefined> {
  const row = await drizzle(db).select({ email: user.email }).from(user).where(eq(user.id, userId)).get()
  return row?.email
}
