import { spawn } from 'node:child_process'

/** What keeps the tools from asking the network, from writing every span to disk, and from advertising. */
export const quietTools = {
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  WRANGLER_SEND_METRICS: 'false',
  WRANGLER_HIDE_BANNER: 'true',
  X_LOCAL_OBSERVABILITY: 'false',
  X_LOCAL_EXPLORER: 'false',
} as const

/** Runs one of the project's tools and answers what it printed; its output is in the error when it fails. */
export function runTool(command: string, args: string[], env: Record<string, string> = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      env: { ...process.env, ...quietTools, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    child.stdout.on('data', (chunk: Buffer) => (output += chunk))
    child.stderr.on('data', (chunk: Buffer) => (output += chunk))
    child.once('error', reject)
    child.once('exit', (code) => {
      if (code === 0) resolve(output)
      else reject(new Error(`${command} ${args.join(' ')} ended with ${code}\n${output}`))
    })
  })
}

/**
 * Brings the local D1 up to date. `--config` matters: after a build, wrangler would follow .wrangler/deploy/config.json
 * to the built Worker instead.
 */
export const applyMigrations = (workerState: string): Promise<string> =>
  runTool(
    'npx',
    [
      'wrangler',
      'd1',
      'migrations',
      'apply',
      'openclaw-deploy',
      '--local',
      '--config',
      'wrangler.toml',
      '--persist-to',
      workerState,
    ],
    // Without it wrangler asks for a confirmation, when there is a terminal.
    { CI: '1' },
  )
