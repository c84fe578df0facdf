import { Hono } from 'hono'
import { faultsMiddleware } from '../faults-middleware.ts'
import type { StandIn, StandInContext } from '../stand-in.ts'
import { type Account, emptyState } from './account.ts'
import { checkoutPages } from './checkout-page.ts'
import { stripeControls } from './controls.ts'
import { settleDue } from './due.ts'
import { apiVersion, createWebhooks } from './events.ts'
import { idempotency } from './idempotency.ts'
import { soldPrice } from './objects.ts'
import { answerRefusal, plannedRefusal, Refusal, requestId } from './refusal.ts'
import { checkoutRoutes } from './routes-checkout.ts'
import { customerRoutes } from './routes-customers.ts'
import { paymentRoutes } from './routes-payments.ts'
import { subscriptionRoutes } from './routes-subscriptions.ts'

/** The key that sandbox/settings.ts gives the Worker; a real one is refused, so that the two are never mixed up. */
const secretKey = 'sk_test_sandbox'
/** How often the stand-in looks for what fell due; each call and each move of the clock looks too. */
const lookEveryMs = 1000

/** Stripe at `/v1` and its hosted pages at `/stripe`: as strict as the real one, and stateful. */
export function createStripeStandIn(context: StandInContext): StandIn {
  const state = context.store.section('stripe', emptyState)
  const webhooks = createWebhooks(context, state)
  const seconds = () => Math.floor(context.now() / 1000)
  const account: Account = { context, state, seconds, emit: webhooks.emit }
  const price = soldPrice(seconds())
  state.prices[price.id] ??= price

  const timer = setInterval(() => settleDue(account), lookEveryMs)
  timer.unref()

  const app = new Hono()
  app.use('/v1/*', async (c, next) => {
    await next()
    c.res.headers.set('request-id', requestId())
    c.res.headers.set('stripe-version', apiVersion)
  })
  app.use('/v1/*', async (c, next) => {
    const refused = refuseCaller(c.req.header('authorization'), c.req.header('stripe-version'))
    if (refused) return answerRefusal(c, refused)
    settleDue(account)
    return next()
  })
  app.use('/v1/*', faultsMiddleware({ context, provider: 'stripe', prefix: '', refuse: plannedRefusal }))
  app.use('/v1/*', idempotency(account))
  for (const routes of [customerRoutes, checkoutRoutes, subscriptionRoutes, paymentRoutes])
    app.route('/v1', routes(account))
  app.all('/v1/*', (c) => {
    const message = `Unrecognized request URL (${c.req.method}: ${c.req.path}).`
    return answerRefusal(c, { status: 404, problem: { type: 'invalid_request_error', message } })
  })
  app.route('/', checkoutPages(account))
  app.onError((error, c) => {
    if (error instanceof Refusal) return answerRefusal(c, error)
    console.error(error)
    return answerRefusal(c, { status: 500, problem: { type: 'api_error', message: 'The sandbox failed.' } })
  })

  return {
    name: 'stripe',
    app,
    summary: () => summary(account),
    controls: stripeControls(account, webhooks),
    clockMoved: () => settleDue(account),
    close() {
      clearInterval(timer)
      webhooks.close()
    },
  }
}

function refuseCaller(authorization: string | undefined, version: string | undefined): Refusal | undefined {
  const refusal = (status: number, message: string) => new Refusal(status, { type: 'invalid_request_error', message })
  if (authorization === undefined)
    return refusal(401, 'You did not provide an API key. You need to provide it in the Authorization header.')
  if (authorization !== `Bearer ${secretKey}`) return refusal(401, 'Invalid API Key provided.')
  if (version !== apiVersion)
    return refusal(400, `This sandbox speaks ${apiVersion} only, not ${version ?? 'no version'}.`)
  return undefined
}

function summary({ state }: Account): Record<string, unknown> {
  return {
    customers: Object.keys(state.customers).length,
    sessions: Object.values(state.sessions).map(({ id, status, payment_status, url }) => ({
      id,
      status,
      payment_status,
      url,
    })),
    subscriptions: Object.values(state.subscriptions).map(({ id, status, cancel_at_period_end, metadata }) => ({
      id,
      status,
      cancel_at_period_end,
      deploymentId: metadata.deployment_id,
    })),
    undelivered: state.deliveries
      .filter(({ deliveredAt }) => deliveredAt === null)
      .map(({ eventId, attempts, lastStatus }) => ({
        eventId,
        type: state.events[eventId]?.type,
        attempts,
        lastStatus,
      })),
    webhooks: state.webhooks,
  }
}
