import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { folders } from './folders.ts'
import { attempt, run } from './shell.ts'

const programs: Record<string, string> = {
  mmdebstrap: 'mmdebstrap',
  'systemd-nspawn': 'systemd-container',
  ip: 'iproute2',
  openssl: 'openssl',
}

/** Why no real machine can run here, or undefined when one can. Installs nothing. */
export async function whyNot(): Promise<string | undefined> {
  if (process.platform !== 'linux') return `it needs Linux, this is ${process.platform}`
  if (process.getuid?.() !== 0) return 'it needs root: mounts, a bridge and systemd-nspawn'
  if (!existsSync('/usr/bin/apt-get')) return 'it needs apt-get to build a Debian'
  const bridge = 'oclabtest0'
  const made = await attempt('ip', ['link', 'add', bridge, 'type', 'bridge'])
  if (made) await attempt('ip', ['link', 'del', bridge])
  if (!made && existsSync('/sbin/ip')) return 'it needs a kernel that lets root make a bridge'
  return undefined
}

/** Installs what is missing by apt, and unpacks Caddy without installing it, so that nothing of it starts here. */
export async function provide(): Promise<{ caddy: string }> {
  const has = (program: string) => attempt('which', [program])
  const missing: string[] = []
  for (const [program, name] of Object.entries(programs)) if (!(await has(program))) missing.push(name)
  const caddy = path.join(folders.tools, 'usr/bin/caddy')
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  if (missing.length > 0 || !existsSync(caddy)) await run('apt-get', ['update', '--quiet'], { env })
  if (missing.length > 0) {
    await run('apt-get', ['install', '--quiet', '--assume-yes', '--no-install-recommends', ...missing], { env })
  }
  if (!existsSync(caddy)) {
    await mkdir(folders.tools, { recursive: true })
    await run('apt-get', ['download', '--quiet', 'caddy'], { cwd: folders.tools, env })
    await run('sh', ['-c', 'dpkg --extract caddy_*.deb . && rm caddy_*.deb'], { cwd: folders.tools })
  }
  return { caddy }
}
