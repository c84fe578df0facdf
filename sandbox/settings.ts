/** Ports of a running sandbox and the address of the Worker that it serves. */
export type SandboxPorts = { companies: number; ssh: number; instance: number; worker: string }

/**
 * The Worker's settings for the sandbox: the production adapters, pointed at the stand-ins. The values that look like
 * secrets are the stand-ins' own and open nothing; worker/config.ts refuses them in production.
 */
export function sandboxSettings(ports: SandboxPorts): Record<string, string> {
  const companies = `http://127.0.0.1:${ports.companies}`
  return {
    ENVIRONMENT: 'sandbox',
    PUBLIC_URL: ports.worker,
    SECRETS_KEY: 'c2FuZGJveC1zYW5kYm94LXNhbmRib3gtc2FuZGJveCE=',
    AUTH_SECRET: 'sandbox-auth-secret-that-opens-nothing-outside',
    OPERATOR_EMAILS: 'operator@example.com',
    SANDBOX_URL: companies,
    STRIPE_API_BASE: companies,
    STRIPE_SECRET_KEY: 'sk_test_sandbox',
    STRIPE_WEBHOOK_SECRET: 'whsec_sandbox',
    STRIPE_OPENCLAW_PRICE_ID: 'price_sandbox_openclaw',
    OVH_ENDPOINT: 'us',
    OVH_API_BASE: `${companies}/ovh/1.0`,
    OVH_APP_KEY: 'sandbox-app-key',
    OVH_APP_SECRET: 'sandbox-app-secret',
    OVH_CONSUMER_KEY: 'sandbox-consumer-key',
    OVH_PLAN_CODES: 'vps-2027-model2,vps-2027-model3',
    OVH_DATACENTERS: 'US-EAST-VA,US-WEST-OR',
    OVH_OS: 'Debian 12',
    OVH_MAX_PRICE_CENTS: '1500',
    OPENROUTER_API_BASE: `${companies}/openrouter/api/v1`,
    OPENROUTER_MANAGEMENT_KEY: 'sk-or-v1-sandbox-management',
    MAIL_API_BASE: `${companies}/resend`,
    MAIL_FROM: 'OpenClaw Deploy <hello@openclaw-deploy.example>',
    RESEND_API_KEY: 're_sandbox',
    INSTANCE_URL_TEMPLATE: `http://{ip}:${ports.instance}`,
    NPM_REGISTRY: 'https://packages.example/',
    SSH_PORT: String(ports.ssh),
  }
}
