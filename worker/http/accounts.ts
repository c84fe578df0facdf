import { waitUntil } from 'cloudflare:workers'
import { drizzleAdapter } from 'better-auth/adapters/drizzle'
import { betterAuth } from 'better-auth/minimal'
import { drizzle } from 'drizzle-orm/d1'
import type { Config, Env } from '../config.ts'
import { providersOf } from '../effects/providers.ts'
import * as tables from '../projections/auth-tables.ts'
import { resetMail, verificationMail } from './account-mails.ts'

const hour = 60 * 60
const day = 24 * hour

export type Accounts = ReturnType<typeof createAccounts>

const made = new WeakMap<Config, Accounts>()

/** The account library, built once per isolate: building it takes over a millisecond. */
export function accountsOf(env: Env, config: Config): Accounts {
  const accounts = made.get(config) ?? createAccounts(env, config)
  made.set(config, accounts)
  return accounts
}

function createAccounts(env: Env, config: Config) {
  const { auth, site } = config
  const { mail } = providersOf(config)
  return betterAuth({
    appName: site.name,
    baseURL: config.publicUrl,
    basePath: '/api/auth',
    secret: auth.secret,
    trustedOrigins: [config.publicUrl],
    database: drizzleAdapter(drizzle(env.DB), { provider: 'sqlite', schema: tables }),
    user: {
      additionalFields: { stripeCustomerId: { type: 'string', required: false, input: false, returned: false } },
    },
    // Tokens of GitHub and Google are never used again, and D1 holds no secret in the clear.
    account: { encryptOAuthTokens: true },
    session: { expiresIn: 30 * day, updateAge: day },
    emailAndPassword: {
      enabled: true,
      minPasswordLength: 12,
      maxPasswordLength: 128,
      revokeSessionsOnPasswordReset: true,
      resetPasswordTokenExpiresIn: hour,
      sendResetPassword: async ({ user, url, token }) =>
        mail.send(resetMail({ to: user.email, name: user.name, url, site: site.name }), `reset:${await digest(token)}`),
    },
    emailVerification: {
      sendOnSignUp: true,
      autoSignInAfterVerification: true,
      expiresIn: hour,
      sendVerificationEmail: async ({ user, url, token }) =>
        mail.send(
          verificationMail({ to: user.email, name: user.name, url, site: site.name }),
          `verify:${await digest(token)}`,
        ),
    },
    socialProviders: {
      ...(auth.github ? { github: auth.github } : {}),
      ...(auth.google ? { google: auth.google } : {}),
    },
    rateLimit: {
      enabled: true,
      storage: 'database',
      window: 60,
      max: 100,
      customRules: {
        '/sign-in/*': { window: 60, max: 10 },
        '/sign-up/*': { window: 60, max: 10 },
        '/request-password-reset': { window: 60, max: 5 },
        '/send-verification-email': { window: 60, max: 5 },
      },
    },
    advanced: {
      ipAddress: { ipAddressHeaders: ['cf-connecting-ip'] },
      // An answer that waits for the mail would tell by its time whether an address is known.
      backgroundTasks: { handler: waitUntil },
    },
    telemetry: { enabled: false },
    // A wrong password is a person's mistake; only ours belong in the log.
    logger: { level: 'error' },
  })
}

/** A mail's key must not contain the token that the mail carries. */
async function digest(token: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(token))
  return Array.from(new Uint8Array(hash).slice(0, 12), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
