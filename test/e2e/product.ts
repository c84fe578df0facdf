import { mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { createBuilder, preview } from 'vite'
import { startSandbox } from '../../sandbox/sandbox.ts'
import { sandboxSettings } from '../../sandbox/settings.ts'
import { applyMigrations, quietTools } from '../../scripts/dev-environment.ts'
import { freePort } from '../../scripts/free-port.ts'

export type Product = { url: string; sandboxUrl: string; close(): Promise<void> }

/**
 * The whole product as it is deployed: the built Worker and the built pages under their real headers, with the sandbox's
 * settings and a state of its own. A dev server would allow inline styles and would not show a policy that is too strict.
 */
export async function startProduct(folder: string, pace: number): Promise<Product> {
  Object.assign(process.env, quietTools)
  const state = path.join(folder, 'state')
  rmSync(state, { recursive: true, force: true })
  mkdirSync(state, { recursive: true })

  const taken = new Set<number>()
  const port = async (wished: number) => {
    const chosen = await freePort(wished, taken)
    taken.add(chosen)
    return chosen
  }
  const worker = await port(5273)
  const url = `http://127.0.0.1:${worker}`
  const ports = { companies: await port(4342), ssh: await port(4322), instance: await port(4380), worker: url }

  process.env.SANDBOX_SETTINGS = JSON.stringify(sandboxSettings(ports))
  process.env.STATE_PATH = path.join(state, 'worker')
  process.env.BUILD_PATH = path.join(folder, 'build')
  const configFile = path.join(import.meta.dirname, '../../vite.config.ts')
  const [sandbox] = await Promise.all([
    startSandbox({ ports, pace, statePath: path.join(state, 'companies.json') }),
    applyMigrations(process.env.STATE_PATH),
    createBuilder({ configFile, logLevel: 'error' }).then((builder) => builder.buildApp()),
  ])
  const server = await preview({
    configFile,
    logLevel: 'error',
    preview: { host: '127.0.0.1', port: worker, strictPort: true },
  })
  return {
    url,
    sandboxUrl: sandbox.url,
    async close() {
      await server.close()
      await sandbox.close()
    },
  }
}
