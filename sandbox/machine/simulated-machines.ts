import { Hono } from 'hono'
import { generateOpensshKeyPair } from '../../worker/providers/ssh/openssh-key.ts'
import type { MachineHost } from '../ovh/machine-host.ts'
import type { StandIn, StandInContext } from '../stand-in.ts'
import type { MachineState, Section } from './machine-state.ts'
import { bootMachine, type SimulatedMachine } from './simulated-machine.ts'

/** The whole of 127.0.0.0/8 is this computer's own on Linux; elsewhere there is one address, so one machine at a time. */
const manyAddresses = process.platform === 'linux'

/**
 * Machines that exist only in this process: a real SSH server and a real page each, on an address of their own. Wait
 * for `ready` after a restart of the sandbox: it brings back the machines that the store knows.
 */
export function createSimulatedMachines(
  context: StandInContext,
): MachineHost & { ready: Promise<void>; standIn: StandIn } {
  const section = context.store.section<Section>('machines', () => ({ machines: {} }))
  const addresses = context.store.section<{ given: string[] }>('machine-addresses', () => ({ given: [] }))
  const running = new Map<string, SimulatedMachine>()
  /** One change of a machine's power at a time; a second installation waits for the first. */
  let turn: Promise<unknown> = Promise.resolve()

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = turn.then(work)
    turn = result.catch(() => undefined)
    return result
  }

  function addressOf(serviceName: string): string {
    let index = addresses.given.indexOf(serviceName)
    if (index < 0) {
      index = addresses.given.push(serviceName) - 1
      context.store.save()
    }
    return manyAddresses ? `127.77.${index >> 7}.${(index & 127) + 1}` : '127.0.0.1'
  }

  async function powerOff(serviceName: string): Promise<void> {
    await running.get(serviceName)?.powerOff()
    running.delete(serviceName)
  }

  async function boot(state: MachineState): Promise<void> {
    if (!manyAddresses) for (const name of [...running.keys()]) await powerOff(name)
    running.set(state.serviceName, await bootMachine(state, context))
  }

  const known = (serviceName: unknown): MachineState => {
    const state = section.machines[String(serviceName)]
    if (!state) throw new Error(`there is no machine ${String(serviceName)}`)
    return state
  }
  const setService = (service: MachineState['service']) => (args: Record<string, unknown>) => {
    known(args.serviceName).service = service
    context.store.save()
  }

  const ready = inTurn(async () => {
    for (const state of Object.values(section.machines)) await boot(state)
  })

  return {
    ready,
    addressOf,
    async install({ serviceName, imageName, sshPublicKey }) {
      const ipv4 = addressOf(serviceName)
      await inTurn(async () => {
        await powerOff(serviceName)
        const state: MachineState = {
          serviceName,
          ipv4,
          imageName,
          sshPublicKey,
          hostKey: (await generateOpensshKeyPair(serviceName)).privateKey,
          installedAt: context.now(),
          setup: null,
          service: 'running',
          bootstraps: {},
          sessions: [],
        }
        section.machines[serviceName] = state
        context.store.save()
        await boot(state)
      })
      return { ipv4 }
    },
    async reboot(serviceName) {
      await inTurn(async () => {
        const state = known(serviceName)
        await powerOff(serviceName)
        state.service = 'running'
        await boot(state)
      })
    },
    async remove(serviceName) {
      await inTurn(async () => {
        await powerOff(serviceName)
        delete section.machines[serviceName]
        context.store.save()
      })
    },
    standIn: {
      name: 'machine',
      app: new Hono(),
      summary: () => ({ machines: Object.values(section.machines).map(summaryOf) }),
      controls: {
        stopService: setService('stopped'),
        startService: setService('running'),
      },
      close: () =>
        inTurn(async () => {
          for (const name of [...running.keys()]) await powerOff(name)
        }),
    },
  }
}

function summaryOf({ serviceName, ipv4, imageName, service, setup, sshPublicKey }: MachineState) {
  const phase = setup?.phase ?? 'no document yet'
  return {
    serviceName,
    ipv4,
    imageName,
    service,
    setup: phase,
    steps: setup?.stamps ?? [],
    login: sshPublicKey !== null,
  }
}
