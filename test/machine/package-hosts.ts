import { existsSync } from 'node:fs'
import path from 'node:path'
import { run } from './shell.ts'

export type PackageSources = {
  /** Base address of npm's registry, without the last slash. */
  npmRegistry: string
  /** Addresses of Debian's archive and of its security archive, if apt has one. */
  debian: string
  security: string | undefined
  /** The host names in all of them: a guest's name server leads these to the gateway. */
  hosts: string[]
}

/** Where this computer gets packages from, by its own configuration of npm and apt. */
export async function packageSources(): Promise<PackageSources> {
  const npmRegistry = (await run(process.execPath, [npmCli(), 'config', 'get', 'registry'])).trim().replace(/\/+$/, '')
  const targets = await run('apt-get', ['indextargets', '--format', '$(ORIGIN) $(COMPONENT) $(REPO_URI)'])
  const archives = [
    ...new Set(
      targets
        .split('\n')
        .map((line) => line.split(' '))
        .filter(([origin, component]) => origin === 'Debian' && component === 'main')
        .map(([, , uri]) => (uri ?? '').replace(/\/+$/, '')),
    ),
  ]
  const security = archives.find((uri) => uri.endsWith('-security'))
  const debian = archives.find((uri) => uri !== security)
  if (!debian) throw new Error('apt on this computer has no Debian archive')
  const hosts = [npmRegistry, debian, security].filter((uri) => uri !== undefined).map((uri) => new URL(uri).hostname)
  return { npmRegistry, debian, security, hosts: [...new Set(hosts)] }
}

/** The npm that runs this script, or the system's. */
function npmCli(): string {
  const running = process.env.npm_execpath
  if (running?.endsWith('.js') && existsSync(running)) return running
  const beside = ['/usr/lib/node_modules/npm/bin/npm-cli.js', '/usr/local/lib/node_modules/npm/bin/npm-cli.js']
  const found = [...beside, '/usr/share/nodejs/npm/bin/npm-cli.js'].find((each) => existsSync(each))
  return found ?? path.join(path.dirname(process.execPath), '../lib/node_modules/npm/bin/npm-cli.js')
}
