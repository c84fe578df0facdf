import type { SetupInput } from '../../worker/machine/setup-document.ts'
import { defaultOpenclawVersion, nodeRelease } from '../../worker/machine/versions.ts'

/** A setup with a value in each field; the secrets are easy to find in a text. */
export const sampleInput: SetupInput = {
  deploymentId: 'dep_1',
  reportUrl: 'https://dashboard.example/api/machines/dep_1/report',
  reportToken: 'report-token-0123456789',
  hostname: 'vps-1a2b3c4d.vps.ovh.us',
  publicOrigin: 'https://vps-1a2b3c4d.vps.ovh.us',
  dashboardOrigin: 'https://dashboard.example',
  gatewayToken: 'gateway-token-0123456789',
  modelKey: 'sk-or-v1-model-key-0123456789',
  defaultModel: 'openrouter/auto',
  openclawVersion: defaultOpenclawVersion,
  npmRegistry: 'https://packages.example',
  node: nodeRelease,
  acme: {},
}

/** What breaks out of one kind of quotes or another. */
export const hostile = `'; touch /tmp/owned; echo "$(id)" \`id\` \${HOME} \\ \\n #{x} %s\n  - injected: true\n\u2028ü"`
