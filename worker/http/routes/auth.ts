import { Hono } from 'hono'
import { accountsOf } from '../accounts.ts'
import type { AppEnv } from '../context.ts'
import { problem } from '../problem.ts'

/** The account library's own routes and answers; only "too many requests" is told as everywhere else. */
export const authRoutes = new Hono<AppEnv>().all('/*', async (c) => {
  const response = await accountsOf(c.env, c.get('config')).handler(c.req.raw)
  if (response.status !== 429) return response
  const retryAfterSeconds = Number(response.headers.get('x-retry-after')) || 60
  return problem(c, 'too-many-requests', { retryAfterSeconds })
})
