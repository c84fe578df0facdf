import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const execute = promisify(execFile)

/** Runs a program of this computer and gives its standard output; throws with what it wrote on failure. */
export async function run(program: string, args: string[], options: { cwd?: string; env?: NodeJS.ProcessEnv } = {}) {
  const { stdout } = await execute(program, args, { maxBuffer: 64 * 1024 * 1024, ...options })
  return stdout
}

/** The same where a failure is of no interest, as in cleaning up. */
export async function attempt(program: string, args: string[]): Promise<boolean> {
  return await run(program, args).then(
    () => true,
    () => false,
  )
}
