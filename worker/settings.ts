import * as z from 'zod/mini'

/**
 * Every setting and secret of the Worker, in one table: what it means, what it may be, and its default. A setting
 * without a default that isn't optional must be set. `secret` ones are set with `wrangler secret put`, the rest are vars.
 */
export type Setting = { meaning: string; secret: boolean; schema: z.ZodMiniType<unknown, string | undefined> }

const setting = <S>(meaning: string, schema: S) => ({ meaning, secret: false as const, schema })
const secret = <S>(meaning: string, schema: S) => ({ meaning, secret: true as const, schema })

const text = z.string().check(z.minLength(1))
const longText = z.string().check(z.minLength(32, 'must have at least 32 characters'))
const list = z.pipe(
  z.string(),
  z.transform((value) =>
    value
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== ''),
  ),
)
const someOf = list.check(z.refine((items) => items.length > 0, 'must name at least one'))
const whole = z.pipe(
  z.string().check(z.regex(/^\d{1,9}$/, 'must be a whole number')),
  z.transform((value) => Number(value)),
)
const positive = whole.check(z.refine((value) => value > 0, 'must be more than 0'))
const url = z.string().check(z.refine((value) => URL.canParse(value), 'must be a URL'))
const origin = z
  .string()
  .check(
    z.refine((value) => URL.canParse(value) && new URL(value).origin === value, 'must be an origin, like https://…'),
  )
const bytes32 = z.pipe(
  z.string().check(z.regex(/^[A-Za-z0-9+/]{43}=$/, 'must be 32 bytes in base64')),
  z.transform((value) => Uint8Array.from(atob(value), (character) => character.charCodeAt(0))),
)
/** `{service}` is the provider's name of the server, `{ip}` its IPv4 address, `{name}` the deployment's id in a host name. */
const urlTemplate = z.string().check(
  z.refine(
    (value) => URL.canParse(value.replaceAll(/\{(service|ip|name)\}/g, 'x')),
    'must be an origin with {service}, {ip} or {name}',
  ),
  z.regex(/\{(service|ip|name)\}/, 'must contain {service}, {ip} or {name}'),
)

