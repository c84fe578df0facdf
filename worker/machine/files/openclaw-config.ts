import { gatewayPort } from '../paths.ts'
import { environmentLine } from '../quote.ts'
import type { SetupInput } from '../setup-input.ts'

/**
 * OpenClaw's own configuration, written without its onboarding: that would look for plugins on the network. The keys
 * come from the environment. `trustedProxies` lets Caddy speak for its clients; without it each page answers 403.
 */
export function openclawConfig(input: SetupInput): string {
  const fromEnvironment = (id: string) => ({ source: 'env', provider: 'default', id })
  const stubbedModels = input.openRouterBaseUrl
    ? {
        models: {
          providers: {
            openrouter: {
              baseUrl: input.openRouterBaseUrl,
              apiKey: fromEnvironment('OPENROUTER_API_KEY'),
              models: [],
            },
          },
        },
      }
    : {}
  const config = {
    gateway: {
      mode: 'local',
      port: gatewayPort,
      bind: 'loopback',
      publicOrigin: input.publicOrigin,
      auth: { mode: 'token', token: fromEnvironment('OPENCLAW_GATEWAY_TOKEN') },
      trustedProxies: ['127.0.0.1', '::1'],
      controlUi: { enabled: true, allowedOrigins: [input.publicOrigin], communityInvite: false },
      terminal: { enabled: false },
    },
    agents: { defaults: { model: { primary: input.defaultModel } } },
    ...stubbedModels,
    plugins: { entries: { perplexity: { enabled: false } } },
    discovery: { mdns: { mode: 'off' } },
    update: { checkOnStart: false },
  }
  return `${JSON.stringify(config, null, 2)}\n`
}

/** The two secrets that the gateway runs with, for systemd and for a shell. */
export function openclawEnvironment(input: SetupInput): string {
  return `${environmentLine('OPENCLAW_GATEWAY_TOKEN', input.gatewayToken)}\n${environmentLine('OPENROUTER_API_KEY', input.modelKey)}\n`
}
