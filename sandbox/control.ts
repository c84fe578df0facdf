import type { Mounted } from './companies.ts'
import { type KeptMail, mailsTo } from './mail/mailbox.ts'
import type { LoggedRequest, RequestLog } from './request-log.ts'
import type { Fault, StandInContext } from './stand-in.ts'

export type SandboxState = {
  /** 1 is realistic, 0 instant. */
  pace: number
  /** The sandbox's own time, ISO. */
  now: string
  faults: Fault[]
  standIns: Record<string, { summary: Record<string, unknown>; controls: string[] }>
}

/** What a person (control page) and a test (JSON) can see and do in the sandbox. */
export type Control = {
  state(): SandboxState
  plan(fault: Fault): void
  clearFaults(): void
  setPace(pace: number): void
  /** Moves the clock forward and lets every stand-in act on what fell due. */
  advance(ms: number): Promise<void>
  /** Sets the clock back to this computer's. */
  resetClock(): void
  /** Undefined when there is no such stand-in or control. */
  control(standIn: string, name: string): ((args: Record<string, unknown>) => unknown | Promise<unknown>) | undefined
  requests(provider?: string): LoggedRequest[]
  clearRequests(): void
  mails(to?: string): KeptMail[]
}

type Shell = { setPace(pace: number): void; advance(ms: number): void; resetClock(): void }

export function createControl(context: StandInContext, mounted: Mounted[], log: RequestLog, shell: Shell): Control {
  const standIns = mounted.map(({ standIn }) => standIn)
  return {
    state: () => ({
      pace: context.pace(),
      now: new Date(context.now()).toISOString(),
      faults: context.faults.list(),
      standIns: Object.fromEntries(
        standIns.map((each) => [
          each.name,
          { summary: each.summary(), controls: Object.keys(each.controls ?? {}).sort() },
        ]),
      ),
    }),
    plan: (fault) => context.faults.plan(fault),
    clearFaults: () => context.faults.clear(),
    setPace: shell.setPace,
    async advance(ms) {
      shell.advance(ms)
      for (const standIn of standIns) await standIn.clockMoved?.()
    },
    resetClock: shell.resetClock,
    control: (name, control) => standIns.find((each) => each.name === name)?.controls?.[control],
    requests: (provider) => log.list(provider),
    clearRequests: () => log.clear(),
    mails: (to) => mailsTo(context.store, to),
  }
}
