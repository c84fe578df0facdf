import { randomBytes } from 'node:crypto'
import type { Server } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { serve } from '@hono/node-server'
import { deliverCommand, launchCommand, removeKeyCommand, restartCommand } from '../../worker/machine/commands.ts'
import type { StandInContext } from '../stand-in.ts'
import { controlUi } from './control-ui.ts'
import { readDocument } from './document.ts'
import { hasOpenDoor, type MachineState } from './machine-state.ts'
import { liveThroughSetup } from './setup.ts'
import { type CommandResult, startSshServer } from './ssh-server.ts'

/** What the commands took on a quiet real Debian. */
export const commandMs = { deliver: 1700, restart: 9000, launch: 5800 }
const bootstrapLastsMs = 10 * 60_000

export type SimulatedMachine = { state: MachineState; powerOff(): Promise<void> }

/** Boots a machine in the state that the store has of it: SSH, its page when the setup got that far, and the rest of the setup. */
export async function bootMachine(state: MachineState, context: StandInContext): Promise<SimulatedMachine> {
  const power = new AbortController()
  let page: Server | undefined
  let setup: Promise<void> = Promise.resolve()

  async function openDoor() {
    if (page || power.signal.aborted) return
    page = await listen(controlUi(state, context), state.ipv4, context.addresses.instancePort)
  }
  function continueSetup() {
    setup = liveThroughSetup({ machine: state, context, signal: power.signal, opened: openDoor }).catch((error) =>
      console.error(`machine ${state.serviceName}:`, error),
    )
  }
  const takes = (ms: number) => sleep(ms * context.pace(), undefined, { signal: power.signal })

  async function deliver(document: string): Promise<CommandResult> {
    let instructions: ReturnType<typeof readDocument>
    try {
      instructions = readDocument(document)
    } catch {
      return { code: 64 }
    }
    await takes(commandMs.deliver)
    const before = state.setup
    const same = before && JSON.stringify(before.instructions) === JSON.stringify(instructions)
    // Like the real unit: what is under way goes on, and what is finished says so once more.
    if (same && before.phase === 'running') return { code: 0, stdout: 'delivered\n' }
    const stamps = same ? before.stamps : []
    state.setup = { instructions, stamps, attempts: 0, elapsedMs: 0, phase: 'running', reports: [] }
    context.store.save()
    continueSetup()
    return { code: 0, stdout: 'delivered\n' }
  }

  async function restart(): Promise<CommandResult> {
    if (!hasOpenDoor(state)) return { code: 75 }
    state.service = 'stopped'
    await takes(commandMs.restart)
    state.service = 'running'
    context.store.save()
    return { code: 0, stdout: 'restarted\n' }
  }

  async function launch(): Promise<CommandResult> {
    if (!hasOpenDoor(state) || state.service === 'stopped') return { code: 1, stderr: 'gateway is not running\n' }
    await takes(commandMs.launch)
    const bootstrapToken = randomBytes(24).toString('base64url')
    const expiresAtMs = context.now() + bootstrapLastsMs
    state.bootstraps[bootstrapToken] = expiresAtMs
    context.store.save()
    const browserUrl = `http://127.0.0.1:18789/#bootstrapToken=${bootstrapToken}&bootstrapProfile=owner`
    return {
      code: 0,
      stdout: `${JSON.stringify({ ok: true, browserUrl, browserBootstrapExpiresAtMs: expiresAtMs })}\n`,
    }
  }

  async function run(command: string, input: string): Promise<CommandResult> {
    if (command === deliverCommand) return await deliver(input)
    if (command === restartCommand) return await restart()
    if (command === launchCommand) return await launch()
    if (state.sshPublicKey && command === removeKeyCommand(state.sshPublicKey)) {
      state.sshPublicKey = null
      context.store.save()
      return { code: 0, stdout: 'removed\n' }
    }
    return { code: 127, stderr: 'the sandbox does not know this command\n' }
  }

  const ssh = await startSshServer({
    host: state.ipv4,
    port: context.addresses.sshPort,
    hostKey: state.hostKey,
    user: /^ubuntu/i.test(state.imageName) ? 'ubuntu' : 'debian',
    authorizedKey: () => state.sshPublicKey,
    refuses: () => context.faults.take('machine', 'ssh') !== undefined,
    run,
  })
  if (hasOpenDoor(state)) await openDoor()
  if (state.setup) continueSetup()

  return {
    state,
    async powerOff() {
      power.abort()
      await setup
      await Promise.all([ssh.close(), page && stop(page)])
    },
  }
}

function listen(app: ReturnType<typeof controlUi>, hostname: string, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, hostname, port, overrideGlobalObjects: false }, () =>
      resolve(server as Server),
    )
    server.once('error', reject)
  })
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
