import type { OvhCall, OvhClient } from './client.ts'
import { isRefusedAs, ovhFault, unlessNotFound } from './errors.ts'
import type { ServerProvider, VpsImage, VpsTask } from './port.ts'
import * as schemas from './schemas.ts'

/** How many images are asked for at a time: a list has 10 to 30, and OVH bears about a call a second. */
const imagesAtATime = 5

type Servers = Pick<
  ServerProvider,
  | 'listVps'
  | 'getVpsDetails'
  | 'getVpsIps'
  | 'listRunningTasks'
  | 'getTask'
  | 'getAvailableImages'
  | 'getImageDetails'
  | 'rebuildVps'
  | 'rebootVps'
>

export function createServers(client: OvhClient): Servers {
  /** An image's id never changes its name, and ids differ by region. */
  const knownImages = new Map<string, VpsImage>()

  function listVps(): Promise<string[]> {
    return client.call({ method: 'GET', route: '/vps', schema: schemas.names })
  }

  async function getTask(serviceName: string, taskId: string): Promise<VpsTask | undefined> {
    const route = '/vps/{serviceName}/tasks/{id}'
    const ids = { serviceName, id: taskId }
    const task = await unlessNotFound(client.call({ method: 'GET', route, ids, schema: schemas.task }))
    return task && ourTask(task)
  }

  /** Only these two states can be asked for: OVH refuses some of the others that its schema names. */
  async function listRunningTasks(serviceName: string): Promise<VpsTask[]> {
    const lists = await Promise.all(
      ['todo', 'doing'].map((state) => {
        const route = '/vps/{serviceName}/tasks'
        return client.call({ method: 'GET', route, ids: { serviceName }, query: { state }, schema: schemas.numbers })
      }),
    )
    const ids = [...new Set(lists.flat())]
    const tasks = await Promise.all(ids.map((id) => getTask(serviceName, String(id))))
    return tasks.filter((task) => task !== undefined).filter(({ state }) => state === 'running')
  }

  async function getImageDetails(serviceName: string, imageId: string): Promise<VpsImage> {
    const known = knownImages.get(imageId)
    if (known) return known
    const route = '/vps/{serviceName}/images/available/{id}'
    const { id, name } = await client.call({
      method: 'GET',
      route,
      ids: { serviceName, id: imageId },
      schema: schemas.image,
    })
    const image = { imageId: id, name }
    knownImages.set(imageId, image)
    return image
  }

  return {
    listVps,
    getTask,
    listRunningTasks,
    getImageDetails,

    async getVpsDetails(serviceName) {
      const vps = await client.call({
        method: 'GET',
        route: '/vps/{serviceName}',
        ids: { serviceName },
        schema: schemas.vps,
      })
      return {
        serviceName: vps.name,
        state: vps.state,
        planCode: vps.model.name,
        datacenter: vps.zone,
        memoryMb: vps.memoryLimit,
        vcpus: vps.vcore,
        locked: vps.lockStatus?.locked ?? false,
      }
    },

    async getVpsIps(serviceName) {
      const route = '/vps/{serviceName}/ips'
      const ips = await client.call({ method: 'GET', route, ids: { serviceName }, schema: schemas.names })
      return { ipv4: ips.filter((ip) => !ip.includes(':')), ipv6: ips.filter((ip) => ip.includes(':')) }
    },

    async getAvailableImages(serviceName) {
      const route = '/vps/{serviceName}/images/available'
      const ids = await client.call({ method: 'GET', route, ids: { serviceName }, schema: schemas.names })
      const images: VpsImage[] = []
      for (let next = 0; next < ids.length; next += imagesAtATime) {
        const batch = ids.slice(next, next + imagesAtATime)
        images.push(...(await Promise.all(batch.map((id) => getImageDetails(serviceName, id)))))
      }
      return images
    },

    /** Sends the key itself: a key's name that OVH doesn't know would be accepted in silence and lock us out. */
    rebuildVps(serviceName, { imageId, sshPublicKey }) {
      const body = { imageId, publicSshKey: sshPublicKey, doNotSendPassword: true }
      return startTask({ method: 'POST', route: '/vps/{serviceName}/rebuild', ids: { serviceName }, body })
    },

    rebootVps(serviceName) {
      return startTask({ method: 'POST', route: '/vps/{serviceName}/reboot', ids: { serviceName } })
    },
  }

  /** OVH takes one task at a time; its list of tasks lags, so a server that seemed free may still refuse. */
  async function startTask(call: Omit<OvhCall<unknown>, 'schema'>): Promise<VpsTask> {
    try {
      return ourTask(await client.call({ ...call, schema: schemas.task }))
    } catch (error) {
      if (!isRefusedAs(error, 'busy')) throw error
      throw ovhFault({ ...error.facts, kind: 'transient', code: 'busy' }, error)
    }
  }
}

function ourTask(task: { id: number; state: string; type: string; progress: number }): VpsTask {
  return { taskId: String(task.id), state: stateOf(task.state), type: task.type, progress: task.progress }
}

/** Every other word (`todo`, `doing`, `paused`, `waitingAck`, or one that is new) is a task that has not ended. */
function stateOf(word: string): VpsTask['state'] {
  if (word === 'done') return 'done'
  return ['error', 'cancelled', 'blocked'].includes(word) ? 'failed' : 'running'
}
