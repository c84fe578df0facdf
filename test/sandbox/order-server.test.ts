import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts'
import { type SandboxPorts, sandboxSettings } from '../../sandbox/settings.ts'
import type { Fault } from '../../sandbox/stand-in.ts'
import { instanceTarget, liveTargets, type Target } from '../../scripts/live-targets.ts'
import { orderServer } from '../../scripts/order-server.ts'
import { createInstanceProbe } from '../../worker/providers/instance.ts'
import { createOpenRouter } from '../../worker/providers/openrouter/adapter.ts'
import { createOvh } from '../../worker/providers/ovh/adapter.ts'
import { createSsh } from '../../worker/providers/ssh/adapter.ts'
import { freePorts } from '../setup/free-ports.ts'

type Account = { openCarts: number; orders: unknown[]; servers: { renews: boolean; tasks: { type: string }[] }[] }
type State = {
  faults: Fault[]
  standIns: {
    ovh: { summary: Account }
    openrouter: { summary: { keys: unknown[] } }
    machine: { summary: { machines: { setup: string }[] } }
  }
}

let sandbox: Sandbox
let ports: SandboxPorts
beforeEach(async () => {
  ports = await freePorts()
  sandbox = await startSandbox({ ports, pace: 0 })
})
afterEach(() => sandbox.close())

function configOf<T>(target: Target<T>): T {
  if ('config' in target) return target.config
  throw new Error(target.missing)
}

type Trial = { signal?: AbortSignal; heard?: (line: string) => void }

/** One run against this test's sandbox, and what all of it left behind. */
async function order(answer: (question: string) => string, { signal, heard }: Trial = {}) {
  const settings = sandboxSettings(ports)
  const { ovh, openrouter } = liveTargets(settings)
  const said: string[] = []
  const providers = {
    servers: createOvh(configOf(ovh).ovh),
    ssh: createSsh(),
    modelKeys: createOpenRouter(configOf(openrouter)),
    instance: createInstanceProbe(),
  }
  const wish = { need: configOf(ovh).need, instance: configOf(instanceTarget(settings)) }
  const say = (line: string) => {
    said.push(line)
    heard?.(line)
  }
  const ask = async (question: string) => answer(question)
  const result = await orderServer(providers, wish, { ask, say, lookEveryMs: 5, signal })
  const { faults, standIns } = (await (await fetch(`${sandbox.url}/control/state`)).json()) as State
  const account = standIns.ovh.summary
  return {
    result,
    said,
    faults,
    account,
    installations: account.servers[0]?.tasks.map(({ type }) => type),
    modelKeys: standIns.openrouter.summary.keys,
    machines: standIns.machine.summary.machines,
  }
}

const thePrice = (question: string) => /Type "([^"]+)"/.exec(question)?.[1] ?? ''

async function plan(fault: Fault): Promise<void> {
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(`${sandbox.url}/control/faults`, { method: 'POST', headers, body: JSON.stringify(fault) })
  expect(answer.status).toBe(201)
}

const requests = async (provider: string) =>
  (await (await fetch(`${sandbox.url}/control/requests?provider=${provider}`)).json()) as { operation: string }[]

it.each(['', 'yes', 'y', '1.00 USD'])('buys nothing when the answer is "%s", and leaves no cart', async (answer) => {
  const { result, account } = await order(() => answer)
  expect(result).toBe('declined')
  expect(account).toMatchObject({ openCarts: 0, orders: [], servers: [] })
  expect(await requests('openrouter')).toEqual([])
})

it('takes a server to READY when its price is typed, then wipes it and stops its renewal', async () => {
  const { result, said, account, installations, modelKeys, machines } = await order(thePrice)
  expect(said.find((line) => line.startsWith('READY: '))).toMatch(
    /order delivered .* s, first installation .* s, rebuild .* s, login .* s, document delivered .* s, OpenClaw answers .* s;/,
  )
  expect(result).toBe('ready')
  expect(account).toMatchObject({ openCarts: 0, orders: [{}], servers: [{ renews: false, image: 'Debian 12' }] })
  expect(installations).toEqual(['deliverVm', 'reinstallVm', 'reinstallVm'])
  expect(machines).toMatchObject([{ setup: 'no document yet' }])
  expect(modelKeys).toEqual([])
  expect(said.filter((line) => line.startsWith('STILL THERE'))).toEqual([])
  expect(said.join()).not.toMatch(/sk-or-|PRIVATE KEY|[0-9a-f]{64}/)
})

it('gives everything back when a step fails', async () => {
  await plan({ provider: 'ovh', operation: 'POST /vps/{}/rebuild', kind: 'refuse', times: 1 })
  const { result, said, account, installations, modelKeys } = await order(thePrice)
  expect(result).toBe('failed')
  expect(said.find((line) => line.startsWith('Failed: '))).toContain('/rebuild: refused')
  expect(account).toMatchObject({ orders: [{}], servers: [{ renews: false }] })
  expect(installations).toEqual(['deliverVm', 'reinstallVm'])
  expect(modelKeys).toEqual([])
})

it('gives everything back when it is interrupted', async () => {
  const interrupted = new AbortController()
  const heard = (line: string) => {
    if (line.startsWith('Waiting for OpenClaw')) interrupted.abort(new Error('interrupted'))
  }
  const { result, account, modelKeys, machines } = await order(thePrice, { signal: interrupted.signal, heard })
  expect(result).toBe('failed')
  expect(account).toMatchObject({ orders: [{}], servers: [{ renews: false }] })
  expect(machines).toMatchObject([{ setup: 'no document yet' }])
  expect(modelKeys).toEqual([])
})

it('says last what goes on costing money when the renewal cannot be stopped, and still wipes', async () => {
  await plan({ provider: 'ovh', operation: 'PUT /vps/{}/serviceInfos', kind: 'refuse', times: 1000 })
  const { result, said, account, machines, modelKeys } = await order(thePrice)
  expect(result).toBe('failed')
  expect(account).toMatchObject({ servers: [{ renews: true }] })
  expect(said.at(-1)).toMatch(/^STILL THERE: the renewal of vps-.*COSTS ITS PRICE EACH MONTH/)
  expect(machines).toMatchObject([{ setup: 'no document yet' }])
  expect(modelKeys).toEqual([])
})

it('asks for the checkout once when its answer is lost, and names the order that may have come of it', async () => {
  await plan({ provider: 'ovh', operation: 'POST /order/cart/{}/checkout', kind: 'lost_answer', times: 1 })
  const { result, said, account, modelKeys } = await order(thePrice)
  expect(result).toBe('failed')
  expect(account.orders).toHaveLength(1)
  expect(said.at(-1)).toMatch(/^STILL THERE: perhaps order \d+, of cart /)
  expect(modelKeys).toEqual([])
})

it('orders nothing when no model key can be made', async () => {
  await plan({ provider: 'openrouter', operation: 'POST /keys', kind: 'refuse', times: 1 })
  const { result, account } = await order(thePrice)
  expect(result).toBe('failed')
  expect(account).toMatchObject({ openCarts: 0, orders: [], servers: [] })
})

it('goes on when looks fail', async () => {
  await plan({ provider: 'ovh', operation: 'GET /me/order/{}/status', kind: 'error', times: 2 })
  await plan({ provider: 'machine', operation: 'ssh', kind: 'error', times: 2 })
  await plan({ provider: 'machine', operation: 'health', kind: 'error', times: 2 })
  const { result, account, faults } = await order(thePrice)
  expect(faults).toEqual([])
  expect(result).toBe('ready')
  expect(account).toMatchObject({ orders: [{}], servers: [{ renews: false }] })
})
