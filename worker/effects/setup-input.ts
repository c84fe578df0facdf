import type { SetupInput } from '../machine/setup-input.ts'
import { nodeRelease } from '../machine/versions.ts'
import type { Performance } from './performance.ts'

/** What one machine's setup is built from; its tokens are made once and kept, so that a second delivery is the same. */
export async function setupInput({
  effect,
  deployment,
  config,
  secrets,
}: Performance<'DeliverSetup'>): Promise<SetupInput> {
  const modelKey = await secrets.read('modelKey')
  if (modelKey === undefined) throw new Error('the model key is gone')
  return {
    deploymentId: deployment.id,
    reportUrl: `${config.publicUrl}/api/machines/${deployment.id}/report`,
    reportToken: await tokenOf(secrets, 'reportToken'),
    hostname: new URL(effect.origin).hostname,
    publicOrigin: effect.origin,
    dashboardOrigin: config.publicUrl,
    gatewayToken: await tokenOf(secrets, 'gatewayToken'),
    modelKey,
    defaultModel: effect.release.model,
    openclawVersion: effect.release.openclawVersion,
    npmRegistry: config.instance.npmRegistry,
    node: nodeRelease,
    acme: config.instance.acmeDirectoryUrl ? { directoryUrl: config.instance.acmeDirectoryUrl } : {},
    ...(config.instance.modelsBaseUrl ? { openRouterBaseUrl: config.instance.modelsBaseUrl } : {}),
  }
}

const TOKEN_BYTES = 32

async function tokenOf(secrets: Performance['secrets'], name: 'reportToken' | 'gatewayToken'): Promise<string> {
  const known = await secrets.read(name)
  if (known !== undefined) return known
  const bytes = crypto.getRandomValues(new Uint8Array(TOKEN_BYTES))
  const token = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  await secrets.keep({ [name]: token })
  return token
}
