import { type AddressInfo, createServer } from 'node:net'
import type { SandboxPorts } from '../../sandbox/settings.ts'

/** Ports for a sandbox of a test's own. No Worker listens at `worker`: port 9 refuses at once. */
export async function freePorts(): Promise<SandboxPorts> {
  const servers = Array.from({ length: 3 }, () => createServer())
  const [companies = 0, ssh = 0, instance = 0] = await Promise.all(
    servers.map(
      (server) =>
        new Promise<number>((resolve) =>
          server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)),
        ),
    ),
  )
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
  return { companies, ssh, instance, worker: 'http://127.0.0.1:9' }
}
