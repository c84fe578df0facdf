import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import {
  deliverCommand,
  launchCommand,
  parseLaunch,
  removeKeyCommand,
  restartCommand,
} from '../../worker/machine/commands.ts'
import { type MachineReport, machineReport, setupSteps } from '../../worker/machine/report.ts'
import { buildSetupDocument } from '../../worker/machine/setup-document.ts'
import { defaultOpenclawVersion, nodeRelease } from '../../worker/machine/versions.ts'
import { createSsh } from '../../worker/providers/ssh/adapter.ts'
import { checkFromOutside } from './from-outside.ts'
import { type Lab, startLab } from './lab.ts'
import { whyNot } from './needs.ts'

const dashboardOrigin = 'https://dashboard.example'
const completeWithinMs = 10 * 60_000
const ssh = createSsh()

type Arrived = MachineReport & { atMs: number }
type Machine = { token: string; reports: Arrived[]; heard: (report: Arrived) => void }

const reason = await whyNot()
if (reason) {
  console.log(`SKIPPED test:machine: ${reason}`)
  console.log('0 passed, 0 failed, 2 skipped')
  process.exit(0)
}

const machines = new Map<string, Machine>()
const sink = createServer(async (request, response) => {
  const machine = machines.get(request.url?.slice(1) ?? '')
  const body = await text(request)
  if (request.headers.authorization !== `Bearer ${machine?.token}`) return response.writeHead(401).end()
  const report = machineReport.safeParse(JSON.parse(body))
  response.writeHead(report.success ? 202 : 422).end()
  if (report.success) machine?.heard({ ...report.data, atMs: performance.now() })
  return undefined
})
sink.listen(0, '127.0.0.1')
await once(sink, 'listening')
const controlPort = (sink.address() as AddressInfo).port

const images = process.argv.length > 2 ? process.argv.slice(2) : ['Debian 12', 'Debian 13']
const begin = performance.now()
let lab: Lab | undefined
let failed = 0
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void lab?.close().finally(() => process.exit(130)))
}
try {
  lab = await startLab({ controlPort, images })
  const ready = lab
  console.log(`lab up after ${seconds(performance.now() - begin)} s`)
  const outcomes = await Promise.allSettled(images.map((image, index) => setUp(ready, image, index)))
  for (const [index, outcome] of outcomes.entries()) {
    if (outcome.status === 'fulfilled') continue
    failed += 1
    console.error(`FAILED ${images[index]}:`, outcome.reason)
  }
  console.log('packages:', JSON.stringify(ready.figures()))
} finally {
  await lab?.close()
  sink.close()
}
console.log(`in all ${seconds(performance.now() - begin)} s`)
console.log(`${images.length - failed} passed, ${failed} failed`)
process.exit(failed ? 1 : 0)

/** Plays the deployment's object for one machine: installs it, hands the document over, hears its reports, looks at it from outside. */
async function setUp({ host, acmeDirectory, npmRegistry, bundle }: Lab, imageName: string, index: number) {
  const name = `vps-0000000${index}.vps.ovh.example`
  const marks: [string, number][] = []
  let last = performance.now()
  const mark = (what: string, at = performance.now()) => {
    marks.push([what, at - last])
    last = at
  }
  const machine: Machine = { token: randomBytes(24).toString('hex'), reports: [], heard: () => undefined }
  machines.set(name, machine)
  const pair = await ssh.generateKeyPair(`deployment ${name}`)
  const { ipv4 } = await host.install({ serviceName: name, imageName, sshPublicKey: pair.publicKey })
  mark('base and boot')
  const target = { host: ipv4, port: 22, users: ['debian', 'root'], privateKey: pair.privateKey }
  const document = buildSetupDocument({
    deploymentId: `machine-${index}`,
    reportUrl: `http://127.0.0.1:${controlPort}/${name}`,
    reportToken: machine.token,
    hostname: name,
    publicOrigin: `https://${name}`,
    dashboardOrigin,
    gatewayToken: `${randomBytes(24).toString('hex')}"$(id)'`,
    modelKey: `sk-or-v1-${randomBytes(24).toString('hex')}`,
    defaultModel: 'openrouter/auto',
    openclawVersion: defaultOpenclawVersion,
    npmRegistry,
    node: nodeRelease,
    acme: { directoryUrl: acmeDirectory },
  })
  const complete = reportsUntilComplete(machine)
  const { hostKey } = await expectCommand('delivered', deliverCommand, document)
  mark('deliver')
  for (const report of await complete) {
    if (report.state === 'done') mark(report.step, report.atMs)
  }
  const pinned = { ...target, hostKey }
  await checkFromOutside({ name, ipv4, bundle, dashboardOrigin })
  mark('seen from outside')
  const launched = await ssh.run(pinned, launchCommand, { timeoutMs: 90_000 })
  if (!parseLaunch(launched.stdout).bootstrapToken) throw new Error('no sign-in')
  mark('launch')
  await expectCommand('restarted', restartCommand)
  mark('restart')
  const again = reportsUntilComplete(machine)
  await expectCommand('delivered', deliverCommand, document)
  await again
  mark('second delivery')
  await checkFromOutside({ name, ipv4, bundle, dashboardOrigin })
  await expectCommand('removed', removeKeyCommand(pair.publicKey))
  const refused = await ssh.run(pinned, 'true').catch((error) => error.facts?.code)
  if (refused !== 'login_refused') throw new Error('the provisioning key still opens the machine')
  console.log(`${imageName}: ${marks.map(([what, ms]) => `${what} ${seconds(ms)}`).join(' · ')} s`)

  async function expectCommand(said: string, command: string, input?: string) {
    const result = await ssh.run(target, command, { input, timeoutMs: 300_000 })
    if (result.exitCode === 0 && result.stdout.trim() === said) return result
    throw new Error(`instead of "${said}": exit code ${result.exitCode}, ${result.stdout} ${result.stderr}`)
  }
}

function reportsUntilComplete(machine: Machine): Promise<Arrived[]> {
  machine.reports = []
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('no word from the machine')), completeWithinMs)
    machine.heard = (report) => {
      machine.reports.push(report)
      if (report.state === 'failed' || report.state === 'gave_up') console.log(JSON.stringify(report))
      if (report.state === 'gave_up') reject(new Error(`the setup gave up at ${report.step}`))
      if (report.step !== 'complete') return
      clearTimeout(late)
      const expected = setupSteps.join()
      const seen = machine.reports
        .filter((each) => each.state === 'done' && each.step !== 'complete')
        .map((each) => each.step)
      if (seen.length > 0 && seen.join() !== expected) reject(new Error(`steps came as ${seen.join()}`))
      if (!report.openclawVersion?.includes(defaultOpenclawVersion)) reject(new Error('it runs another version'))
      resolve(machine.reports)
    }
  })
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(1)
}
