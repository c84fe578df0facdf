import { settings, type Values } from './settings.ts'

export type Refusal = { setting: keyof Values; reason: string }

/**
 * Settings that are each readable but wrong together. The mistakes this prevents: a production Worker that talks to a
 * stand-in, so that anyone can "pay"; and a sandbox that holds real keys, so that a click in a test buys a server.
 */
export function refusal(values: Values): Refusal | undefined {
  const common = halfPair(values) ?? checkoutDeadline(values)
  if (common) return common
  return values.ENVIRONMENT === 'sandbox' ? refusedInSandbox(values) : refusedOutsideSandbox(values)
}

function refusedOutsideSandbox(values: Values): Refusal | undefined {
  const onlySandbox = 'is for the sandbox only'
  for (const name of ['SANDBOX_URL', 'STRIPE_API_BASE', 'OVH_API_BASE', 'OVH_TOKEN_URL', 'MODELS_API_BASE'] as const) {
    if (values[name] !== undefined) return { setting: name, reason: onlySandbox }
  }
  if (values.OPENROUTER_API_BASE !== defaultOf('OPENROUTER_API_BASE'))
    return { setting: 'OPENROUTER_API_BASE', reason: onlySandbox }
  if (values.MAIL_API_BASE !== defaultOf('MAIL_API_BASE')) return { setting: 'MAIL_API_BASE', reason: onlySandbox }
  for (const name of credentials) {
    if (looksLikeSandbox(values[name])) return { setting: name, reason: 'holds the sandbox’s value' }
  }
  for (const name of ['PUBLIC_URL', 'INSTANCE_URL_TEMPLATE'] as const) {
    if (!values[name].startsWith('https://')) return { setting: name, reason: 'must begin with https://' }
  }
  return stripeMode(values)
}

/** Live keys belong to production and test keys to staging: the other way round, people pay for nothing or nothing is paid. */
function stripeMode(values: Values): Refusal | undefined {
  const mode = values.ENVIRONMENT === 'production' ? 'live' : 'test'
  if (new RegExp(`^(sk|rk)_${mode}_`).test(values.STRIPE_SECRET_KEY)) return undefined
  return { setting: 'STRIPE_SECRET_KEY', reason: `must be a ${mode} key when ENVIRONMENT is ${values.ENVIRONMENT}` }
}

function refusedInSandbox(values: Values): Refusal | undefined {
  for (const name of credentials) {
    const value = values[name]
    if (value !== undefined && !looksLikeSandbox(value))
      return { setting: name, reason: 'must be the sandbox’s own value' }
  }
  for (const name of ['STRIPE_API_BASE', 'OVH_API_BASE', 'OPENROUTER_API_BASE', 'MAIL_API_BASE'] as const) {
    if (!isNearby(values[name])) return { setting: name, reason: 'must be an address on this computer' }
  }
  if (!isNearby(values.PUBLIC_URL)) return { setting: 'PUBLIC_URL', reason: 'must be an address on this computer' }
}

const pairs = [
  ['GITHUB_CLIENT_ID', 'GITHUB_CLIENT_SECRET'],
  ['GOOGLE_CLIENT_ID', 'GOOGLE_CLIENT_SECRET'],
  ['OVH_CLIENT_ID', 'OVH_CLIENT_SECRET'],
  ['OVH_APP_KEY', 'OVH_APP_SECRET'],
  ['OVH_APP_SECRET', 'OVH_CONSUMER_KEY'],
] as const

function halfPair(values: Values): Refusal | undefined {
  for (const [one, other] of pairs) {
    if (values[one] && !values[other]) return { setting: other, reason: `must be set, since ${one} is` }
    if (values[other] && !values[one]) return { setting: one, reason: `must be set, since ${other} is` }
  }
}

/** Stripe closes a checkout 30 minutes to 24 hours after it is made. */
function checkoutDeadline({ DEADLINE_CHECKOUT_MINUTES: minutes }: Values): Refusal | undefined {
  if (minutes >= 30 && minutes <= 1440) return undefined
  return { setting: 'DEADLINE_CHECKOUT_MINUTES', reason: 'must be 30 to 1440' }
}

/** What opens something at a company or with us. */
const credentials = [
  'SECRETS_KEY',
  'AUTH_SECRET',
  'STRIPE_SECRET_KEY',
  'STRIPE_WEBHOOK_SECRET',
  'STRIPE_OPENCLAW_PRICE_ID',
  'OVH_APP_KEY',
  'OVH_APP_SECRET',
  'OVH_CONSUMER_KEY',
  'OVH_CLIENT_ID',
  'OVH_CLIENT_SECRET',
  'OPENROUTER_MANAGEMENT_KEY',
  'RESEND_API_KEY',
] as const satisfies (keyof Values)[]

/** The sandbox's own values all contain its name (sandbox/settings.ts). */
function looksLikeSandbox(value: string | Uint8Array | undefined): boolean {
  if (value === undefined) return false
  const text = typeof value === 'string' ? value : new TextDecoder().decode(value)
  return text.toLowerCase().includes('sandbox')
}

/** Loopback, or a private network such as the one to a throw-away machine. */
function isNearby(address: string | undefined): boolean {
  if (address === undefined) return false
  const { hostname } = new URL(address)
  return hostname === 'localhost' || /^(127|10|192\.168|172\.(1[6-9]|2\d|3[01]))\./.test(hostname)
}

const defaultOf = (name: 'OPENROUTER_API_BASE' | 'MAIL_API_BASE'): string => settings[name].schema.parse(undefined)
