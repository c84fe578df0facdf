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

/** The name that the person typed; when it is there, it must be the deployment's. */
const confirmation = z.object({ name: z.optional(z.string()) })

export const deploymentRoutes = new Hono<AppEnv>()
  .get('/', signedIn, async (c) => c.json({ deployments: await listDeployments(c.env.DB, c.get('person').id) }, 200))
  .get('/:id', signedIn, owned, async (c) => {
    const snapshot = await objectOf(c).snapshot()
    return snapshot === null ? problem(c, 'not-found') : c.json(readSnapshot(snapshot), 200)
  })
  .patch('/:id', ownOrigin, signedIn, owned, jsonBody(rename), async (c) => {
    const handled = await objectOf(c).rename(commandId(c, 'rename'), c.req.valid('json').name)
    return handled.ok ? c.json({ version: handled.version }, 200) : problemFor(c, handled.rejection)
  })
  .delete('/:id', ownOrigin, signedIn, owned, jsonBody(confirmation), async (c) => {
    const { name } = c.req.valid('json')
    const snapshot = name === undefined ? null : await objectOf(c).snapshot()
    if (snapshot !== null && readSnapshot(snapshot).name !== name) return problem(c, 'name-mismatch', { field: 'name' })
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
  .get('/:id/events', signedIn, owned, async (c) => c.json({ events: await objectOf(c).events() }, 200))
