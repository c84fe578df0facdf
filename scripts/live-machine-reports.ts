import { paths } from '../worker/machine/paths.ts'
import { shellWord } from '../worker/machine/quote.ts'
import { machineReport } from '../worker/machine/report.ts'
import type { SshProvider, SshTarget } from '../worker/providers/ssh/port.ts'

const printReports = `for file in ${paths.state}/reports/*.json; do [ -f "$file" ] && cat "$file" && echo; done; true`
const command = `$([ "$(id -u)" = 0 ] || echo sudo -n) sh -c ${shellWord(printReports)}`

/**
 * The reports that nobody took, read from the machine's own queue as sentences: how long each step took, or why it
 * failed. The machine has masked its secrets in them. Empty when they were all taken or the machine can't be asked.
 */
export async function machineTold(ssh: SshProvider, target: SshTarget): Promise<string[]> {
  const printed = await ssh.run(target, command).catch(() => undefined)
  if (printed?.exitCode !== 0) return []
  return printed.stdout.split('\n').filter(Boolean).flatMap(sentence)
}

function sentence(line: string): string[] {
  const report = machineReport.safeParse(json(line)).data
  if (!report) return [`a report that can't be read: ${line.slice(0, 200)}`]
  const { step, state, attempt, elapsedMs, detail, openclawVersion: version } = report
  if (state === 'started') return []
  const took = `${(elapsedMs / 1000).toFixed(1)} s`
  if (state === 'done') return [`${step}: ${took}${version ? `, OpenClaw ${version}` : ''}`]
  return [`${step}: ${state} at attempt ${attempt} after ${took}${detail ? `\n${detail}` : ''}`]
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
