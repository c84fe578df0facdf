import { Hono } from 'hono'
import * as z from 'zod/mini'
import { rebuildPage } from '../../projections/rebuild.ts'
import type { AppEnv } from '../context.ts'
import { jsonBody } from '../guards.ts'
import { operator } from '../session.ts'

const page = z.object({ after: z._default(z.string().check(z.maxLength(100)), '') })

/** `after` is the `next` of the answer before; the last page answers with null. */
export const adminRoutes = new Hono<AppEnv>().post('/projections/rebuild', operator, jsonBody(page), async (c) =>
  c.json(await rebuildPage(c.env, c.req.valid('json').after), 200),
)
