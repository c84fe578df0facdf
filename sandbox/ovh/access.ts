import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { operationOf } from '../operation.ts'
import { sandboxSettings } from '../settings.ts'
import { errorDocument, Refusal } from './refusal.ts'
import type { World } from './state.ts'

const settings = sandboxSettings({ companies: 0, ssh: 0, instance: 0, worker: '' })
const keys = {
  application: settings.OVH_APP_KEY,
  secret: settings.OVH_APP_SECRET,
  consumer: settings.OVH_CONSUMER_KEY,
}
/** The stand-in's one service account. */
export const sandboxOauth = { clientId: 'EU.sandbox-service-account', clientSecret: 'sandbox-oauth-secret' }

/** Routes that OVH answers to anybody; a signature that is sent all the same must be right. */
const open = new Set([
  'GET /auth/time',
  'POST /auth/oauth2/token',
  'POST /order/cart',
  'GET /order/cart/{}',
  'GET /order/cart/{}/vps',
  'POST /order/cart/{}/vps',
  'GET /order/cart/{}/vps/options',
  'POST /order/cart/{}/vps/options',
  'GET /order/cart/{}/item/{}',
  'GET /order/cart/{}/item/{}/requiredConfiguration',
  'POST /order/cart/{}/item/{}/configuration',
  'GET /order/catalog/public/vps',
  'GET /vps/order/rule/datacenter',
  'GET /vps/order/rule/osChoices',
])
/** OVH's own tolerance is not published; this catches seconds taken for milliseconds, and a clock that is off. */
const toleranceSeconds = 300

/** Lets a call pass that bears a token of ours or is signed for exactly this method, address, body and time. */
export function access(world: World, prefix: string): MiddlewareHandler {
  return async (c, next) => {
    const token = c.req.header('authorization')?.match(/^Bearer (.+)$/)?.[1]
    if (token !== undefined) checkToken(world, token)
    else if (c.req.header('x-ovh-signature') !== undefined) await checkSignature(c)
    else if (!open.has(operationOf(c, prefix))) throw new Refusal(401, 'You must login first', 'NOT_CREDENTIAL')
    await next()
  }
}

async function checkSignature(c: Context): Promise<void> {
  const header = (name: string) => c.req.header(name) ?? ''
  if (header('x-ovh-application') !== keys.application) {
    throw new Refusal(403, 'This application key is invalid', 'INVALID_KEY')
  }
  if (header('x-ovh-consumer') !== keys.consumer) {
    throw new Refusal(403, 'This credential is not valid', 'INVALID_CREDENTIAL')
  }
  const timestamp = header('x-ovh-timestamp')
  if (!(Math.abs(Number(timestamp) - Date.now() / 1000) <= toleranceSeconds)) {
    throw new Refusal(400, 'Query out of time', 'QUERY_TIME_OUT')
  }
  const signed = [keys.secret, keys.consumer, c.req.method, c.req.url, await c.req.text(), timestamp].join('+')
  const expected = Buffer.from(`$1$${createHash('sha1').update(signed).digest('hex')}`)
  const given = Buffer.from(header('x-ovh-signature'))
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    throw new Refusal(403, 'Invalid signature', 'INVALID_SIGNATURE')
  }
}

function checkToken({ state, context }: World, token: string): void {
  const known = state.tokens.find(({ value }) => value === token)
  if (!known || known.endsAt <= context.now()) throw new Refusal(401, 'Invalid or expired token', 'INVALID_CREDENTIAL')
}

/** OVH's clock (the computer's, as timestamps are not moved with the sandbox's), and tokens for the service account. */
export function accessRoutes({ state, context }: World): Hono {
  const app = new Hono()
  app.get('/auth/time', (c) => c.json(Math.round(Date.now() / 1000)))
  app.post('/auth/oauth2/token', async (c) => {
    const form = new URLSearchParams(await c.req.text())
    if (form.get('grant_type') !== 'client_credentials' || form.get('scope') !== 'all') {
      return c.json({ error: 'invalid_request', error_description: 'grant_type or scope' }, 400)
    }
    const { clientId, clientSecret } = sandboxOauth
    if (form.get('client_id') !== clientId || form.get('client_secret') !== clientSecret) {
      return c.json({ error: 'invalid_client', error_description: 'Client authentication failed' }, 401)
    }
    const token = { value: randomBytes(24).toString('hex'), endsAt: context.now() + 3_600_000 }
    state.tokens.push(token)
    context.store.save()
    return c.json({ access_token: token.value, token_type: 'Bearer', expires_in: 3600, scope: 'all' })
  })
  return app
}

/** Query parameters by operation, as OVH's schema names them; any other is refused. */
const parameters: Record<string, { required: string[]; optional: string[] }> = {
  'GET /order/cart/{}/vps/options': { required: ['planCode'], optional: [] },
  'GET /order/catalog/public/vps': { required: ['ovhSubsidiary'], optional: [] },
  'GET /vps/order/rule/datacenter': { required: ['ovhSubsidiary', 'planCode'], optional: ['os'] },
  'GET /vps/order/rule/osChoices': { required: ['datacenter', 'os'], optional: [] },
  'GET /vps/{}/tasks': { required: [], optional: ['state', 'type'] },
}

export function strictQuery(world: World, prefix: string): MiddlewareHandler {
  return async (c, next) => {
    const operation = operationOf(c, prefix)
    const { required, optional } = parameters[operation] ?? { required: [], optional: [] }
    // The US list of orders takes no dates.
    const dates = operation === 'GET /me/order' && world.state.endpoint !== 'us' ? ['date.from', 'date.to'] : []
    const given = Object.keys(c.req.query())
    const missing = required.find((name) => !given.includes(name))
    const stranger = given.find((name) => ![...required, ...optional, ...dates].includes(name))
    if (missing)
      return errorDocument({ status: 400, message: `[${missing}] Missing parameter`, code: 'INVALID_PARAMETER' })
    if (stranger)
      return errorDocument({ status: 400, message: `[${stranger}] Unknown parameter`, code: 'INVALID_PARAMETER' })
    await next()
  }
}
