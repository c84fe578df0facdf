import * as z from 'zod/mini'

/** The steps of a machine's setup, in order; each is stamped on the machine, so that a reboot resumes after the last one. */
export const setupSteps = ['system', 'node', 'openclaw', 'configure', 'firewall', 'gateway', 'proxy'] as const
export type SetupStep = (typeof setupSteps)[number]

/** What a machine may tell us, over HTTPS, with its own token. `complete` comes once, after the last step, with the versions that really run. */
export const machineReport = z.object({
  step: z.enum([...setupSteps, 'complete']),
  state: z.enum(['started', 'done', 'failed', 'gave_up']),
  /** Counts from 1; a step that failed is tried again with a higher number. `gave_up` is the last report of a setup that reached its cap. */
  attempt: z.int().check(z.positive(), z.maximum(1000)),
  elapsedMs: z.int().check(z.nonnegative()),
  /** Last lines of the step's output, secrets masked by the machine; at most 2,000 characters. */
  detail: z.optional(z.string().check(z.maxLength(2000))),
  openclawVersion: z.optional(z.string().check(z.maxLength(100))),
})
export type MachineReport = z.infer<typeof machineReport>
