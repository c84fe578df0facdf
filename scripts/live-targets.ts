import * as z from 'zod/mini'
import type { OpenRouterConfig } from '../worker/providers/openrouter/adapter.ts'
import type { OvhConfig, OvhCredentials, OvhEndpoint } from '../worker/providers/ovh/config.ts'
import type { ServerNeed } from '../worker/providers/ovh/port.ts'
import type { StripeConfig } from '../worker/providers/stripe/adapter.ts'
import { settings } from '../worker/settings.ts'
import type { InstanceSettings } from './live-instance.ts'

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

/** No machine finds these: its reports go unanswered, which the setup doesn't mind, and no page may frame it. */
const nobody = { dashboard: 'https://dashboard.invalid', reports: 'https://dashboard.invalid/reports' }

/** What an instance of `--order-vps` is set up with. `E2E_REPORT_URL` is a public address that takes its reports, if there is one. */
export function instanceTarget(env: Environment): Target<InstanceSettings> {
  if (!env.NPM_REGISTRY) return { missing: 'NPM_REGISTRY' }
  return {
    config: {
      urlTemplate: read(env, 'INSTANCE_URL_TEMPLATE'),
      sshPort: read(env, 'SSH_PORT'),
      npmRegistry: read(env, 'NPM_REGISTRY'),
      openclawVersion: read(env, 'OPENCLAW_VERSION'),
      defaultModel: read(env, 'DEFAULT_MODEL'),
      acmeDirectoryUrl: read(env, 'ACME_DIRECTORY_URL'),
      modelsBaseUrl: read(env, 'MODELS_API_BASE'),
      dashboardOrigin: env.PUBLIC_URL || nobody.dashboard,
      reportUrl: env.E2E_REPORT_URL || nobody.reports,
    },
  }
}

type Table = typeof settings

function read<Name extends keyof Table>(env: Environment, name: Name): z.output<Table[Name]['schema']> {
  const parsed = z.safeParse(settings[name].schema, env[name] || undefined)
  if (!parsed.success) throw new Error(`${name} ${parsed.error.issues[0]?.message ?? 'is not valid'}`)
  return parsed.data as z.output<Table[Name]['schema']>
}

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
