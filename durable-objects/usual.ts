import { timedSteps } from '../worker/projections/logbook.ts'
import { type UsualDurations, usualDurations } from '../worker/projections/queries.ts'

const KEPT_MS = 10 * 60_000

/** Answers what each step usually takes, read from D1 every ten minutes; nobody misses the truth about a deployment for want of a statistic. */
export function createUsual(db: D1Database): () => Promise<UsualDurations> {
  let known: UsualDurations = {}
  let readAt = 0
  return async () => {
    if (Date.now() - readAt < KEPT_MS) return known
    readAt = Date.now()
    try {
      known = await usualDurations(db, timedSteps)
    } catch (error) {
      console.warn(JSON.stringify({ level: 'warn', at: 'usual', error: String(error) }))
    }
    return known
  }
}
