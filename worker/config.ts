import * as z from 'zod/mini'
import type { DeploymentRpc } from '../durable-objects/deployment-rpc.ts'
import type { FleetRpc } from '../durable-objects/fleet-object.ts'
import { refusal } from './config-rules.ts'
import { settings, type Values } from './settings.ts'

/** The Worker's bindings; settings arrive beside them as text and are read by `readConfig` alone. */
export type Env = {
  DB: D1Database
  ASSETS: Fetcher
  DEPLOYMENT: ObjectNamespace<DeploymentRpc>
  FLEET: ObjectNamespace<FleetRpc>
}

/** A namespace whose stubs have a flat, hand-made type: the one that the runtime derives turns `unknown` into `never`. */
export type ObjectNamespace<Rpc> = {
  getByName(name: string): Rpc & { fetch(request: Request): Promise<Response> }
}

export type SignInWith = { clientId: string; clientSecret: string }

/** The settings in the groups that their readers want. */
export type Config = ReturnType<typeof group>

/** A setting that is missing, unreadable or not allowed here; names it, never its value. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly setting: string

  constructor(setting: string, reason: string) {
    super(`${setting} ${reason}`)
    this.setting = setting
  }
}

const read = new WeakMap<object, Config>()

/** The configuration, parsed once per isolate; throws `ConfigError` each time when it is refused. */
export function readConfig(env: object): Config {
  const known = read.get(env)
  if (known) return known
  const values = parseSettings(env)
  const refused = refusal(values)
  if (refused) throw new ConfigError(refused.setting, refused.reason)
  const config = group(values)
  read.set(env, config)
  return config
}

function parseSettings(env: object): Values {
  const given = env as Record<string, unknown>
  const entries = Object.entries(settings).map(([name, { schema }]) => {
    // An empty value is how a deployment tool says "not set".
    const value = given[name] === '' ? undefined : given[name]
    const parsed = z.safeParse(schema, value)
    if (parsed.success) return [name, parsed.data] as const
    throw new ConfigError(
      name,
      value === undefined ? 'must be set' : (parsed.error.issues[0]?.message ?? 'is not valid'),
    )
  })
  return Object.fromEntries(entries) as Values
}

function group(values: Values) {
  return {
    environment: values.ENVIRONMENT,
    publicUrl: values.PUBLIC_URL,
    /** 32 bytes. */
    secretsKey: values.SECRETS_KEY,
    site: {
      name: values.SITE_NAME,
      sandbox: values.ENVIRONMENT === 'sandbox',
      sandboxUrl: values.SANDBOX_URL ?? null,
      priceCents: values.PLAN_PRICE_CENTS,
      includedCreditCents: values.INCLUDED_CREDIT_CENTS,
    },
    auth: {
      secret: values.AUTH_SECRET,
      adminToken: values.ADMIN_TOKEN,
      operatorEmails: values.OPERATOR_EMAILS.map((email) => email.toLowerCase()),
      github: pair(values.GITHUB_CLIENT_ID, values.GITHUB_CLIENT_SECRET),
      google: pair(values.GOOGLE_CLIENT_ID, values.GOOGLE_CLIENT_SECRET),
    },
    stripe: {
      secretKey: values.STRIPE_SECRET_KEY,
      webhookSecret: values.STRIPE_WEBHOOK_SECRET,
      priceId: values.STRIPE_OPENCLAW_PRICE_ID,
      apiBase: values.STRIPE_API_BASE,
      livemode: values.ENVIRONMENT === 'production',
    },
    ovh: {
      endpoint: values.OVH_ENDPOINT,
      apiBase: values.OVH_API_BASE,
      tokenUrl: values.OVH_TOKEN_URL,
      credentials: ovhCredentials(values),
    },
    openrouter: { managementKey: values.OPENROUTER_MANAGEMENT_KEY, apiBase: values.OPENROUTER_API_BASE },
    mail: { apiKey: values.RESEND_API_KEY, apiBase: values.MAIL_API_BASE, from: values.MAIL_FROM },
    server: {
      planCodes: values.OVH_PLAN_CODES,
      datacenters: values.OVH_DATACENTERS,
      os: values.OVH_OS,
      maxPriceCents: values.OVH_MAX_PRICE_CENTS,
    },
    instance: {
      urlTemplate: values.INSTANCE_URL_TEMPLATE,
      sshPort: values.SSH_PORT,
      openclawVersion: values.OPENCLAW_VERSION,
      defaultModel: values.DEFAULT_MODEL,
      acmeDirectoryUrl: values.ACME_DIRECTORY_URL,
      npmRegistry: values.NPM_REGISTRY,
      modelsBaseUrl: values.MODELS_API_BASE,
    },
    /** Minutes after which each waiting state is overdue. */
    deadlines: {
      checkout: values.DEADLINE_CHECKOUT_MINUTES,
      ordering: values.DEADLINE_ORDERING_MINUTES,
      heldOrder: values.DEADLINE_HELD_ORDER_MINUTES,
      provisioning: values.DEADLINE_PROVISIONING_MINUTES,
      installing: values.DEADLINE_INSTALLING_MINUTES,
      silence: values.DEADLINE_SILENCE_MINUTES,
      health: values.DEADLINE_HEALTH_MINUTES,
      restart: values.DEADLINE_RESTART_MINUTES,
      teardown: values.DEADLINE_TEARDOWN_MINUTES,
    },
  }
}

const pair = (clientId?: string, clientSecret?: string): SignInWith | undefined =>
  clientId && clientSecret ? { clientId, clientSecret } : undefined

export type OvhCredentials =
  | { kind: 'application'; appKey: string; appSecret: string; consumerKey: string }
  | { kind: 'oauth2'; clientId: string; clientSecret: string }

function ovhCredentials(values: Values): OvhCredentials {
  const { OVH_APP_KEY: appKey, OVH_APP_SECRET: appSecret, OVH_CONSUMER_KEY: consumerKey } = values
  if (appKey && appSecret && consumerKey) return { kind: 'application', appKey, appSecret, consumerKey }
  const { OVH_CLIENT_ID: clientId, OVH_CLIENT_SECRET: clientSecret } = values
  if (clientId && clientSecret) return { kind: 'oauth2', clientId, clientSecret }
  throw new ConfigError(
    'OVH_APP_KEY',
    'must be set together with OVH_APP_SECRET and OVH_CONSUMER_KEY, or OVH_CLIENT_ID with OVH_CLIENT_SECRET',
  )
}
