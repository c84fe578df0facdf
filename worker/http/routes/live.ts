import { Hono } from 'hono'
import type { AppEnv } from '../context.ts'
import { ownOrigin } from '../guards.ts'
import { objectOf, owned } from '../owned.ts'
import { problem } from '../problem.ts'
import { signedIn } from '../session.ts'

/** The socket of whole snapshots. Cross-origin rules don't protect sockets, so the origin is checked here. */
export const liveRoutes = new Hono<AppEnv>().get('/:id/live', ownOrigin, signedIn, owned, async (c) => {
  if (c.req.header('upgrade')?.toLowerCase() !== 'websocket') return problem(c, 'upgrade-required')
  return objectOf(c).fetch(c.req.raw)
})
