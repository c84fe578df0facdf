import { Hono } from 'hono'
import type { SessionInfo } from '../api.ts'
import type { AppEnv } from '../context.ts'
import { personOf } from '../session.ts'

export const sessionRoutes = new Hono<AppEnv>().get('/', async (c) => {
  const { site, auth } = c.get('config')
  const signInWith = (['github', 'google'] as const).filter((name) => auth[name] !== undefined)
  const info: SessionInfo = { user: await personOf(c), site: { ...site, signInWith } }
  return c.json(info, 200, { 'cache-control': 'no-store' })
})
