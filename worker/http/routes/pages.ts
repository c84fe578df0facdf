import { Hono } from 'hono'
import type { AppContext, AppEnv } from '../context.ts'
import { problem } from '../problem.ts'

/** The dashboard: its files, and its one page for every address that is no file. */
export const pageRoutes = new Hono<AppEnv>().get('*', async (c) => {
  const { publicUrl, site } = c.get('config')
  const url = new URL(c.req.url)
  // localhost and 127.0.0.1 are two origins to a browser, and the session belongs to one.
  if (site.sandbox && url.hostname === 'localhost' && url.origin !== publicUrl) {
    return c.redirect(publicUrl + url.pathname + url.search)
  }
  return isFile(url.pathname) ? file(c) : page(c)
})

const isFile = (path: string): boolean => /\.[a-z0-9]+$/i.test(path)

const page = (c: AppContext): Promise<Response> => c.env.ASSETS.fetch(new URL('/index.html', c.req.url))

/** Files under /assets/ have their contents' hash in their name, so a browser may keep them; a missing one must not be kept. */
async function file(c: AppContext): Promise<Response> {
  const found = await c.env.ASSETS.fetch(c.req.raw)
  if (found.status === 404) return problem(c, 'not-found')
  if (!found.ok || !c.req.path.startsWith('/assets/')) return found
  const kept = new Response(found.body, found)
  kept.headers.set('cache-control', 'public, max-age=31536000, immutable')
  return kept
}
