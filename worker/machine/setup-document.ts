import { Buffer } from 'node:buffer'
import { caddyfile, hasName } from './files/caddyfile.ts'
import { openclawConfig, openclawEnvironment } from './files/openclaw-config.ts'
import { aptUpgrades, firewallRules, journalLimits, sshdKeysOnly } from './files/system-files.ts'
import { caddyDropIn, gatewayUnit, nftablesDropIn, reportsUnit, setupUnit } from './files/units.ts'
import { paths } from './paths.ts'
import { shellWord, yamlText } from './quote.ts'
import type { SetupStep } from './report.ts'
import { reportScript } from './reporter.ts'
import { beginScript, runScript } from './runner.ts'
import { checkSetupInput, type SetupInput } from './setup-input.ts'
import { configureStep } from './steps/configure.ts'
import { firewallStep } from './steps/firewall.ts'
import { gatewayStep } from './steps/gateway.ts'
import { nodeStep } from './steps/node.ts'
import { openclawStep } from './steps/openclaw.ts'
import { proxyStep } from './steps/proxy.ts'
import { systemStep } from './steps/system.ts'

export type { SetupInput } from './setup-input.ts'

type MachineFile = { path: string; mode: '0600' | '0644' | '0700'; content: string; input?: boolean }

const stepScripts: Record<SetupStep, string> = {
  system: systemStep,
  node: nodeStep,
  openclaw: openclawStep,
  configure: configureStep,
  firewall: firewallStep,
  gateway: gatewayStep,
  proxy: proxyStep,
}

/**
 * The one cloud-init document of a machine. It writes files and starts a unit; all work is the unit's, since cloud-init
 * runs its own modules once and never resumes them after a reboot. No script has a value in it: values are in data
 * files, quoted for whoever reads them. Throws on an input that breaks its grammar.
 */
export function buildSetupDocument(input: SetupInput): string {
  checkSetupInput(input)
  const files = machineFiles(input)
  const inputs = files.filter((file) => file.input !== false).map((file) => file.path)
  const all: MachineFile[] = [
    ...files,
    { path: `${paths.setup}/inputs`, mode: '0600', content: `${inputs.join('\n')}\n` },
  ]
  return `#cloud-config
# Setup of OpenClaw, deployment ${input.deploymentId}
write_files:
${all.map(entry).join('\n')}
runcmd:
  - [/bin/bash, ${paths.setup}/begin]
`
}

function entry(file: MachineFile): string {
  return `  - path: ${file.path}
    owner: root:root
    permissions: '${file.mode}'
    content: ${yamlText(file.content, '      ')}`
}

function machineFiles(input: SetupInput): MachineFile[] {
  const { setup, config } = paths
  const steps = Object.entries(stepScripts).map(
    ([step, content]): MachineFile => ({ path: `${setup}/steps/${step}`, mode: '0700', content }),
  )
  return [
    // Where the reports go is no reason to do a step again.
    { path: `${setup}/report.json`, mode: '0600', content: reportSettings(input), input: false },
    { path: `${setup}/report.py`, mode: '0700', content: reportScript, input: false },
    { path: `${setup}/run`, mode: '0700', content: runScript, input: false },
    { path: `${setup}/begin`, mode: '0700', content: beginScript, input: false },
    { path: `${setup}/settings`, mode: '0600', content: shellSettings(input) },
    ...steps,
    { path: `${config}/openclaw.env`, mode: '0600', content: openclawEnvironment(input) },
    { path: `${config}/openclaw.json`, mode: '0600', content: openclawConfig(input) },
    { path: `${config}/Caddyfile`, mode: '0644', content: caddyfile(input) },
    { path: `${config}/firewall.nft`, mode: '0644', content: firewallRules },
    { path: '/etc/apt/apt.conf.d/52openclaw-upgrades', mode: '0644', content: aptUpgrades },
    { path: '/etc/systemd/journald.conf.d/openclaw.conf', mode: '0644', content: journalLimits },
    { path: '/etc/ssh/sshd_config.d/10-openclaw.conf', mode: '0644', content: sshdKeysOnly },
    { path: '/etc/systemd/system/openclaw-setup.service', mode: '0644', content: setupUnit, input: false },
    { path: '/etc/systemd/system/openclaw-reports.service', mode: '0644', content: reportsUnit, input: false },
    { path: '/etc/systemd/system/openclaw.service', mode: '0644', content: gatewayUnit },
    { path: '/etc/systemd/system/caddy.service.d/openclaw.conf', mode: '0644', content: caddyDropIn },
    { path: '/etc/systemd/system/nftables.service.d/openclaw.conf', mode: '0644', content: nftablesDropIn },
  ]
}

function reportSettings(input: SetupInput): string {
  const secrets = [input.reportToken, input.gatewayToken, input.modelKey]
  const { reportUrl: url, reportToken: token, deploymentId: deployment } = input
  return `${JSON.stringify({ deployment, url, token, secrets }, null, 2)}\n`
}

function shellSettings(input: SetupInput): string {
  const settings = {
    PUBLIC_HOST: input.hostname,
    HAS_NAME: hasName(input.hostname) ? 'yes' : 'no',
    OPENCLAW_VERSION: input.openclawVersion,
    NPM_REGISTRY: input.npmRegistry.replace(/\/+$/, ''),
    NODE_VERSION: input.node.version,
    NODE_SHA512_X64: hexOf(input.node.linuxX64),
    NODE_SHA512_ARM64: hexOf(input.node.linuxArm64),
    NPM_VERSION: input.node.npmVersion,
    NPM_SHA512: hexOf(input.node.npm),
  }
  return `${Object.entries(settings)
    .map(([name, value]) => `${name}=${shellWord(value)}`)
    .join('\n')}\n`
}

/** The registry's `sha512-<base64>` as the hexadecimal that `sha512sum` reads. */
function hexOf(integrity: string): string {
  return Buffer.from(integrity.slice('sha512-'.length), 'base64').toString('hex')
}
