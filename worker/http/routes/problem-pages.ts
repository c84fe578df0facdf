import { Hono } from 'hono'
import type { AppEnv } from '../context.ts'
import { problem } from '../problem.ts'

const pages = import.meta.glob('../../../docs/problems/*.md', { query: '?raw', import: 'default', eager: true })

/** Where the `type` of a problem leads. */
export const problemPageRoutes = new Hono<AppEnv>().get('/:code', (c) => {
  const page = pages[`../../../docs/problems/${c.req.param('code')}.md`]
  return page === undefined ? problem(c, 'not-found') : c.text(page)
})
