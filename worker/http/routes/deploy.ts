import { Hono } from 'hono'
import type { AppEnv } from '../context.ts'
import { deployBody, deployInput, deploymentFor, foreignAddress, requestKeyOf } from '../deploy.ts'
import { jsonBody, ownOrigin } from '../guards.ts'
import { problem, problemFor } from '../problem.ts'
import { signedIn, verified } from '../session.ts'

export const deployRoutes = new Hono<AppEnv>().post(
  '/',
  ownOrigin,
  signedIn,
  verified,
  jsonBody(deployBody),
  async (c) => {
    const config = c.get('config')
    const body = c.req.valid('json')
    const field = foreignAddress(body, config.publicUrl)
    if (field) return problem(c, 'invalid-body', { field, detail: `must be an address of ${config.publicUrl}` })
    const person = c.get('person')
    const wish = { person, body, requestKey: requestKeyOf(person, c.req.header('idempotency-key')) }
    const deploymentId = await deploymentFor(c.env, wish)
    if (!deploymentId) return problem(c, 'too-many-requests', { retryAfterSeconds: 3600 })
    const input = await deployInput(c.env, config, deploymentId, wish)
    const { handled, checkoutUrl } = await c.env.DEPLOYMENT.getByName(deploymentId).request('request', input)
    return handled.ok ? c.json({ deploymentId, checkoutUrl }, 201) : problemFor(c, handled.rejection)
  },
)
