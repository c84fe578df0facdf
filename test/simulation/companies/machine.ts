import { deliverCommand, restartCommand } from '../../../worker/machine/commands.ts'
import { type MachineReport, setupSteps } from '../../../worker/machine/report.ts'
import { ProviderError } from '../../../worker/providers/provider-error.ts'
import type { SshResult, SshTarget } from '../../../worker/providers/ssh/port.ts'
import type { Agenda } from '../agenda.ts'
import { type Clock, SECOND } from '../clock.ts'
import type { Random } from '../random.ts'
import type { OvhModel, Vps } from './ovh.ts'

/** A machine tells its deployment how far it is. */
export type Told = (deploymentId: string, token: string, report: MachineReport) => void

type Setup = { disk: Vps['disk']; next: number; runs: number; liveFrom: number }

/** The machines: they let one key in, carry the document out step by step, and sometimes fall silent or give up. */
export function createMachines(clock: Clock, agenda: Agenda, random: Random, ovh: OvhModel, told: Told) {
  const setups = new Map<Vps, Setup>()

  const fail = (kind: 'transient' | 'refused', code: string) =>
    new ProviderError({ provider: 'ssh', kind, operation: 'run', code })

  function setupOf(vps: Vps): Setup | undefined {
    const setup = setups.get(vps)
    return setup?.disk === vps.disk ? setup : undefined
  }

  function deliver(vps: Vps, document: string): void {
    vps.disk.dirty = true
    const known = setupOf(vps)
    const setup = known ?? { disk: vps.disk, next: 0, runs: 0, liveFrom: Number.POSITIVE_INFINITY }
    setups.set(vps, setup)
    setup.runs++
    const deploymentId = /^# Setup of OpenClaw, deployment (\S+)$/m.exec(document)?.[1] ?? ''
    const token = /"token": ?"([^"]+)"/.exec(document.replaceAll('\\"', '"'))?.[1] ?? ''
    const openclawVersion = /OPENCLAW_VERSION='?([0-9.]+)/i.exec(document)?.[1] ?? ''
    work(vps, setup, setup.runs, (report) => told(deploymentId, token, report), openclawVersion)
  }

  /** One step after another, each stamped, so that a second run goes on where the first one stopped. */
  function work(vps: Vps, setup: Setup, run: number, tell: (report: MachineReport) => void, version: string): void {
    agenda.in(random.between(2, 60) * SECOND, () => {
      if (setupOf(vps) !== setup || setup.runs !== run || random.chance(0.01)) return
      const step = setupSteps[setup.next]
      const elapsedMs = clock.now % 100_000
      if (step === undefined) {
        setup.liveFrom = clock.now + random.between(0, 30) * SECOND
        const openclawVersion = random.chance(0.01) ? '2020.1.1' : version
        return tell({ step: 'complete', state: 'done', attempt: 1, elapsedMs, openclawVersion })
      }
      if (random.chance(0.005)) return tell({ step, state: 'gave_up', attempt: 5, elapsedMs, detail: 'apt is locked' })
      setup.next++
      if (random.chance(0.95)) tell({ step, state: 'done', attempt: 1, elapsedMs })
      work(vps, setup, run, tell, version)
    })
  }

  return {
    run(target: SshTarget, command: string, input: string | undefined): SshResult {
      const vps = ovh.byAddress(target.host)
      if (!vps || clock.now < vps.disk.bootedAt) throw fail('transient', 'unreachable')
      if (vps.tasks.some((task) => task.state === 'running')) throw fail('transient', 'unreachable')
      if (target.hostKey && target.hostKey !== vps.disk.hostKey) throw fail('refused', 'host_key_changed')
      if (target.privateKey !== vps.disk.sshPublicKey?.replace('public', 'private')) {
        throw fail('refused', 'login_refused')
      }
      const said = { exitCode: 0, stdout: '', stderr: '', hostKey: vps.disk.hostKey, user: target.users[0] ?? 'root' }
      if (command === deliverCommand) deliver(vps, input ?? '')
      const setup = setupOf(vps)
      if (command === restartCommand && setup) {
        const comesBack = random.chance(0.9)
        setup.liveFrom = comesBack ? clock.now + random.between(2, 40) * SECOND : Number.POSITIVE_INFINITY
        return { ...said, exitCode: random.chance(0.95) ? 0 : 75 }
      }
      return said
    },
    isLive(origin: string): boolean {
      const vps = ovh.byAddress(new URL(origin).hostname)
      const setup = vps && setupOf(vps)
      return setup !== undefined && clock.now >= setup.liveFrom
    },
  }
}

export type Machines = ReturnType<typeof createMachines>
