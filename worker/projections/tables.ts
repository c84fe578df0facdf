import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { DeploymentStatus } from '../http/api.ts'

/**
 * The source of migrations/ (`npm run db:generate`), together with auth-tables.ts. Times are ISO text, since they are
 * copied from events; ISO text of one format also sorts by time.
 */

/**
 * Which deployments exist, and whose they are. Not a projection: it is written before a deployment's first command,
 * because a namespace of objects can't be listed, and everything else in D1 can be rebuilt by walking it.
 */
export const directory = sqliteTable(
  'directory',
  {
    id: text('id').primaryKey(),
    ownerId: text('owner_id').notNull(),
    createdAt: text('created_at').notNull(),
    /** The wish that made it, `<owner>:<Idempotency-Key>`: the same wish finds the same deployment. */
    requestKey: text('request_key').unique(),
  },
  (table) => [index('directory_owner').on(table.ownerId, table.createdAt)],
)

/** One row per deployment: the fold of its stream. */
export const deployments = sqliteTable(
  'deployments',
  {
    id: text('id').primaryKey(),
    ownerId: text('owner_id').notNull(),
    name: text('name').notNull(),
    status: text('status').$type<DeploymentStatus>().notNull(),
    statusMessage: text('status_message').notNull(),
    /** The logbook's row that is current; null when none is. */
    step: text('step'),
    host: text('host'),
    createdAt: text('created_at').notNull(),
    paidAt: text('paid_at'),
    readyAt: text('ready_at'),
    destroyedAt: text('destroyed_at'),
    currentPeriodEnd: text('current_period_end'),
    stripeSubscriptionId: text('stripe_subscription_id'),
    orderId: text('order_id'),
    /** What the provider really charges for the server, without tax. */
    orderPriceCents: integer('order_price_cents'),
    orderCurrency: text('order_currency'),
    serviceName: text('service_name'),
    /** What the person pays a month. */
    priceCents: integer('price_cents').notNull(),
    modelKeyHash: text('model_key_hash'),
    /** The stream's version that this row shows; an older fold never overwrites a newer one. */
    version: integer('version').notNull(),
    /** When the object should wake at the latest; past it, the sweep looks after it. Null: nothing is waited for. */
    nextDueAt: text('next_due_at'),
  },
  (table) => [
    index('deployments_owner').on(table.ownerId, table.createdAt),
    index('deployments_due').on(table.nextDueAt),
    index('deployments_subscription').on(table.stripeSubscriptionId),
  ],
)

/** How long each finished step took, so that a page can say what is usual. */
export const stepTimings = sqliteTable(
  'step_timings',
  {
    deploymentId: text('deployment_id').notNull(),
    step: text('step').notNull(),
    seconds: integer('seconds').notNull(),
    endedAt: text('ended_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.deploymentId, table.step] }),
    index('step_timings_step').on(table.step, table.endedAt),
  ],
)
