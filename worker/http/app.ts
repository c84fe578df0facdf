import { Hono } from 'hono'
import { routePath } from 'hono/route'
import { ConfigError, readConfig } from '../config.ts'
import { isProviderError } from '../providers/provider-error.ts'
import type { AppContext, AppEnv, Guard } from './context.ts'
import { limitBody } from './guards.ts'
import { problem } from './problem.ts'
import { adminRoutes } from './routes/admin.ts'
import { authRoutes } from './routes/auth.ts'
import { deployRoutes } from './routes/deploy.ts'
import { deploymentRoutes } from './routes/deployments.ts'
import { liveRoutes } from './routes/live.ts'
import { machineRoutes } from './routes/machines.ts'
import { pageRoutes } from './routes/pages.ts'
import { problemPageRoutes } from './routes/problem-pages.ts'
import { sessionRoutes } from './routes/session.ts'
import { stripeRoutes } from './routes/stripe.ts'
import { securityHeaders } from './security-headers.ts'

const named: Guard<never> = async (c, next) => {
  c.set('requestId', crypto.randomUUID())
  await next()
  if (c.res.status !== 101) c.header('X-Request-Id', c.get('requestId'))
}

const configured: Guard<never> = async (c, next) => {
  c.set('config', readConfig(c.env))
  await next()
}

/** The API as the dashboard's typed client sees it. */
const api = new Hono<AppEnv>()
  .get('/health', (c) => c.json({ ok: true }, 200))
  .route('/webhooks/stripe', stripeRoutes)
  .use(limitBody(64_000))
  .route('/session', sessionRoutes)
  .route('/openclaw/deploy', deployRoutes)
  .route('/openclaw/deployments', deploymentRoutes)
  .route('/openclaw/deployments', liveRoutes)
  .route('/machines', machineRoutes)
  .route('/admin', adminRoutes)

export const app = new Hono<AppEnv>().use(named, securityHeaders, configured).route('/api', api)

export type App = typeof app

app.route('/api/auth', authRoutes)
app.all('/api/*', (c) => problem(c, 'not-found'))
app.route('/problems', problemPageRoutes)
app.route('/', pageRoutes)
app.notFound((c) => problem(c, 'not-found'))
app.onError((error, c) => failed(error, c))

/** Logs what went wrong once, with the id that the answer carries; the answer itself tells nothing of it. */
function failed(error: Error, c: AppContext): Response {
  const at = { requestId: c.get('requestId'), method: c.req.method, route: routePath(c) }
  if (error instanceof ConfigError) {
    console.error(JSON.stringify({ event: 'misconfigured', ...at, message: error.message }))
    return problem(c, 'misconfigured', { detail: `The setting ${error.message}.` })
  }
  const provider = isProviderError(error) ? error.facts : undefined
  console.error(JSON.stringify({ event: 'failed', ...at, message: error.message, provider, stack: error.stack }))
  return problem(c, isProviderError(error) ? 'provider-unavailable' : 'internal')
}
