import { stepMs } from '../sandbox/machine/setup.ts'
import { commandMs } from '../sandbox/machine/simulated-machine.ts'
import { durationsMs } from '../sandbox/ovh/orders.ts'
import { taskMs } from '../sandbox/ovh/servers.ts'

/** What the stand-ins take one after the other from the payment on, in seconds at pace 1; nobody can be READY sooner. */
export const criticalPath: Record<string, number> = {
  'the order until the server has a name': durationsMs.delivery / 1000,
  'its first installation (deliverVm)': (taskMs.deliverVm ?? 0) / 1000,
  'the rebuild (reinstallVm)': (taskMs.reinstallVm ?? 0) / 1000,
  'taking the setup document': commandMs.deliver / 1000,
  'the setup’s steps': Object.values(stepMs).reduce((sum, ms) => sum + ms, 0) / 1000,
}

export const criticalSeconds = Object.values(criticalPath).reduce((sum, seconds) => sum + seconds, 0)
