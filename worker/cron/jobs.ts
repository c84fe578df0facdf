import type { Env } from '../config.ts'
import { sweepDeadlines } from './sweep-deadlines.ts'

/** What each cron expression of wrangler.toml starts. */
export const jobs: Record<string, (env: Env, now: number) => Promise<void>> = {
  '*/5 * * * *': sweepDeadlines,
}

export async function runJob(env: Env, cron: string, now: number): Promise<void> {
  const job = jobs[cron]
  if (!job) throw new Error(`no job for the cron expression ${cron}`)
  await job(env, now)
}
