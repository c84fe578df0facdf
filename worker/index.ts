/**
 * OpenClaw 1-Click Deploy. Everything that happened is an event; everything asked of the world is an effect with an
 * idempotency key, stored in the same transaction as the event that caused it.
 *
 *  Stripe webhook ─┐                              ┌─────────── DeploymentObject (one per deployment) ───────────┐
 *  dashboard ──────┼─► route / cron ─► command ─► │ decide(state, command) ─► events ─► evolve ─► state         │
 *  machine report ─┤                              │                              │                              │
 *  cron sweep ─────┘                              │           react(event) ─► effects ─► outbox                 │
 *                                                 │ alarm ─► due effects ─► perform ─► OVH · OpenRouter ·       │
 *                                                 │            │                       Stripe · SSH · mail      │
 *                                                 │            └─► the outcome is the next command ─► decide    │
 *                                                 │ alarm ─► events past the checkpoint ─► projections ─► D1    │
 *                                                 │ every append ─► the open dashboard sockets                  │
 *                                                 └─────────────────────────────────────────────────────────────┘
 *  dashboard ◄── GET ◄── D1          dashboard ◄── live snapshots ◄── DeploymentObject
 */

import type { Env } from './config.ts'
import { runJob } from './cron/jobs.ts'
import { app } from './http/app.ts'

export { DeploymentObject } from '../durable-objects/deployment-object.ts'
export { FleetObject } from '../durable-objects/fleet-object.ts'

export default {
  fetch: app.fetch,
  scheduled: (controller, env) => runJob(env, controller.cron, controller.scheduledTime),
} satisfies ExportedHandler<Env>
