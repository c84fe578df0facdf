import type { ServerProvider, VpsTask } from '../worker/providers/ovh/port.ts'
import { isProviderError } from '../worker/providers/provider-error.ts'
import type { SshProvider } from '../worker/providers/ssh/port.ts'
import { type Pace, until } from './live-wait.ts'

/** OVH's names for a task that rewrites the disk. */
const rebuilding = /^(rebuild|reinstall)/i

/** Waits until no task runs on the server, as OVH refuses everything else before. */
export async function becomeIdle(servers: ServerProvider, serviceName: string, pace: Pace): Promise<void> {
  await until(pace, 'the tasks that run on the server', async () =>
    (await servers.listRunningTasks(serviceName)).length === 0 ? true : undefined,
  )
}

/** Wipes the server and installs `os` with this key. A rebuild whose answer was lost is looked for and adopted. */
export async function rebuild(
  servers: ServerProvider,
  server: { serviceName: string; os: string; sshPublicKey: string },
  pace: Pace,
): Promise<void> {
  const { serviceName, os, sshPublicKey } = server
  const image = await until(pace, 'the list of images', async () => {
    const images = await servers.getAvailableImages(serviceName)
    const found = images.find(({ name }) => name === os)
    if (!found) throw new Error(`${serviceName} can't be installed with ${os}`)
    return found
  })
  let mayRun = false
  const task = await until(pace, 'the start of the rebuild', async (): Promise<VpsTask | undefined> => {
    const running = await servers.listRunningTasks(serviceName)
    if (running[0]) return mayRun ? running.find(({ type }) => rebuilding.test(type)) : undefined
    return servers.rebuildVps(serviceName, { imageId: image.imageId, sshPublicKey }).catch((error) => {
      mayRun = isProviderError(error, 'unknown_outcome')
      throw error
    })
  })
  await until(pace, 'the rebuild', async () => {
    const now = await servers.getTask(serviceName, task.taskId)
    if (now?.state === 'failed') throw new Error(`the rebuild of ${serviceName} failed`)
    if (now) return now.state === 'done' ? true : undefined
    // A finished task may be forgotten; then the server's own state tells.
    return (await servers.getVpsDetails(serviceName)).state === 'running' ? true : undefined
  })
}

/** A rebuild with a key that is thrown away. */
export async function wipe(
  { servers, ssh }: { servers: ServerProvider; ssh: SshProvider },
  { serviceName, os }: { serviceName: string; os: string },
  pace: Pace,
): Promise<void> {
  const { publicKey } = await ssh.generateKeyPair('wiped')
  await rebuild(servers, { serviceName, os, sshPublicKey: publicKey }, pace)
  pace.say(`Server ${serviceName} is wiped.`)
}

/** OVH refuses it for some minutes after delivery, and then it works. */
export async function stopRenewal(servers: ServerProvider, serviceName: string, pace: Pace): Promise<void> {
  const paidUntil = await until(pace, 'the end of the renewal', async () => {
    const answer = await servers.terminateVps(serviceName)
    return answer.kind === 'stopped' ? answer.paidUntil : undefined
  })
  pace.say(`Server ${serviceName} won't renew; it is paid until ${paidUntil}.`)
}
