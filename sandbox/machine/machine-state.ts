import type { MachineReport, SetupStep } from '../../worker/machine/report.ts'
import type { Instructions } from './document.ts'

/** One simulated machine as the sandbox's store keeps it; plain JSON. */
export type MachineState = {
  serviceName: string
  ipv4: string
  imageName: string
  /** The only key that may log in: the last rebuild's, until it is removed. */
  sshPublicKey: string | null
  /** PEM; a rebuild makes a new one, as on a real machine. */
  hostKey: string
  installedAt: number
  setup: SetupState | null
  service: 'running' | 'stopped'
  /** One-time sign-ins that were minted, with the time until which each may be used. */
  bootstraps: Record<string, number>
  sessions: string[]
}

export type SetupState = {
  instructions: Instructions
  stamps: SetupStep[]
  attempts: number
  elapsedMs: number
  phase: 'running' | 'complete' | 'gave_up'
  /** Reports that are not acknowledged yet, oldest first. */
  reports: MachineReport[]
}

export type Section = { machines: Record<string, MachineState> }

/** Whether the proxy of the machine answers: it is the last step of the setup. */
export function hasOpenDoor(machine: MachineState): boolean {
  return machine.setup?.stamps.includes('proxy') ?? false
}
