import { deliverCommand, restartCommand } from '../machine/commands.ts'
import { buildSetupDocument } from '../machine/setup-document.ts'
import { isProviderError } from '../providers/provider-error.ts'
import type { SshTarget } from '../providers/ssh/port.ts'
import { failed, later, type Outcome, record } from './outcome.ts'
import type { Performance, Performer } from './performance.ts'
import { setupInput } from './setup-input.ts'

/** The default users of OVH's images, the likeliest first; root's login is off on them, but not on every image. */
const IMAGE_USERS = ['debian', 'ubuntu', 'root']

/** First contact: whoever answers with our one-time key is the machine that was just rebuilt, and its host key is kept. */
export const reachMachine: Performer<'ReachMachine'> = async ({ effect, providers, config, secrets }) => {
  const target = await sshTarget({ secrets, config }, effect.ipv4, IMAGE_USERS)
  try {
    const { hostKey, user } = await providers.ssh.run(target, 'true')
    return record({ type: 'RecordMachineReached', hostKey, user })
  } catch (error) {
    // sshd answers before the first boot has written our key, so a refusal is "not yet" until the deadline.
    if (isProviderError(error, 'refused', 'transient', 'unknown_outcome'))
      return later('the machine doesn’t let us in yet')
    throw error
  }
}

export const deliverSetup: Performer<'DeliverSetup'> = async (performance) => {
  const { effect, providers } = performance
  const input = await setupInput(performance)
  const target = { ...(await sshTarget(performance, effect.ipv4, [effect.user])), hostKey: effect.hostKey }
  try {
    // Safe to run twice: the document writes the same files and its unit resumes where it was.
    const result = await providers.ssh.run(target, deliverCommand, {
      input: buildSetupDocument(input),
      timeoutMs: 120_000,
    })
    if (result.exitCode === 0) return record({ type: 'RecordSetupDelivered' })
    return { kind: 'fault', found: `the machine’s cloud-init answered ${result.exitCode}` }
  } catch (error) {
    return notYet(error, 'the machine doesn’t answer')
  }
}

export const probeHealth: Performer<'ProbeHealth'> = async ({ effect, providers }) => {
  const health = await providers.instance.health(effect.origin)
  return health.live ? record({ type: 'RecordHealthy', about: effect.about }) : later(health.found)
}

export const restartService: Performer<'RestartService'> = async (performance) => {
  const { effect, providers } = performance
  const target = { ...(await sshTarget(performance, effect.ipv4, [effect.user])), hostKey: effect.hostKey }
  try {
    const result = await providers.ssh.run(target, restartCommand, { timeoutMs: 370_000 })
    if (result.exitCode === 0) return record({ type: 'RecordServiceRestarted' })
    return failed('restart_failed', `the machine answered ${result.exitCode}`)
  } catch (error) {
    return notYet(error, 'the machine doesn’t answer')
  }
}

/** A connection that breaks is tried again; another host key is never talked to. */
function notYet(error: unknown, found: string): Outcome {
  if (!isProviderError(error)) throw error
  if (error.facts.code === 'host_key_changed') return failed('host_key_changed', error.message)
  return { kind: 'fault', found }
}

/** The way into a machine; throws when its key is gone, which only a broken stream can cause. */
export async function sshTarget(
  { secrets, config }: { secrets: Pick<Performance['secrets'], 'read'> } & Pick<Performance, 'config'>,
  host: string,
  users: string[],
): Promise<SshTarget> {
  const privateKey = await secrets.read('sshPrivateKey')
  if (privateKey === undefined) throw new Error('the machine’s key is gone')
  return { host, port: config.instance.sshPort, users, privateKey }
}
