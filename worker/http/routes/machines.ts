import { Hono } from 'hono'
import { machineReport } from '../../machine/report.ts'
import { ownerOf } from '../../projections/queries.ts'
import type { AppEnv } from '../context.ts'
import { jsonBody } from '../guards.ts'
import { problem, problemFor } from '../problem.ts'
import { bearerToken } from '../session.ts'

export const machineRoutes = new Hono<AppEnv>().post('/:id/report', jsonBody(machineReport), async (c) => {
  const id = c.req.param('id')
  const token = bearerToken(c)
  // An id that was never given out must not make an object of its own.
  const known = token !== undefined && (await ownerOf(c.env.DB, id)) !== undefined
  const handled = known ? await c.env.DEPLOYMENT.getByName(id).report(token, c.req.valid('json')) : 'badToken'
  if (handled === 'badToken') return problem(c, 'machine-token-rejected')
  return handled.ok ? c.json({ version: handled.version }, 202) : problemFor(c, handled.rejection)
})
