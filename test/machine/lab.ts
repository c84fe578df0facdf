import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { Hono } from 'hono'
import type { MakeMachines } from '../../sandbox/companies.ts'
import { acmeDirectory, acmeName, startAcme } from './acme.ts'
import { createAuthority, issue } from './authority.ts'
import { baseOf, type Suite, suiteOf } from './base.ts'
import { folders } from './folders.ts'
import { startGateway } from './gateway.ts'
import { bootGuest, discard, type Guest, killInit } from './guest.ts'
import { startNameServer } from './name-server.ts'
import { provide } from './needs.ts'
import { acmeAddress, forward, gatewayAddress, guestAddress, lowerBridge, nameHosts, raiseBridge } from './network.ts'
import { packageSources } from './package-hosts.ts'

export type Lab = {
  /**
   * Real machines for the sandbox whose Worker listens on this port of the loopback address: each installation with a
   * key boots a throw-away Debian, and finds the Worker on its own loopback address.
   */
  machinesFor(workerPort: number): Promise<MakeMachines>
  /** The Worker's settings that differ from those of the simulated machines. */
  settings: Record<string, string>
  /** Certificates to trust besides the public ones: NODE_EXTRA_CA_CERTS of whatever looks at the machines from outside. */
  bundle: string
  /** The certificate of the lab's own authority, for a browser. */
  authority: string
  figures(): { requests: number; fetchedMegabytes: number }
  /** Cuts a machine's power and gives it back. */
  powerCut(serviceName: string): Promise<void>
  /** Where a machine's console is written. */
  consoleOf(serviceName: string): string | undefined
  close(): Promise<void>
}

/**
 * Starts the lab: a bridge, a name server, the gateway to packages, a certificate authority. One lab at a time; what a
 * cut run left behind is swept first.
 */
export async function startLab({ images }: { images: string[] }): Promise<Lab> {
  const { caddy } = await provide()
  await sweep()
  await mkdir(folders.run, { recursive: true })
  await writeFile(path.join(folders.run, 'owner'), String(process.pid))

  const sources = await packageSources()
  const bases = new Map<Suite, Promise<string>>()
  const base = (imageName: string) => {
    const suite = suiteOf[imageName]
    if (!suite) throw new Error(`the lab has no image ${imageName}`)
    const made = bases.get(suite) ?? baseOf(suite, sources)
    bases.set(suite, made)
    return made
  }
  const building = Promise.all(images.map(base))
  building.catch(() => undefined)

  const authority = await createAuthority(path.join(folders.run, 'authority'))
  await raiseBridge()
  const addresses = new Map<string, string>()
  const names = () => nameHosts(new Map([...addresses, [acmeName, acmeAddress]]))
  names()
  const guests = new Map<string, Guest>()
  const parts: { close(): Promise<void> }[] = [
    await startNameServer(gatewayAddress, (name) =>
      sources.hosts.includes(name) ? gatewayAddress : name === acmeName ? acmeAddress : addresses.get(name),
    ),
    await startAcme({ caddy, address: acmeAddress, folder: path.join(folders.run, 'acme'), authority }),
  ]
  const tls = await issue(authority, sources.hosts)
  const gateway = await startGateway({ address: gatewayAddress, hosts: sources.hosts, tls })

  function addressOf(serviceName: string): string {
    const known = addresses.get(serviceName)
    if (known) return known
    const address = guestAddress(addresses.size)
    addresses.set(serviceName, address)
    return address
  }
  async function remove(serviceName: string) {
    const guest = guests.get(serviceName)
    guests.delete(serviceName)
    await guest?.destroy()
  }

  async function install(
    controlPort: number,
    machine: { serviceName: string; imageName: string; sshPublicKey: string },
  ) {
    const { serviceName, sshPublicKey } = machine
    const ipv4 = addressOf(serviceName)
    await remove(serviceName)
    const options = { serviceName, ipv4, sshPublicKey, controlPort, certificate: authority.certificate }
    guests.set(serviceName, await bootGuest({ ...options, base: await base(machine.imageName) }))
  }

  return {
    async machinesFor(workerPort) {
      parts.push(await forward(workerPort))
      return () => ({
        ready: Promise.resolve(),
        addressOf,
        remove,
        async install({ serviceName, imageName, sshPublicKey }) {
          const ipv4 = addressOf(serviceName)
          names()
          // Nobody can log in to a machine without a key, and the next installation wipes it: so it need not exist.
          if (sshPublicKey !== null) await install(workerPort, { serviceName, imageName, sshPublicKey })
          return { ipv4 }
        },
        async reboot(serviceName) {
          await guests.get(serviceName)?.reboot()
        },
        standIn: { name: 'machine', app: new Hono(), summary: () => ({ machines: [...guests.keys()] }) },
      })
    },
    settings: {
      INSTANCE_URL_TEMPLATE: 'https://{service}',
      SSH_PORT: '22',
      NPM_REGISTRY: sources.npmRegistry,
      ACME_DIRECTORY_URL: acmeDirectory,
    },
    bundle: authority.bundle,
    authority: authority.certificate,
    figures: gateway.figures,
    powerCut: async (serviceName) => await guests.get(serviceName)?.powerCut(),
    consoleOf: (serviceName) => guests.get(serviceName)?.console,
    async close() {
      await building.catch(() => undefined)
      await Promise.all([...guests.keys()].map(remove))
      await gateway.close()
      for (const part of parts) await part.close()
      nameHosts(new Map())
      await lowerBridge()
      await rm(folders.run, { recursive: true, force: true })
    },
  }
}

/** Takes back what a run that was cut has left: machines, mounts, names, the bridge. */
async function sweep() {
  const owner = Number(await readFile(path.join(folders.run, 'owner'), 'utf8').catch(() => '0'))
  if (owner && owner !== process.pid && (await isNode(owner))) {
    throw new Error(`another machine lab runs on this computer (process ${owner})`)
  }
  const pids = (await readFile(path.join(folders.run, 'pids'), 'utf8').catch(() => '')).split('\n').filter(Boolean)
  for (const pid of pids) {
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
    if (command.includes('systemd-nspawn') && command.includes(folders.run)) await killInit(Number(pid), 'SIGKILL')
    else if (command.startsWith(folders.tools)) process.kill(Number(pid), 'SIGKILL')
  }
  for (const name of await readdir(folders.run).catch(() => [])) await discard(path.join(folders.run, name))
  nameHosts(new Map())
  await lowerBridge()
}

async function isNode(pid: number): Promise<boolean> {
  return (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).includes('node')
}
