import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import type { Deployment } from '../domain/deployment/state.ts'
import { statusOf } from '../domain/deployment/status.ts'
import { currentStep, timingsOf } from './logbook.ts'
import { statusMessageOf } from './snapshot.ts'
import { deployments, stepTimings } from './tables.ts'

type Row = typeof deployments.$inferInsert

/** The fold of a stream into its row; `version` is the stream's version that it shows. */
export function deploymentRow(state: Deployment, version: number, nextAt: number | null): Row {
  const { server, marks, subscription, modelKey } = state
  const order = 'orderId' in server ? server : undefined
  return {
    id: state.id,
    ownerId: state.ownerId,
    name: state.name,
    status: statusOf(state),
    statusMessage: statusMessageOf(state),
    step: currentStep(state) ?? null,
    host: server.kind === 'delivered' ? (server.address?.host ?? null) : null,
    createdAt: state.createdAt,
    paidAt: marks.paid ?? null,
    readyAt: marks.ready ?? null,
    destroyedAt: marks.destroyed ?? null,
    currentPeriodEnd: null,
    stripeSubscriptionId: 'subscriptionId' in subscription ? subscription.subscriptionId : null,
    orderId: order?.orderId ?? null,
    orderPriceCents: order?.priceCents ?? null,
    orderCurrency: order?.currency ?? null,
    serviceName: server.kind === 'delivered' ? server.serviceName : null,
    priceCents: state.terms.priceCents,
    modelKeyHash: modelKey.kind === 'issued' ? modelKey.keyHash : null,
    version,
    nextDueAt: nextAt === null ? null : new Date(nextAt).toISOString(),
  }
}

/**
 * Writes a deployment's row in one batch with its timings. The guard keeps an older fold from overwriting a newer one;
 * `again` lets the same version be written anew, for a rebuild.
 */
export async function project(
  db: D1Database,
  state: Deployment,
  at: { version: number; nextAt: number | null; again: boolean },
): Promise<void> {
  const row = deploymentRow(state, at.version, at.nextAt)
  const { id: _, ...set } = row
  const guard = at.again ? sql`${deployments.version} <= ${at.version}` : sql`${deployments.version} < ${at.version}`
  const client = drizzle(db)
  const timings = timingsOf(state).map((timing) =>
    client
      .insert(stepTimings)
      .values({ deploymentId: state.id, ...timing })
      .onConflictDoNothing(),
  )
  await client.batch([
    client.insert(deployments).values(row).onConflictDoUpdate({ target: deployments.id, set, setWhere: guard }),
    ...timings,
  ])
}
