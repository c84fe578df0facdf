import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts'
import type { SandboxPorts } from '../../sandbox/settings.ts'
import { sandboxSettings } from '../../sandbox/settings.ts'
import { liveTargets } from '../../scripts/live-targets.ts'
import { orderServer } from '../../scripts/order-server.ts'
import { createOvh } from '../../worker/providers/ovh/adapter.ts'
import { createSsh } from '../../worker/providers/ssh/adapter.ts'
import { freePorts } from '../setup/free-ports.ts'

let sandbox: Sandbox
let ports: SandboxPorts
beforeEach(async () => {
  ports = await freePorts()
  sandbox = await startSandbox({ ports, pace: 0 })
})
afterEach(() => sandbox.close())

async function order(answer: (question: string) => string) {
  const { ovh } = liveTargets(sandboxSettings(ports))
  if (!('config' in ovh)) throw new Error(ovh.missing)
  const said: string[] = []
  const result = await orderServer(createOvh(ovh.config.ovh), createSsh(), ovh.config.need, {
    ask: async (question) => answer(question),
    say: (line) => said.push(line),
    sshPort: ports.ssh,
    lookEveryMs: 10,
  })
  const state = (await (await fetch(`${sandbox.url}/control/state`)).json()) as {
    standIns: { ovh: { summary: { openCarts: number; orders: unknown[]; servers: { renews: boolean }[] } } }
  }
  return { result, said, account: state.standIns.ovh.summary }
}

it.each(['', 'yes', 'y', '1.00 USD'])('buys nothing when the answer is "%s", and leaves no cart', async (answer) => {
  const { result, account } = await order(() => answer)
  expect(result).toBe('declined')
  expect(account).toMatchObject({ openCarts: 0, orders: [], servers: [] })
})

it('buys one server when its price is typed, logs in once it is rebuilt, and stops its renewal', async () => {
  const { result, said, account } = await order((question) => /Type "([^"]+)"/.exec(question)?.[1] ?? '')
  expect(result).toBe('ordered')
  expect(account.orders).toHaveLength(1)
  expect(account.servers).toMatchObject([{ renews: false, image: 'Debian 12' }])
  expect(said.some((line) => line.startsWith('Logged in to '))).toBe(true)
})
