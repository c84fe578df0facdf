import type { Config, Env } from '../config.ts'
import { providersOf } from '../effects/providers.ts'
import { ownerOf } from '../projections/queries.ts'
import { isProviderError } from '../providers/provider-error.ts'
import type { WebhookEvent } from '../providers/stripe/port.ts'

/**
 * Takes an event as a hint only: which deployment it is about is read from Stripe again, and the object reads what is
 * true now. Events come late, twice and out of order, so their contents decide nothing.
 */
export async function passOn(env: Env, config: Config, event: WebhookEvent): Promise<void> {
  const deploymentId = await deploymentOf(config, event)
  if (!deploymentId || (await ownerOf(env.DB, deploymentId)) === undefined) return
  const deployment = env.DEPLOYMENT.getByName(deploymentId)
  const commandId = `stripe:${event.eventId}`
  // A rejection is a rule's answer, and a repeat would get it again.
  if (event.about === 'checkout') await deployment.checkoutChanged(commandId, event.sessionId)
  else await deployment.subscriptionChanged(commandId, event.subscriptionId)
}

/** Undefined when Stripe doesn't know the thing: another account's, or deleted test data. */
async function deploymentOf(config: Config, event: WebhookEvent): Promise<string | null | undefined> {
  const { payments } = providersOf(config)
  try {
    if (event.about === 'checkout') return (await payments.getCheckoutSession(event.sessionId)).deploymentId
    return (await payments.getSubscription(event.subscriptionId)).deploymentId
  } catch (error) {
    if (isProviderError(error, 'refused') && error.facts.status === 404) return undefined
    throw error
  }
}
