import { accept, assertNever, ignore } from '../decider.ts'
import type { Command, MachineNews } from './commands.ts'
import type { Decided } from './decide.ts'
import type { Deployment } from './state.ts'

type InstallationCommand = Extract<
  Command,
  {
    type:
      | 'RecordServerAddressed'
      | 'RecordServerRebuildStarted'
      | 'RecordServerRebuilt'
      | 'RecordMachineReached'
      | 'RecordSetupDelivered'
      | 'RecordMachineReport'
      | 'RecordHealthy'
      | 'RecordServiceRestarted'
  }
>

/** From a bare server to an OpenClaw that answers; each step is taken once and only while setting up. */
export function decideInstallation(command: InstallationCommand, state: Deployment): Decided {
  const at = command.now
  const { machine, lifecycle } = state
  const settingUp = lifecycle.kind === 'provisioning'
  switch (command.type) {
    case 'RecordServerAddressed': {
      if (!settingUp || state.server.kind !== 'delivered' || state.server.address !== null) return ignore
      const { ipv4, host, origin } = command
      return accept({ type: 'ServerAddressed', v: 1, at, ipv4, host, origin })
    }
    case 'RecordServerRebuildStarted': {
      if (!settingUp || machine.kind !== 'none' || state.server.kind !== 'delivered') return ignore
      return accept({ type: 'ServerRebuildStarted', v: 1, at, taskId: command.taskId, imageName: command.imageName })
    }
    case 'RecordServerRebuilt':
      return settingUp && machine.kind === 'rebuilding' ? accept({ type: 'ServerRebuilt', v: 1, at }) : ignore
    case 'RecordMachineReached': {
      const addressed = state.server.kind === 'delivered' && state.server.address !== null
      if (!settingUp || machine.kind !== 'rebuilt' || !addressed) return ignore
      return accept({ type: 'MachineReached', v: 1, at, hostKey: command.hostKey, user: command.user })
    }
    case 'RecordSetupDelivered':
      return isInstalling(state) ? accept({ type: 'SetupDelivered', v: 1, at }) : ignore
    case 'RecordMachineReport':
      return isInstalling(state) ? decideReport(command.report, state, at) : ignore
    case 'RecordHealthy':
      if (command.about === 'ready')
        return settingUp && machine.kind === 'installed' ? accept({ type: 'DeploymentReady', v: 1, at }) : ignore
      return lifecycle.kind === 'ready' && lifecycle.restart?.restartedAt
        ? accept({ type: 'RestartCompleted', v: 1, at })
        : ignore
    case 'RecordServiceRestarted':
      return lifecycle.kind === 'ready' && lifecycle.restart && !lifecycle.restart.restartedAt
        ? accept({ type: 'ServiceRestarted', v: 1, at })
        : ignore
    default:
      return assertNever(command)
  }
}

/** The document can have been delivered; it carries the model key, so there is none to report on before. */
function isInstalling({ lifecycle, machine, modelKey }: Deployment): boolean {
  if (lifecycle.kind !== 'provisioning' || modelKey.kind !== 'issued') return false
  return machine.kind === 'reached' || machine.kind === 'installing'
}

function decideReport(report: MachineNews, state: Deployment, at: string): Decided {
  const { step, attempt, elapsedMs } = report
  if (report.state === 'gave_up') {
    return accept({ type: 'DeploymentFailed', v: 1, at, step: 'install', code: `setup_${step}`, detail: report.detail })
  }
  if (step !== 'complete')
    return accept({ type: 'SetupStepReported', v: 1, at, step, state: report.state, attempt, elapsedMs })
  if (report.state !== 'done') return ignore
  const expected = state.terms.release.openclawVersion
  const runs = report.openclawVersion ?? 'unknown'
  if (runs !== expected) {
    const detail = `expected ${expected}, the machine runs ${runs}`
    return accept({ type: 'DeploymentFailed', v: 1, at, step: 'install', code: 'wrong_version', detail })
  }
  return accept({ type: 'SetupCompleted', v: 1, at, openclawVersion: runs })
}
