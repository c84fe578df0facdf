import type { OpenRouterConfig } from '../worker/providers/openrouter/adapter.ts'
import type { OvhConfig, OvhCredentials, OvhEndpoint } from '../worker/providers/ovh/config.ts'
import type { ServerNeed } from '../worker/providers/ovh/port.ts'
import type { StripeConfig } from '../worker/providers/stripe/adapter.ts'

/** A company that can be tried, or the settings that are missing for it. */
export type Target<T> = { config: T } | { missing: string }

export type LiveTargets = {
  stripe: Target<StripeConfig>
  openrouter: Target<OpenRouterConfig>
  ovh: Target<{ ovh: OvhConfig; need: ServerNeed }>
}

/** Which of the real companies the environment has credentials for; the names are the Worker's own settings. */
export function liveTargets(env: Record<string, string | undefined>): LiveTargets {
  return { stripe: stripeTarget(env), openrouter: openRouterTarget(env), ovh: ovhTarget(env) }
}

type Environment = Record<string, string | undefined>

function stripeTarget(env: Environment): LiveTargets['stripe'] {
  const { STRIPE_SECRET_KEY: secretKey, STRIPE_OPENCLAW_PRICE_ID: priceId } = env
  if (!secretKey || !priceId) return { missing: 'STRIPE_SECRET_KEY and STRIPE_OPENCLAW_PRICE_ID' }
  // No webhook arrives here, so its secret may be absent.
  const webhookSecret = env.STRIPE_WEBHOOK_SECRET ?? 'whsec_unused'
  return { config: { secretKey, priceId, webhookSecret, apiBase: env.STRIPE_API_BASE } }
}

function openRouterTarget(env: Environment): LiveTargets['openrouter'] {
  const { OPENROUTER_MANAGEMENT_KEY: managementKey } = env
  if (!managementKey) return { missing: 'OPENROUTER_MANAGEMENT_KEY' }
  return { config: { managementKey, apiBase: env.OPENROUTER_API_BASE } }
}

function ovhTarget(env: Environment): LiveTargets['ovh'] {
  const credentials = ovhCredentials(env)
  const planCodes = listed(env.OVH_PLAN_CODES)
  if (!credentials || planCodes.length === 0) {
    return {
      missing:
        'OVH_APP_KEY, OVH_APP_SECRET and OVH_CONSUMER_KEY (or OVH_CLIENT_ID and OVH_CLIENT_SECRET), and OVH_PLAN_CODES',
    }
  }
  const endpoint = env.OVH_ENDPOINT ?? 'us'
  if (!isEndpoint(endpoint)) throw new Error(`OVH_ENDPOINT is us, eu or ca, not ${endpoint}`)
  const addresses = {
    ...(env.OVH_API_BASE ? { apiBase: env.OVH_API_BASE } : {}),
    ...(env.OVH_TOKEN_URL ? { tokenUrl: env.OVH_TOKEN_URL } : {}),
  }
  const need = {
    planCodes,
    datacenters: listed(env.OVH_DATACENTERS),
    os: env.OVH_OS ?? 'Debian 12',
    maxPriceCents: Number(env.OVH_MAX_PRICE_CENTS ?? 1500),
  }
  return { config: { ovh: { endpoint, credentials, ...addresses }, need } }
}

function ovhCredentials(env: Environment): OvhCredentials | undefined {
  const { OVH_APP_KEY: appKey, OVH_APP_SECRET: appSecret, OVH_CONSUMER_KEY: consumerKey } = env
  if (appKey && appSecret && consumerKey) return { kind: 'application', appKey, appSecret, consumerKey }
  const { OVH_CLIENT_ID: clientId, OVH_CLIENT_SECRET: clientSecret } = env
  return clientId && clientSecret ? { kind: 'oauth2', clientId, clientSecret } : undefined
}

const isEndpoint = (name: string): name is OvhEndpoint => name === 'us' || name === 'eu' || name === 'ca'

const listed = (text = ''): string[] =>
  text
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '')
