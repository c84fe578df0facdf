import { setTimeout as sleep } from 'node:timers/promises'
import { type MachineReport, type SetupStep, setupSteps } from '../../worker/machine/report.ts'
import { maxAttempts } from '../../worker/machine/runner.ts'
import type { StandInContext } from '../stand-in.ts'
import type { MachineState, SetupState } from './machine-state.ts'

/** What each step took on a quiet real Debian (npm run test:machine), rounded up to a small VPS. */
export const stepMs: Record<SetupStep, number> = {
  system: 7000,
  node: 3000,
  openclaw: 28000,
  configure: 2500,
  firewall: 300,
  gateway: 8500,
  proxy: 2500,
}
const pauseAfterFailureMs = 5000

type Life = { machine: MachineState; context: StandInContext; signal: AbortSignal; opened(): Promise<void> }

/** Lives through the steps that have no stamp yet, telling of each; ends at once when `signal` aborts. */
export async function liveThroughSetup(life: Life): Promise<void> {
  const { machine, context, signal } = life
  const setup = machine.setup
  if (!setup) return
  try {
    await Promise.all([runSteps(setup, life), sendReports(setup, life)])
  } catch (error) {
    if (!signal.aborted) throw error
  } finally {
    context.store.save()
  }
}

async function runSteps(setup: SetupState, { context, signal, opened }: Life): Promise<void> {
  while (setup.phase === 'running') {
    const step = setupSteps.find((each) => !setup.stamps.includes(each))
    if (!step) {
      setup.phase = 'complete'
      const { openclawVersion } = setup.instructions
      tell(setup, context, { step: 'complete', state: 'done', attempt: 1, elapsedMs: setup.elapsedMs, openclawVersion })
      return
    }
    await runStep(step, setup, context, signal)
    if (setup.stamps.at(-1) === 'proxy') await opened()
  }
}

async function runStep(step: SetupStep, setup: SetupState, context: StandInContext, signal: AbortSignal) {
  setup.attempts += 1
  const attempt = setup.attempts
  tell(setup, context, { step, state: 'started', attempt, elapsedMs: 0 })
  const elapsedMs = Math.round(stepMs[step] * context.pace())
  await sleep(elapsedMs, undefined, { signal })
  setup.elapsedMs += elapsedMs
  const fault = context.faults.take('machine', `setup ${step}`)
  if (!fault) {
    setup.stamps.push(step)
    setup.attempts = 0
    tell(setup, context, { step, state: 'done', attempt, elapsedMs })
    return
  }
  const detail = fault.message ?? `planned fault: ${step} failed\nexit code 1`
  if (attempt >= maxAttempts) {
    setup.phase = 'gave_up'
    tell(setup, context, { step, state: 'gave_up', attempt, elapsedMs, detail })
    return
  }
  tell(setup, context, { step, state: 'failed', attempt, elapsedMs, detail })
  await sleep(pauseAfterFailureMs * context.pace(), undefined, { signal })
}

/** A planned fault `report` is silence: the report never leaves the machine. */
function tell(setup: SetupState, context: StandInContext, report: MachineReport): void {
  if (!context.faults.take('machine', 'report')) setup.reports.push(report)
  context.store.save()
}

async function sendReports(setup: SetupState, { context, signal }: Life): Promise<void> {
  let pause = 100
  while (setup.phase === 'running' || setup.reports.length > 0) {
    const [report] = setup.reports
    if (!report) {
      await sleep(20, undefined, { signal })
      continue
    }
    if (await acknowledged(setup, report, signal)) {
      setup.reports.shift()
      context.store.save()
      pause = 100
      continue
    }
    await sleep(pause, undefined, { signal })
    pause = Math.min(pause * 2, 30_000)
  }
}

async function acknowledged(setup: SetupState, report: MachineReport, signal: AbortSignal): Promise<boolean> {
  const { reportUrl, reportToken } = setup.instructions
  try {
    const answer = await fetch(reportUrl, {
      method: 'POST',
      headers: { authorization: `Bearer ${reportToken}`, 'content-type': 'application/json' },
      body: JSON.stringify(report),
      signal: AbortSignal.any([signal, AbortSignal.timeout(20_000)]),
    })
    await answer.body?.cancel()
    return answer.ok || [400, 413, 422].includes(answer.status)
  } catch {
    signal.throwIfAborted()
    return false
  }
}
