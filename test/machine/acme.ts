import { spawn } from 'node:child_process'
import { openSync } from 'node:fs'
import { appendFile, mkdir, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Authority } from './authority.ts'
import { folders } from './folders.ts'

export const acmeName = 'acme.lab.example'
export const acmeDirectory = `https://${acmeName}/acme/local/directory`

/** Caddy as the certificate authority that Let's Encrypt would be: the same protocol, with real challenges. */
export async function startAcme(options: { caddy: string; address: string; folder: string; authority: Authority }) {
  await mkdir(options.folder, { recursive: true })
  const file = path.join(options.folder, 'Caddyfile')
  await writeFile(
    file,
    `{
  admin off
  skip_install_trust
  auto_https disable_redirects
  storage file_system ${options.folder}/data
  pki {
    ca local {
      root {
        cert ${options.authority.certificate}
        key ${options.authority.key}
      }
    }
  }
}
https://${acmeName} {
  bind ${options.address}
  tls internal
  acme_server
}
`,
  )
  const log = openSync(path.join(options.folder, 'log'), 'a')
  const child = spawn(options.caddy, ['run', '--adapter', 'caddyfile', '--config', file], {
    stdio: ['ignore', log, log],
    env: { ...process.env, HOME: options.folder },
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  await appendFile(path.join(folders.run, 'pids'), `${child.pid}\n`)
  for (let tries = 0; !(await answers(options.address, 443)); tries += 1) {
    if (tries > 100 || child.exitCode !== null) throw new Error(`Caddy did not start; see ${options.folder}/log`)
    await sleep(100)
  }
  // Something else may have answered: this one would have ended at once on a port that is taken.
  await sleep(200)
  if (child.exitCode !== null) throw new Error(`Caddy did not start; see ${options.folder}/log`)
  return {
    pid: child.pid,
    async close() {
      child.kill()
      await ended
    },
  }
}

/** Whether something listens there. */
export function answers(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 1000 })
    const end = (result: boolean) => {
      socket.destroy()
      resolve(result)
    }
    socket.once('connect', () => end(true))
    socket.once('timeout', () => end(false))
    socket.once('error', () => end(false))
  })
}
