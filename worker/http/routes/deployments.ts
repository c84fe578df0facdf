import { Hono } from 'hono'
import * as z from 'zod/mini'
import { readSnapshot } from '../../../durable-objects/deployment-rpc.ts'
import { listDeployments } from '../../projections/queries.ts'
import type { AppEnv } from '../context.ts'
import { jsonBody, ownOrigin } from '../guards.ts'
import { commandId, objectOf, owned } from '../owned.ts'
import { problem, problemFor } from '../problem.ts'
import { signedIn } from '../session.ts'

const rename = z.object({
  name: z
    .string()
    .check(
      z.trim(),
      z.minLength(1, 'is required'),
      z.maxLength(40, 'has more than 40 characters'),
      z.regex(/^[\p{L}\p{N}\p{P}\p{S} ]*$/u, 'contains a character that can’t be shown'),
    ),
})

export const deploymentRoutes = new Hono<AppEnv>()
  .get('/', signedIn, async (c) => c.json(await listDeployments(c.env.DB, c.get('person').id)))
  .get('/:id', signedIn, owned, async (c) => {
    const snapshot = await objectOf(c).snapshot()
    return snapshot === null ? problem(c, 'deployment-not-found') : c.json(readSnapshot(snapshot))
  })
  .patch('/:id', ownOrigin, signedIn, owned, jsonBody(rename), async (c) => {
    const handled = await objectOf(c).rename(commandId(c, 'rename'), c.req.valid('json').name)
    return handled.ok ? c.json({ version: handled.version }, 200) : problemFor(c, handled.rejection)
  })
  .delete('/:id', ownOrigin, signedIn, owned, async (c) => {
    const handled = await objectOf(c).destroy(commandId(c, 'destroy'), c.get('deployment').by)
    return handled.ok ? c.json({ version: handled.version }, 202) : problemFor(c, handled.rejection)
  })
  .post('/:id/restart', ownOrigin, signedIn, owned, async (c) => {
    const handled = await objectOf(c).restart(commandId(c, 'restart'))
    return handled.ok ? c.json({ version: handled.version }, 202) : problemFor(c, handled.rejection)
  })
  .post('/:id/launch', ownOrigin, signedIn, owned, async (c) => {
    const launched = await objectOf(c).launch()
    if (launched.ok) return c.json({ url: launched.url }, 200, { 'cache-control': 'no-store' })
    return problem(c, launched.reason === 'notReady' ? 'instance-not-ready' : 'instance-unreachable')
  })
  .get('/:id/events', signedIn, owned, async (c) => c.json(await objectOf(c).events()))
