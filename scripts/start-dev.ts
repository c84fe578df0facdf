import path from 'node:path'
import { createServer } from 'vite'
import type { MakeMachines } from '../sandbox/companies.ts'
import { startSandbox } from '../sandbox/sandbox.ts'
import { sandboxSettings } from '../sandbox/settings.ts'
import { applyMigrations, quietTools } from './dev-environment.ts'
import { ensureTestOperator } from './dev-operator.ts'
import { freePort } from './free-port.ts'

export type DevOptions = {
  /** Wished ports; the next free one is taken when one is busy. */
  ports?: { worker?: number; companies?: number; ssh?: number; instance?: number }
  /** Multiplies every realistic duration: 1 is realistic, 0 is instant. */
  pace?: number
  /** A folder that keeps the sandbox's and the Worker's state; a test gives each run its own. */
  statePath?: string
  /** What plays the servers; simulated ones unless given. */
  machines?: MakeMachines
  /** Added to the sandbox's settings, or put in the place of one. */
  settings?: Record<string, string>
}

export type Dev = {
  url: string
  sandboxUrl: string
  /** Stops all that was started, in the reverse order. */
  close(): Promise<void>
}

/** Starts the whole product against the sandbox, and answers once a page and the API really answer. */
export async function startDev(options: DevOptions = {}): Promise<Dev> {
  Object.assign(process.env, quietTools)
  const state = path.resolve(options.statePath ?? '.sandbox')
  const workerState = path.join(state, 'worker')
  const ports = await choosePorts(options.ports)
  const url = `http://127.0.0.1:${ports.worker}`
  const sandboxPorts = { companies: ports.companies, ssh: ports.ssh, instance: ports.instance, worker: url }

  const [sandbox] = await Promise.all([
    startSandbox({
      ports: sandboxPorts,
      pace: options.pace ?? 1,
      statePath: path.join(state, 'companies.json'),
      ...(options.machines ? { machines: options.machines } : {}),
    }),
    applyMigrations(workerState),
  ])
  process.env.SANDBOX_SETTINGS = JSON.stringify({ ...sandboxSettings(sandboxPorts), ...options.settings })
  process.env.STATE_PATH = workerState
  const vite = await createServer({
    clearScreen: false,
    logLevel: 'warn',
    server: { host: '127.0.0.1', port: ports.worker, strictPort: true },
  })
  const close = async () => {
    await vite.close()
    await sandbox.close()
  }
  try {
    await vite.listen()
    await answering(url)
    await ensureTestOperator(url, sandbox.url)
    return { url, sandboxUrl: sandbox.url, close }
  } catch (error) {
    await close()
    throw error
  }
}

async function choosePorts(wished: DevOptions['ports'] = {}) {
  const taken = new Set<number>()
  const choose = async (port: number) => {
    const chosen = await freePort(port, taken)
    taken.add(chosen)
    return chosen
  }
  return {
    worker: await choose(wished.worker ?? 5173),
    companies: await choose(wished.companies ?? 4242),
    ssh: await choose(wished.ssh ?? 4222),
    instance: await choose(wished.instance ?? 4280),
  }
}

const READY_WITHIN_MS = 120_000

/** Ready is when our own answers come, not when a port is open: an old server could still hold it. */
async function answering(url: string): Promise<void> {
  const until = Date.now() + READY_WITHIN_MS
  let last = 'no answer'
  while (Date.now() < until) {
    try {
      const session = await fetch(`${url}/api/session`, { signal: AbortSignal.timeout(20_000) })
      const page = session.ok ? await fetch(url, { headers: { accept: 'text/html' } }) : undefined
      if (page?.ok && page.headers.get('content-type')?.startsWith('text/html')) return
      last = `${session.status} ${await session.text()}`
    } catch (error) {
      last = String(error)
    }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`${url} isn't ready: ${last}`)
}
