import type { Env } from '../config.ts'
import { overdueDeployments, unprojectedDeployments } from '../projections/queries.ts'

/** An alarm may come some seconds late, and the projection after it. */
const GRACE_MS = 60_000
const DAY_MS = 86_400_000
/** A Worker may make 1,000 calls in one run; what is left over comes with the next run, the most overdue first. */
const BATCH = 200

/**
 * Wakes each object whose wake-up is past due. The mistake this prevents: trusting alarms alone, so that one that was
 * lost leaves a person who paid waiting forever.
 */
export async function sweepDeadlines(env: Env, now: number): Promise<void> {
  const iso = (at: number) => new Date(at).toISOString()
  const [overdue, unprojected] = await Promise.all([
    overdueDeployments(env.DB, iso(now - GRACE_MS), BATCH),
    unprojectedDeployments(env.DB, { after: iso(now - DAY_MS), before: iso(now - GRACE_MS) }, BATCH),
  ])
  const ids = [...new Set([...overdue, ...unprojected])]
  const results = await Promise.allSettled(ids.map((id) => env.DEPLOYMENT.getByName(id).sweep()))
  results.forEach((result, index) => {
    const deployment = ids[index]
    if (result.status === 'rejected') {
      console.error(JSON.stringify({ event: 'sweep-failed', deployment, message: String(result.reason) }))
    } else if (result.value.wasAsleep) {
      console.warn(JSON.stringify({ event: 'lost-alarm', deployment }))
    }
  })
}
