import { createServer, type Server } from 'node:http'
import { type AddressInfo, createServer as createTcpServer } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createFaults } from '../../sandbox/faults.ts'
import { createSimulatedMachines } from '../../sandbox/machine/simulated-machines.ts'
import type { StandInContext } from '../../sandbox/stand-in.ts'
import { createStore } from '../../sandbox/store.ts'
import {
  deliverCommand,
  launchCommand,
  parseLaunch,
  removeKeyCommand,
  restartCommand,
} from '../../worker/machine/commands.ts'
import { type MachineReport, machineReport, setupSteps } from '../../worker/machine/report.ts'
import { buildSetupDocument } from '../../worker/machine/setup-document.ts'
import { createSsh } from '../../worker/providers/ssh/adapter.ts'
import { sampleInput } from '../machine-document/input.ts'

const serviceName = 'vps-1a2b3c4d.vps.ovh.us'
const ssh = createSsh()
let sink: Server
let reports: MachineReport[]
let answers: number[]
let arrived: () => void
let document: string
let context: StandInContext
let machines: ReturnType<typeof createSimulatedMachines>

beforeEach(async () => {
  reports = []
  answers = []
  arrived = () => undefined
  sink = createServer(async (request, response) => {
    const body = await text(request)
    const status =
      request.headers.authorization === `Bearer ${sampleInput.reportToken}` ? (answers.shift() ?? 202) : 401
    response.writeHead(status).end()
    if (status === 202) reports.push(machineReport.parse(JSON.parse(body)))
    arrived()
  })
  await new Promise<void>((resolve) => sink.listen(0, '127.0.0.1', resolve))
  document = buildSetupDocument({ ...sampleInput, reportUrl: `http://127.0.0.1:${portOf(sink)}/report` })
  const store = createStore()
  const [sshPort, instancePort] = await Promise.all([freePort(), freePort()])
  const addresses = { companies: '', worker: '', sshPort, instancePort }
  context = { store, now: () => Date.now(), pace: () => 0, faults: createFaults(store), addresses }
  machines = createSimulatedMachines(context)
})

afterEach(async () => {
  await machines.standIn.close?.()
  await new Promise((resolve) => sink.close(resolve))
})

const portOf = (server: { address(): unknown }) => (server.address() as AddressInfo).port

function freePort(): Promise<number> {
  const server = createTcpServer()
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => {
      const port = portOf(server)
      server.close(() => resolve(port))
    }),
  )
}

async function install() {
  const pair = await ssh.generateKeyPair('test')
  const { ipv4 } = await machines.install({ serviceName, imageName: 'Debian 12', sshPublicKey: pair.publicKey })
  const target = { host: ipv4, port: context.addresses.sshPort, users: ['root', 'debian'], privateKey: pair.privateKey }
  return { ...pair, target, url: `http://${ipv4}:${context.addresses.instancePort}` }
}

function reported(step: string, state: string): Promise<void> {
  return new Promise((resolve) => {
    arrived = () => {
      if (reports.some((report) => report.step === step && report.state === state)) resolve()
    }
    arrived()
  })
}

it('takes the document, reports each step in order and serves its page', async () => {
  const { target, url } = await install()
  expect(await ssh.run(target, deliverCommand, { input: document })).toMatchObject({
    exitCode: 0,
    stdout: 'delivered\n',
  })
  await reported('complete', 'done')
  expect(reports.filter((report) => report.state === 'done').map((report) => report.step)).toEqual([
    ...setupSteps,
    'complete',
  ])
  expect(reports.at(-1)?.openclawVersion).toBe(sampleInput.openclawVersion)
  expect(await (await fetch(`${url}/healthz`)).json()).toEqual({ ok: true, status: 'live' })
  const page = await fetch(url)
  expect(page.headers.get('content-security-policy')).toContain('frame-ancestors https://dashboard.example')
  expect(await page.text()).toContain('not a real OpenClaw')
  expect((await ssh.run(target, restartCommand)).stdout).toBe('restarted\n')
})

it('signs a one-time token in once', async () => {
  const { target, url } = await install()
  await ssh.run(target, deliverCommand, { input: document })
  await reported('complete', 'done')
  const { bootstrapToken } = parseLaunch((await ssh.run(target, launchCommand)).stdout)
  const signIn = () => fetch(`${url}/session`, { method: 'POST', body: JSON.stringify({ bootstrapToken }) })
  const first = await signIn()
  expect(first.status).toBe(200)
  const { session } = (await first.json()) as { session: string }
  expect((await fetch(`${url}/session`, { headers: { authorization: `Bearer ${session}` } })).status).toBe(200)
  expect((await signIn()).status).toBe(401)
})

it('lets in only the key of the last rebuild, until that is removed', async () => {
  const old = await install()
  const { target, publicKey } = await install()
  const refused = { facts: { kind: 'refused', code: 'login_refused' } }
  await expect(ssh.run(old.target, deliverCommand, { input: document })).rejects.toMatchObject(refused)
  expect((await ssh.run(target, removeKeyCommand(publicKey))).stdout).toBe('removed\n')
  await expect(ssh.run(target, deliverCommand, { input: document })).rejects.toMatchObject(refused)
})

it('refuses a broken document and a command that is not ours', async () => {
  const { target } = await install()
  expect((await ssh.run(target, deliverCommand, { input: '#cloud-config\nruncmd: 3' })).exitCode).toBe(64)
  expect((await ssh.run(target, 'rm -rf /')).exitCode).toBe(127)
})

it('tries a failing step again, and gives up in the end', async () => {
  context.faults.plan({ provider: 'machine', operation: 'setup openclaw', kind: 'error', times: 2 })
  const { target } = await install()
  await ssh.run(target, deliverCommand, { input: document })
  await reported('complete', 'done')
  const openclaw = reports.filter((report) => report.step === 'openclaw' && report.state !== 'started')
  expect(openclaw.map((report) => [report.state, report.attempt])).toEqual([
    ['failed', 1],
    ['failed', 2],
    ['done', 3],
  ])

  reports = []
  context.faults.plan({ provider: 'machine', operation: 'setup node', kind: 'error', times: 100 })
  const again = await install()
  await ssh.run(again.target, deliverCommand, { input: document })
  await reported('node', 'gave_up')
})

it('sends a report until it is taken, also after a restart of the sandbox', async () => {
  answers = [500, 500]
  const { target, url } = await install()
  await ssh.run(target, deliverCommand, { input: document })
  await machines.standIn.close?.()
  machines = createSimulatedMachines(context)
  await machines.ready
  await reported('complete', 'done')
  expect(reports.filter((report) => report.step === 'system' && report.state === 'done').length).toBeGreaterThan(0)
  expect((await fetch(`${url}/healthz`)).status).toBe(200)
})

it('is unhealthy while its service is stopped', async () => {
  const { target, url } = await install()
  await ssh.run(target, deliverCommand, { input: document })
  await reported('complete', 'done')
  await machines.standIn.controls?.stopService?.({ serviceName })
  expect((await fetch(`${url}/healthz`)).status).toBe(502)
  await machines.standIn.controls?.startService?.({ serviceName })
  context.faults.plan({ provider: 'machine', operation: 'health', kind: 'error', times: 1 })
  expect((await fetch(`${url}/healthz`)).status).toBe(502)
  expect((await fetch(`${url}/healthz`)).status).toBe(200)
})
