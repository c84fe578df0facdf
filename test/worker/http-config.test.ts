import { createExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { hc, type InferResponseType } from 'hono/client'
import { describe, expect, expectTypeOf, it, vi } from 'vitest'
import { sandboxSettings } from '../../sandbox/settings.ts'
import { readConfig } from '../../worker/config.ts'
import type { ProblemDocument } from '../../worker/http/api.ts'
import { type App, app } from '../../worker/http/app.ts'
import { type ProblemCode, problems } from '../../worker/http/problems.ts'
import { contentSecurityPolicy } from '../../worker/http/security-headers.ts'
import { settings } from '../../worker/settings.ts'
import { browser, expectProblem } from './http-client.ts'

const sandbox = sandboxSettings({ companies: 4242, ssh: 4222, instance: 4280, worker: 'http://127.0.0.1:5173' })

const production: Record<string, string> = {
  ENVIRONMENT: 'production',
  PUBLIC_URL: 'https://deploy.example',
  SECRETS_KEY: btoa('0123456789abcdef0123456789abcdef'),
  AUTH_SECRET: 'a secret of more than thirty-two characters',
  STRIPE_SECRET_KEY: 'sk_live_1',
  STRIPE_WEBHOOK_SECRET: 'whsec_1',
  STRIPE_OPENCLAW_PRICE_ID: 'price_1',
  OVH_APP_KEY: 'key',
  OVH_APP_SECRET: 'secret',
  OVH_CONSUMER_KEY: 'consumer',
  OVH_PLAN_CODES: 'vps-2027-model2, vps-2027-model3',
  OVH_MAX_PRICE_CENTS: '1500',
  OPENROUTER_MANAGEMENT_KEY: 'sk-or-v1-1',
  MAIL_FROM: 'OpenClaw Deploy <hello@deploy.example>',
  RESEND_API_KEY: 're_1',
  NPM_REGISTRY: 'https://packages.example/',
}

describe('the configuration', () => {
  it('is read with its defaults', () => {
    expect(readConfig({ ...production })).toMatchObject({
      environment: 'production',
      site: { name: 'OpenClaw Deploy', sandbox: false, sandboxUrl: null, priceCents: 2500, includedCreditCents: 2500 },
      stripe: { livemode: true, apiBase: undefined },
      ovh: { endpoint: 'us', credentials: { kind: 'application', consumerKey: 'consumer' } },
      openrouter: { apiBase: 'https://openrouter.ai/api/v1' },
      server: { planCodes: ['vps-2027-model2', 'vps-2027-model3'], datacenters: [], maxPriceCents: 1500 },
      instance: { urlTemplate: 'https://{service}', sshPort: 22, defaultModel: 'openrouter/auto' },
      deadlines: { checkout: 60, ordering: 20, heldOrder: 2880, silence: 5 },
    })
  })

  it('takes the sandbox’s settings in the sandbox, and a service account of OVHcloud', () => {
    expect(readConfig(sandbox).site.sandbox).toBe(true)
    const { OVH_APP_KEY: _1, OVH_APP_SECRET: _2, OVH_CONSUMER_KEY: _3, ...rest } = production
    const account = { OVH_CLIENT_ID: 'id', OVH_CLIENT_SECRET: 'secret' }
    expect(readConfig({ ...rest, ...account }).ovh.credentials).toEqual({
      kind: 'oauth2',
      clientId: 'id',
      clientSecret: 'secret',
    })
  })

  it.each(Object.keys(production))('can’t do without %s', (name) => {
    const { [name]: _, ...rest } = production
    expect(() => readConfig(rest)).toThrow(new RegExp(`^(${name}|OVH_APP_KEY) must be set`))
    expect(() => readConfig({ ...production, [name]: '' })).toThrow(/must be set/)
  })

  it.each([
    ['PUBLIC_URL', 'deploy.example'],
    ['PUBLIC_URL', 'https://deploy.example/'],
    ['SECRETS_KEY', btoa('too short')],
    ['AUTH_SECRET', 'short'],
    ['OVH_PLAN_CODES', ' , '],
    ['OVH_MAX_PRICE_CENTS', '15.00'],
    ['OVH_ENDPOINT', 'mars'],
    ['INSTANCE_URL_TEMPLATE', 'https://instance.example'],
    ['DEADLINE_CHECKOUT_MINUTES', '29'],
    ['GITHUB_CLIENT_SECRET', 'half a pair'],
  ])('names %s when it can’t be used, without its value', (name, value) => {
    const read = () => readConfig({ ...production, [name]: value })
    expect(read).toThrow(/^(GITHUB_CLIENT_ID|[A-Z_]+) /)
    expect(read).toThrow(name.replace('SECRET', name.startsWith('GITHUB') ? 'ID' : 'SECRET'))
    expect(read).not.toThrow(value)
  })

  it.each([
    ['SANDBOX_URL', 'http://127.0.0.1:4242'],
    ['STRIPE_API_BASE', 'http://127.0.0.1:4242'],
    ['OVH_API_BASE', 'http://127.0.0.1:4242'],
    ['OVH_TOKEN_URL', 'http://127.0.0.1:4242'],
    ['OPENROUTER_API_BASE', 'http://127.0.0.1:4242'],
    ['MAIL_API_BASE', 'http://127.0.0.1:4242'],
    ['PUBLIC_URL', 'http://deploy.example'],
    ['INSTANCE_URL_TEMPLATE', 'http://{ip}'],
    ['STRIPE_SECRET_KEY', 'sk_test_1'],
    ...Object.entries(sandbox).filter(([name]) => name in settings && settings[name as keyof typeof settings].secret),
  ])('of production refuses the sandbox’s or a test’s %s', (name, value) => {
    expect(() => readConfig({ ...production, [name]: value })).toThrow(name)
    if (name !== 'STRIPE_SECRET_KEY') {
      const staging = { ...production, ENVIRONMENT: 'staging', STRIPE_SECRET_KEY: 'sk_test_1' }
      expect(() => readConfig({ ...staging, [name]: value })).toThrow(name)
    }
  })

  it('of staging takes test keys only', () => {
    expect(readConfig({ ...production, ENVIRONMENT: 'staging', STRIPE_SECRET_KEY: 'sk_test_1' }).stripe.livemode).toBe(
      false,
    )
    expect(() => readConfig({ ...production, ENVIRONMENT: 'staging' })).toThrow('STRIPE_SECRET_KEY')
  })

  it.each([
    ['STRIPE_SECRET_KEY', 'sk_live_1'],
    ['STRIPE_SECRET_KEY', 'sk_test_51real'],
    ['OVH_CONSUMER_KEY', 'consumer'],
    ['OPENROUTER_MANAGEMENT_KEY', 'sk-or-v1-1'],
    ['RESEND_API_KEY', 're_1'],
    ['STRIPE_API_BASE', ''],
    ['OVH_API_BASE', 'https://api.us.ovhcloud.com/1.0'],
    ['PUBLIC_URL', 'https://deploy.example'],
  ])('of the sandbox refuses a real %s', (name, value) => {
    expect(() => readConfig({ ...sandbox, [name]: value })).toThrow(name)
  })
})

describe('a refused configuration', () => {
  it.each(['/', '/api/session', '/api/webhooks/stripe'])('answers %s with 503, naming the setting', async (path) => {
    const logged = vi.spyOn(console, 'error').mockImplementation(() => {})
    const broken = { ...env, STRIPE_SECRET_KEY: 'sk_live_secret' }
    const response = await app.fetch(new Request(env.PUBLIC_URL + path), broken, createExecutionContext())
    const document = await expectProblem(response, 'misconfigured', 503)
    expect(document.detail).toContain('STRIPE_SECRET_KEY')
    expect(JSON.stringify([document, logged.mock.calls])).not.toContain('sk_live_secret')
    expect(logged).toHaveBeenCalledOnce()
    logged.mockRestore()
  })
})

describe('every problem', () => {
  it.each(Object.keys(problems))('has a page that its type leads to: %s', async (code) => {
    const page = await browser().get(`/problems/${code}`)
    expect(page.status).toBe(200)
    expect(await page.text()).toContain(`\`${code}\` · HTTP ${problems[code as ProblemCode].status}`)
  })

  it('is known to the typed client of the dashboard, route by route', () => {
    const { $post } = hc<App>(env.PUBLIC_URL).api.openclaw.deploy
    expectTypeOf<InferResponseType<typeof $post, 201>>().toEqualTypeOf<{
      deploymentId: string
      checkoutUrl: string | null
    }>()
    expectTypeOf<InferResponseType<typeof $post, 403>>().toEqualTypeOf<
      ProblemDocument<'foreign-origin'> | ProblemDocument<'email-not-verified'>
    >()
  })
})

describe('every answer', () => {
  it.each(['/api/session', '/api/nothing', '/problems/not-found', '/problems/unheard-of'])(
    'carries the security headers: %s',
    async (path) => {
      const { headers } = await browser().get(path)
      expect(headers.get('content-security-policy')).toMatch(
        /default-src 'none'; script-src 'self';.*frame-ancestors 'none'/,
      )
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('x-frame-options')).toBe('DENY')
    },
  )

  it.each([
    ['https://{service}', 'https://*'],
    ['https://{name}.instances.example', 'https://*.instances.example'],
    ['https://oc-{name}.instances.example:8443', 'https://*.instances.example:8443'],
    ['https://eu.{name}.example', 'https://*'],
  ])('lets a page frame instances of %s', (template, source) => {
    const policy = contentSecurityPolicy(readConfig({ ...production, INSTANCE_URL_TEMPLATE: template }), false)
    expect(policy).toContain(`frame-src ${source};`)
    expect(policy).not.toContain('unsafe')
  })
})
