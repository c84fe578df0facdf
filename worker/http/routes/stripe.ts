import { Hono } from 'hono'
import { providersOf } from '../../effects/providers.ts'
import { WebhookRejected } from '../../providers/stripe/port.ts'
import type { AppEnv } from '../context.ts'
import { limitBody } from '../guards.ts'
import { problem } from '../problem.ts'
import { passOn } from '../stripe-hint.ts'

/** Stripe repeats an event for three days until it is answered with 2xx, so only what may be repeated answers otherwise. */
export const stripeRoutes = new Hono<AppEnv>().post('/', limitBody(1_000_000), async (c) => {
  const config = c.get('config')
  const body = await c.req.text()
  try {
    const event = await providersOf(config).payments.readWebhook(body, c.req.header('stripe-signature') ?? '')
    if (event) await passOn(c.env, config, event)
    return c.json({ received: true }, 200)
  } catch (error) {
    if (error instanceof WebhookRejected) return problem(c, 'webhook-rejected')
    throw error
  }
})
