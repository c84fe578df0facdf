import type { VpsTask } from '../providers/ovh/port.ts'
import { isProviderError } from '../providers/provider-error.ts'
import { instanceAddress } from './instance-address.ts'
import { failed, later, type Outcome, record } from './outcome.ts'
import type { Performance, Performer } from './performance.ts'

export const readServerAddress: Performer<'ReadServerAddress'> = async ({ effect, deployment, providers, config }) => {
  const { ipv4 } = await providers.servers.getVpsIps(effect.serviceName)
  const [address] = ipv4
  if (address === undefined) return later('the server has no address yet')
  const place = { service: effect.serviceName, ip: address, name: deployment.id }
  return record({
    type: 'RecordServerAddressed',
    ipv4: address,
    ...instanceAddress(config.instance.urlTemplate, place),
  })
}

export const rebuildServer: Performer<'RebuildServer'> = async (performance) => {
  const { effect, providers, secrets } = performance
  let sshPublicKey = await secrets.read('sshPublicKey')
  if (sshPublicKey === undefined) {
    const pair = await providers.ssh.generateKeyPair(`setup-${performance.deployment.id}`)
    sshPublicKey = pair.publicKey
    // Kept before the rebuild: a machine that only knows a key which nobody has is locked.
    await secrets.keep({ sshPublicKey, sshPrivateKey: pair.privateKey })
  }
  const started = await startRebuild(performance, effect.serviceName, effect.os, sshPublicKey)
  if ('kind' in started) return started
  return record({ type: 'RecordServerRebuildStarted', taskId: started.taskId, imageName: effect.os })
}

/** Wiping is a rebuild with a key that is thrown away. */
export const wipeServer: Performer<'WipeServer'> = async (performance) => {
  const { effect, providers } = performance
  const { publicKey } = await providers.ssh.generateKeyPair('wiped')
  const started = await startRebuild(performance, effect.serviceName, effect.os, publicKey)
  return 'kind' in started ? started : record({ type: 'RecordServerWipeStarted', taskId: started.taskId })
}

/** OVH's names for a task that rewrites the disk; the list of types is open, so they are matched and not enumerated. */
const REBUILDING = /^(rebuild|reinstall)/i

/** Starts a rebuild, or adopts the one that an earlier attempt started and whose answer was lost. */
async function startRebuild(
  { attempt, providers }: Pick<Performance, 'attempt' | 'providers'>,
  serviceName: string,
  os: string,
  sshPublicKey: string,
): Promise<VpsTask | Outcome> {
  if (attempt > 1) {
    const running = await providers.servers.listRunningTasks(serviceName)
    const ours = running.find((task) => REBUILDING.test(task.type))
    if (ours) return ours
    if (running[0]) return later(`the provider is busy with it (${running[0].type})`)
  }
  const images = await providers.servers.getAvailableImages(serviceName)
  const image = images.find(({ name }) => name === os)
  if (!image) return failed('image_missing', `${os} is not among the images of ${serviceName}`)
  try {
    return await providers.servers.rebuildVps(serviceName, { imageId: image.imageId, sshPublicKey })
  } catch (error) {
    if (isProviderError(error) && error.facts.code === 'busy')
      return later('the provider is still preparing the server')
    throw error
  }
}

export const awaitRebuild: Performer<'AwaitRebuild'> = async ({ effect, providers }) => {
  const { serviceName, taskId } = effect
  const progress = await lookAt(providers, serviceName, taskId)
  if (progress.kind === 'failed') return failed('rebuild_failed', `task ${taskId} on ${serviceName} failed`)
  return progress.kind === 'done' ? record({ type: 'RecordServerRebuilt' }) : later(progress.found)
}

/** A wipe that failed is started anew: until it is done, a person's data lies on a server that is no longer theirs. */
export const awaitWipe: Performer<'AwaitWipe'> = async (performance) => {
  const { effect, deployment, providers } = performance
  const { serviceName, taskId } = effect
  const progress = await lookAt(providers, serviceName, taskId)
  if (progress.kind === 'done') return record({ type: 'RecordServerWiped' })
  if (progress.kind === 'doing') return later(progress.found)
  const { publicKey } = await providers.ssh.generateKeyPair('wiped')
  const started = await startRebuild(performance, serviceName, deployment.terms.server.os, publicKey)
  return 'kind' in started ? started : record({ type: 'RecordServerWipeStarted', taskId: started.taskId })
}

type Progress = { kind: 'done' } | { kind: 'failed' } | { kind: 'doing'; found: string }

/** A task that OVH has forgotten is judged by the server's own state. */
async function lookAt(providers: Performance['providers'], serviceName: string, taskId: string): Promise<Progress> {
  const task = await providers.servers.getTask(serviceName, taskId)
  if (task === undefined) {
    const { state } = await providers.servers.getVpsDetails(serviceName)
    return state === 'running' ? { kind: 'done' } : { kind: 'doing', found: `the server is ${state}` }
  }
  return task.state === 'running' ? { kind: 'doing', found: `${task.progress} % written` } : { kind: task.state }
}

export const stopServerRenewal: Performer<'StopServerRenewal'> = async ({ effect, providers }) => {
  const stopped = await providers.servers.terminateVps(effect.serviceName)
  if (stopped.kind === 'notYet') return later('the provider is still activating the server', 15_000)
  return record({ type: 'RecordServerRenewalStopped', paidUntil: stopped.paidUntil })
}