export const settings = {
  ENVIRONMENT: setting('What this installation is for', z.enum(['production', 'staging', 'sandbox'])),
  PUBLIC_URL: setting('The origin that people and machines reach the Worker by', origin),
  SITE_NAME: setting('The name on the page and in mails', z._default(text, 'OpenClaw Deploy')),
  SANDBOX_URL: setting('The sandbox’s page with its state and mailbox; sandbox only', z.optional(origin)),
  PLAN_PRICE_CENTS: setting(
    'The monthly price that pages show; Stripe’s price is what is charged',
    z._default(positive, 2500),
  ),
  INCLUDED_CREDIT_CENTS: setting('AI credit that comes once with each deployment', z._default(whole, 2500)),

  SECRETS_KEY: secret('Encrypts the secrets at rest in the objects: 32 bytes in base64', bytes32),
  AUTH_SECRET: secret('Signs sessions and e-mail links', longText),
  ADMIN_TOKEN: secret('Lets scripts call the operator routes without a session', z.optional(longText)),
  OPERATOR_EMAILS: setting('Verified addresses that are operators, separated by commas', z._default(list, [])),
  GITHUB_CLIENT_ID: setting('Sign-in with GitHub', z.optional(text)),
  GITHUB_CLIENT_SECRET: secret('Sign-in with GitHub', z.optional(text)),
  GOOGLE_CLIENT_ID: setting('Sign-in with Google', z.optional(text)),
  GOOGLE_CLIENT_SECRET: secret('Sign-in with Google', z.optional(text)),

  STRIPE_SECRET_KEY: secret('Stripe’s API key', text),
  STRIPE_WEBHOOK_SECRET: secret('Verifies Stripe’s webhooks', text),
  STRIPE_OPENCLAW_PRICE_ID: setting('The monthly price in Stripe', text),
  STRIPE_API_BASE: setting('Another address of Stripe’s API; sandbox only', z.optional(url)),

  OVH_ENDPOINT: setting('The part of OVHcloud that has our account', z._default(z.enum(['us', 'ca', 'eu']), 'us')),
  OVH_API_BASE: setting('Another address of OVHcloud’s API; sandbox only', z.optional(url)),
  OVH_TOKEN_URL: setting('Another address for OAuth2 tokens; sandbox only', z.optional(url)),
  OVH_APP_KEY: setting('OVHcloud application key', z.optional(text)),
  OVH_APP_SECRET: secret('OVHcloud application secret', z.optional(text)),
  OVH_CONSUMER_KEY: secret('OVHcloud consumer key', z.optional(text)),
  OVH_CLIENT_ID: setting('OVHcloud service account, in place of the three keys', z.optional(text)),
  OVH_CLIENT_SECRET: secret('OVHcloud service account', z.optional(text)),
  OVH_PLAN_CODES: setting('Server plans in order of preference, separated by commas', someOf),
  OVH_DATACENTERS: setting('Datacentres in order of preference; empty means any', z._default(list, [])),
  OVH_OS: setting('The operating system, by its name in OVHcloud’s catalogue', z._default(text, 'Debian 12')),
  OVH_MAX_PRICE_CENTS: setting('A server that costs more a month, without tax, is not ordered', positive),

  OPENROUTER_MANAGEMENT_KEY: secret('Issues and ends the model keys', text),
  OPENROUTER_API_BASE: setting(
    'OpenRouter’s API; another address in the sandbox only',
    z._default(url, 'https://openrouter.ai/api/v1'),
  ),

  RESEND_API_KEY: secret('Sends the mails', text),
  MAIL_FROM: setting('The sender of mails, like `OpenClaw Deploy <hello@example.com>`', text),
  MAIL_API_BASE: setting(
    'Resend’s API; another address in the sandbox only',
    z._default(url, 'https://api.resend.com'),
  ),

  INSTANCE_URL_TEMPLATE: setting(
    'Where an instance answers: {service}, {ip} or {name} are filled in',
    z._default(urlTemplate, 'https://{service}'),
  ),
  SSH_PORT: setting('The port that a fresh server’s SSH listens on', z._default(positive, 22)),
  OPENCLAW_VERSION: setting('The version of OpenClaw that is installed', z._default(text, '2026.9.6')),
  DEFAULT_MODEL: setting('The model that a new instance talks to', z._default(text, 'openrouter/auto')),
  NPM_REGISTRY: setting('The npm registry that machines install Node and OpenClaw from', url),
  MODELS_API_BASE: setting('Another address of OpenRouter for the machines; sandbox only', z.optional(url)),
  ACME_DIRECTORY_URL: setting('Another certificate authority than the proxy’s default', z.optional(url)),

  DEADLINE_CHECKOUT_MINUTES: setting(
    'An unpaid checkout ends after this; Stripe allows 30 to 1440',
    z._default(positive, 60),
  ),
  DEADLINE_ORDERING_MINUTES: setting('An order that isn’t accepted after this is overdue', z._default(positive, 20)),
  DEADLINE_HELD_ORDER_MINUTES: setting(
    'An order that the provider holds for a check may take this long',
    z._default(positive, 2880),
  ),
  DEADLINE_PROVISIONING_MINUTES: setting(
    'A server that isn’t delivered and rebuilt after this is overdue',
    z._default(positive, 45),
  ),
  DEADLINE_INSTALLING_MINUTES: setting('A setup that isn’t complete after this is overdue', z._default(positive, 30)),
  DEADLINE_SILENCE_MINUTES: setting('A machine that reports nothing for this long is overdue', z._default(positive, 5)),
  DEADLINE_HEALTH_MINUTES: setting(
    'A complete setup that doesn’t answer from outside after this is overdue',
    z._default(positive, 10),
  ),
  DEADLINE_RESTART_MINUTES: setting('A restart that doesn’t answer after this is overdue', z._default(positive, 10)),
  DEADLINE_TEARDOWN_MINUTES: setting('A teardown that isn’t confirmed after this is overdue', z._default(positive, 60)),
} as const satisfies Record<string, Setting>

type Table = typeof settings
/** The settings, parsed. */
export type Values = { [Name in keyof Table]: z.output<Table[Name]['schema']> }
