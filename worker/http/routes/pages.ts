import { Hono } from 'hono'
import type { AppEnv } from '../context.ts'

/** The dashboard's files. Pages come through here so that they carry our headers; hashed assets don't need to. */
export const pageRoutes = new Hono<AppEnv>().get('*', async (c) => {
  const { publicUrl, site } = c.get('config')
  const url = new URL(c.req.url)
  // localhost and 127.0.0.1 are two origins to a browser, and the session belongs to one.
  if (site.sandbox && url.hostname === 'localhost' && url.origin !== publicUrl) {
    return c.redirect(publicUrl + url.pathname + url.search)
  }
  return c.env.ASSETS.fetch(c.req.raw)
})
