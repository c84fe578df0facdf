import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { folders } from './folders.ts'
import type { PackageSources } from './package-hosts.ts'
import { run } from './shell.ts'

export type Suite = 'bookworm' | 'trixie'

/** OVH's image names, and the Debian that each one is. */
export const suiteOf: Record<string, Suite> = { 'Debian 12': 'bookworm', 'Debian 13': 'trixie' }

/** What makes a minimal Debian behave like a cloud image. Neither curl nor Caddy is in it: the setup has to bring them. */
const packages = [
  'systemd',
  'systemd-sysv',
  'systemd-resolved',
  'dbus',
  'udev',
  'netplan.io',
  'iproute2',
  'procps',
  'locales',
  'cloud-init',
  'openssh-server',
  'sudo',
  'ca-certificates',
]

/** A pristine root file system of a suite, built by mmdebstrap (about 30 s) unless it is there already. */
export async function baseOf(suite: Suite, sources: PackageSources): Promise<string> {
  const lines = [
    `deb ${sources.debian} ${suite} main`,
    `deb ${sources.debian} ${suite}-updates main`,
    ...(sources.security ? [`deb ${sources.security} ${suite}-security main`] : []),
  ]
  const key = createHash('sha256').update([packages, lines, 'recipe 1'].join()).digest('hex').slice(0, 12)
  const base = path.join(folders.bases, `${suite}-${key}`)
  if (existsSync(base)) return base
  await mkdir(folders.bases, { recursive: true })
  const draft = `${base}.${process.pid}.new`
  await run('mmdebstrap', ['--quiet', '--variant=minbase', `--include=${packages.join()}`, suite, draft, ...lines])
  await unpersonalise(draft)
  for (const old of await readdir(folders.bases)) {
    if (old.startsWith(`${suite}-`) && !draft.endsWith(old))
      await rm(path.join(folders.bases, old), { recursive: true })
  }
  await rename(draft, base)
  return base
}

/** A cloud image has no identity before its first boot: no machine id, no host keys, no name. */
async function unpersonalise(root: string) {
  for (const name of await readdir(path.join(root, 'etc/ssh'))) {
    if (name.startsWith('ssh_host_')) await rm(path.join(root, 'etc/ssh', name))
  }
  await rm(path.join(root, 'etc/hostname'), { force: true })
  await writeFile(path.join(root, 'etc/machine-id'), '')
  // Generating a locale at first boot would need one more package and tests nothing of ours.
  await writeFile(path.join(root, 'etc/cloud/cloud.cfg.d/90-lab.cfg'), 'locale: C.UTF-8\ndatasource_list: [NoCloud]\n')
  await rm(path.join(root, 'etc/resolv.conf'), { force: true })
  await run('ln', ['-s', '../run/systemd/resolve/stub-resolv.conf', path.join(root, 'etc/resolv.conf')])
}
