import { instanceAddress } from '../worker/effects/instance-address.ts'
import { deliverCommand } from '../worker/machine/commands.ts'
import { buildSetupDocument, type SetupInput } from '../worker/machine/setup-document.ts'
import { nodeRelease } from '../worker/machine/versions.ts'
import type { InstanceProbe } from '../worker/providers/instance.ts'
import type { SshProvider, SshTarget } from '../worker/providers/ssh/port.ts'
import { machineTold } from './live-machine-reports.ts'
import { type Pace, until } from './live-wait.ts'

/** What an instance is set up with; the Worker's own settings of the same names. */
export type InstanceSettings = {
  urlTemplate: string
  sshPort: number
  npmRegistry: string
  openclawVersion: string
  defaultModel: string
  acmeDirectoryUrl?: string | undefined
  modelsBaseUrl?: string | undefined
  dashboardOrigin: string
  reportUrl: string
}

export type Place = { service: string; ip: string; name: string }

const fifteenMinutesMs = 15 * 60 * 1000

/** Throws when no document can be built from the settings: better known before a server is bought. */
export function checkInstanceSettings(settings: InstanceSettings): void {
  buildSetupDocument(setupInput(settings, { service: 'vps-0.vps.example', ip: '192.0.2.1', name: 'check' }, 'check'))
}

/** Delivers the product's own document to a fresh machine and waits until OpenClaw answers at its public address. */
export async function setUpInstance(
  { ssh, instance }: { ssh: SshProvider; instance: InstanceProbe },
  { target, place, modelKey }: { target: SshTarget; place: Place; modelKey: string },
  settings: InstanceSettings,
  pace: Pace & { lap(step: string): void },
): Promise<{ origin: string }> {
  const { say, lap } = pace
  const input = setupInput(settings, place, modelKey)
  const document = buildSetupDocument(input)
  // Delivering twice does no harm, so a cut connection is no reason to stop.
  const delivered = await until(
    pace,
    'the machine to take the document',
    () => ssh.run(target, deliverCommand, { input: document, timeoutMs: 240_000 }),
    { patienceMs: fifteenMinutesMs },
  )
  if (delivered.exitCode !== 0) throw new Error(`the machine's cloud-init answered ${delivered.exitCode}`)
  lap('document delivered')

  const { publicOrigin: origin } = input
  let found = ''
  const healthy = async () => {
    const health = await instance.health(origin)
    if (health.live) return true
    if (health.found !== found) say(`  ${health.found}`)
    found = health.found
    return undefined
  }
  try {
    await until(pace, `OpenClaw at ${origin}`, healthy, { patienceMs: fifteenMinutesMs })
    lap('OpenClaw answers')
  } finally {
    for (const line of await machineTold(ssh, target)) say(`  ${line}`)
  }
  return { origin }
}

function setupInput(settings: InstanceSettings, place: Place, modelKey: string): SetupInput {
  const { origin } = instanceAddress(settings.urlTemplate, place)
  return {
    deploymentId: place.name,
    reportUrl: settings.reportUrl,
    reportToken: token(),
    hostname: new URL(origin).hostname,
    publicOrigin: origin,
    dashboardOrigin: settings.dashboardOrigin,
    gatewayToken: token(),
    modelKey,
    defaultModel: settings.defaultModel,
    openclawVersion: settings.openclawVersion,
    npmRegistry: settings.npmRegistry,
    node: nodeRelease,
    acme: settings.acmeDirectoryUrl ? { directoryUrl: settings.acmeDirectoryUrl } : {},
    ...(settings.modelsBaseUrl ? { openRouterBaseUrl: settings.modelsBaseUrl } : {}),
  }
}

const token = () => Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('hex')
