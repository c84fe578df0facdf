import { spawn } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startSandbox } from '../../sandbox/sandbox.ts'
import { sandboxSettings } from '../../sandbox/settings.ts'
import { applyMigrations } from '../../scripts/dev-environment.ts'
import { freePort } from '../../scripts/free-port.ts'
import type { Lab } from './lab.ts'
import { until } from './person.ts'

export type LabProduct = { url: string; sandboxUrl: string; close(): Promise<void> }

/**
 * The Worker and the sandbox with real machines of one image; the companies answer at once unless a pace is given, the
 * machines take their time. It keeps nothing: a machine doesn't outlive the lab either.
 */
export async function createLabProduct(lab: Lab, image: string, pace = 0): Promise<LabProduct> {
  const taken = new Set<number>()
  const port = async (wished: number) => {
    const chosen = await freePort(wished, taken)
    taken.add(chosen)
    return chosen
  }
  const worker = await port(5473)
  const url = `http://127.0.0.1:${worker}`
  const ports = { companies: await port(4442), ssh: await port(4462), instance: await port(4482), worker: url }
  const state = await mkdtemp(path.join(tmpdir(), 'machine-product-'))
  const [sandbox] = await Promise.all([
    startSandbox({ ports, pace, machines: await lab.machinesFor(worker) }),
    applyMigrations(state),
  ])

  await mkdir('test-output/machine', { recursive: true })
  const log = createWriteStream(`test-output/machine/worker-${image.replace(/\W+/g, '-')}.log`)
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'serve-worker.ts')], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      NODE_EXTRA_CA_CERTS: lab.bundle,
      WORKER_PORT: String(worker),
      STATE_PATH: state,
      SANDBOX_SETTINGS: JSON.stringify({ ...sandboxSettings(ports), ...lab.settings, OVH_OS: image }),
    },
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  child.stdout.pipe(log)
  child.stderr.pipe(log)
  const close = async () => {
    child.kill('SIGTERM')
    await ended
    await sandbox.close()
    await rm(state, { recursive: true, force: true })
  }
  try {
    await until('the Worker', 120_000, async () => {
      if (child.exitCode !== null) throw new Error(`the Worker did not start; see ${String(log.path)}`)
      const answer = await fetch(`${url}/api/session`).catch(() => undefined)
      return answer?.ok ? true : undefined
    })
  } catch (error) {
    await close()
    throw error
  }
  return { url, sandboxUrl: sandbox.url, close }
}
