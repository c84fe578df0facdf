import { createServer } from 'node:net'
import path from 'node:path'
import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'
import { sandboxSettings } from './sandbox/settings.ts'
import { ssh2Alias, ssh2Define, workerdRolldownOptions } from './scripts/ssh2-in-workerd.ts'

const here = import.meta.dirname

/** `relay` stands in for the Worker's own address: see test/setup/relay.ts. */
type TestPorts = { companies: number; ssh: number; instance: number; relay: number }

/** Ports that are free now; the stand-ins take them in test/setup/stand-ins.ts, in this same process. */
async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer())
  const ports = await Promise.all(
    servers.map(
      (server) =>
        new Promise<number>((resolve) =>
          server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port)),
        ),
    ),
  )
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
  return ports
}

// This file is read twice, once for each half of the run; both must mean the same ports.
if (!process.env.TEST_SANDBOX_PORTS) {
  const [companies, ssh, instance, relay] = await freePorts(4)
  process.env.TEST_SANDBOX_PORTS = JSON.stringify({ companies, ssh, instance, relay })
}
const { relay, ...ports } = JSON.parse(process.env.TEST_SANDBOX_PORTS) as TestPorts

export default defineConfig({
  test: {
    fsModuleCache: false, // workerd cannot read vitest 5's module cache on disk
    projects: [
      { test: { name: 'architecture', include: ['test/architecture/**/*.test.ts'], fsModuleCache: false } },
      {
        test: {
          name: 'domain',
          include: [
            'test/domain/**/*.test.ts',
            'test/sandbox/**/*.test.ts',
            'test/contracts/**/*.test.ts',
            'test/machine-document/**/*.test.ts',
          ],
          fsModuleCache: false,
        },
      },
      {
        plugins: [
          cloudflareTest(async () => ({
            wrangler: { configPath: './wrangler.toml' },
            miniflare: {
              bindings: {
                ...sandboxSettings({ ...ports, worker: `http://127.0.0.1:${relay}` }),
                TEST_MIGRATIONS: await readD1Migrations(path.join(here, 'migrations')),
                TEST_SANDBOX: `http://127.0.0.1:${ports.companies}`,
              },
            },
          })),
        ],
        resolve: { alias: ssh2Alias },
        define: ssh2Define,
        test: {
          name: 'worker',
          include: ['test/worker/**/*.test.ts', 'test/providers/**/*.test.ts'],
          globalSetup: ['test/setup/stand-ins.ts', 'test/setup/ssh-server.ts'],
          setupFiles: ['test/worker/apply-migrations.ts'],
          fileParallelism: false, // one sandbox: a fault planned by one file must not meet another's call
          testTimeout: 30_000,
          hookTimeout: 30_000,
          fsModuleCache: false,
          deps: {
            optimizer: {
              ssr: {
                enabled: true,
                include: ['@ovhcloud/node-ovh', 'ssh2', 'stripe'],
                rolldownOptions: workerdRolldownOptions,
              },
            },
          },
        },
      },
    ],
  },
})
