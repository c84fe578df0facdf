import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { openSync } from 'node:fs'
import { appendFile, cp, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { freemem } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { folders } from './folders.ts'
import { bridge, gatewayAddress } from './network.ts'
import { attempt, run } from './shell.ts'

export type GuestOptions = {
  serviceName: string
  ipv4: string
  base: string
  sshPublicKey: string
  /** The lab's certificate authority, which the guest trusts as it would trust a public one. */
  certificate: string
  /** The control plane's port on this computer's loopback address; the guest finds it on its own. */
  controlPort: number
}

export type Guest = {
  ipv4: string
  console: string
  reboot(): Promise<void>
  powerCut(): Promise<void>
  destroy(): Promise<void>
}

/** A file of this size is enough for one OpenClaw; in memory only while there is plenty. */
const upperSize = '4g'
const plentyBytes = 10e9
/** How systemd-nspawn says that the guest wants to reboot. */
const rebootCode = 133

/** Boots a fresh machine on a layer over the base, the way OVH's image boots: cloud-init gives it its address and the key. */
export async function bootGuest(options: GuestOptions): Promise<Guest> {
  const name = `oc${options.ipv4.split('.').at(-1)}`
  const folder = path.join(folders.run, name)
  const merged = path.join(folder, 'merged')
  const log = path.join(folder, 'console.log')
  const layer = path.join(folder, 'layer')
  await mkdir(layer, { recursive: true })
  const inMemory = freemem() > plentyBytes
  if (inMemory) await run('mount', ['-t', 'tmpfs', '-o', `size=${upperSize}`, 'tmpfs', layer])
  for (const each of [`${layer}/upper`, `${layer}/work`, merged]) await mkdir(each, { recursive: true })
  const layers = `lowerdir=${options.base},upperdir=${layer}/upper,workdir=${layer}/work`
  await run('mount', ['-t', 'overlay', '-o', layers, 'overlay', merged])
  await seed(merged, options)
  await run('chroot', [merged, 'update-ca-certificates'])

  const output = openSync(log, 'a')
  let child: ChildProcess
  let wanted = true
  let ended: Promise<void> = Promise.resolve()
  function start() {
    child = spawn(
      'systemd-nspawn',
      [
        ...['--quiet', '--boot', '--register=no', '--keep-unit', '--link-journal=no', '--timezone=off'],
        ...['--resolv-conf=off', `--machine=${name}`, `--network-bridge=${bridge}`, `--directory=${merged}`],
      ],
      { stdio: ['ignore', output, output], env: { ...process.env, SYSTEMD_NSPAWN_UNIFIED_HIERARCHY: '1' } },
    )
    const started = child
    ended = new Promise((resolve) => {
      started.once('exit', (code) => {
        if (wanted && code === rebootCode) start()
        resolve()
      })
    })
    void appendFile(path.join(folders.run, 'pids'), `${started.pid}\n`)
  }
  start()
  await sshAnswers(options.ipv4, log)

  return {
    ipv4: options.ipv4,
    console: log,
    async reboot() {
      const before = child
      await killInit(before.pid, 'SIGINT')
      while (child === before) await sleep(50)
      await sshAnswers(options.ipv4, log)
    },
    async powerCut() {
      await killInit(child.pid, 'SIGKILL')
      await ended
      start()
      await sshAnswers(options.ipv4, log)
    },
    async destroy() {
      wanted = false
      await killInit(child.pid, 'SIGKILL')
      await ended
      await discard(folder)
    },
  }
}

/** Unmounts and deletes what a guest left; also for the leftovers of a run that was cut. */
export async function discard(folder: string) {
  await attempt('umount', ['--lazy', path.join(folder, 'merged')])
  await attempt('umount', ['--lazy', path.join(folder, 'layer')])
  await rm(folder, { recursive: true, force: true })
}

/** Signals the guest's systemd, which is the only child of systemd-nspawn. */
export async function killInit(nspawn: number | undefined, signal: NodeJS.Signals) {
  if (nspawn === undefined) return
  const children = await readFile(`/proc/${nspawn}/task/${nspawn}/children`, 'utf8').catch(() => '')
  for (const pid of children.trim().split(' ').filter(Boolean)) {
    try {
      process.kill(Number(pid), signal)
    } catch {
      // It ended by itself meanwhile.
    }
  }
}

async function seed(root: string, { serviceName, ipv4, sshPublicKey, certificate, controlPort }: GuestOptions) {
  const files: Record<string, string> = {
    'var/lib/cloud/seed/nocloud/meta-data': `instance-id: ${randomUUID()}\nlocal-hostname: ${serviceName.split('.')[0]}\n`,
    'var/lib/cloud/seed/nocloud/user-data': `#cloud-config\nssh_authorized_keys:\n  - ${sshPublicKey}\n`,
    'var/lib/cloud/seed/nocloud/network-config': `version: 2
ethernets:
  host0:
    dhcp4: false
    dhcp6: false
    accept-ra: false
    addresses: [${ipv4}/24]
    routes: [{ to: default, via: ${gatewayAddress} }]
    nameservers: { addresses: [${gatewayAddress}] }
`,
    // npm and Node don't read the system's certificates; a real machine needs none of this for public ones.
    'etc/systemd/system.conf.d/lab.conf': `[Manager]\nDefaultEnvironment=NODE_EXTRA_CA_CERTS=/usr/local/share/ca-certificates/lab.crt\n`,
    // The control plane runs on this computer's loopback address; the guest's own leads there.
    'etc/systemd/system/lab-control.socket': `[Socket]\nListenStream=127.0.0.1:${controlPort}\n`,
    'etc/systemd/system/lab-control.service': `[Unit]\nRequires=lab-control.socket\n[Service]\nExecStart=/usr/lib/systemd/systemd-socket-proxyd ${gatewayAddress}:${controlPort}\n`,
  }
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(root, name)
    await mkdir(path.dirname(file), { recursive: true })
    await writeFile(file, content)
  }
  const wants = path.join(root, 'etc/systemd/system/sockets.target.wants')
  await mkdir(wants, { recursive: true })
  await symlink('../lab-control.socket', path.join(wants, 'lab-control.socket'))
  await mkdir(path.join(root, 'usr/local/share/ca-certificates'), { recursive: true })
  await cp(certificate, path.join(root, 'usr/local/share/ca-certificates/lab.crt'))
}

/** Until sshd says its banner: then the machine has its address, its host keys and the one key that may log in. */
async function sshAnswers(host: string, log: string) {
  const end = Date.now() + 120_000
  while (Date.now() < end) {
    if (await saysBanner(host)) return
    await sleep(100)
  }
  throw new Error(`the machine did not come up; its console is in ${log}`)
}

function saysBanner(host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port: 22, timeout: 1000 })
    const end = (result: boolean) => {
      socket.destroy()
      resolve(result)
    }
    socket.once('data', (data) => end(data.toString().startsWith('SSH-')))
    socket.once('timeout', () => end(false))
    socket.once('error', () => end(false))
    socket.once('close', () => end(false))
  })
}
