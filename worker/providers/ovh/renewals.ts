import type * as z from 'zod/mini'
import { nothing, type OvhClient } from './client.ts'
import { isRefusedAs, ovhFault } from './errors.ts'
import type { ServerProvider, ServiceInfos } from './port.ts'
import * as schemas from './schemas.ts'

/** The time that a server is paid for, and stopping its renewal. OVH has no other way to end a VPS without an e-mail. */
export function createRenewals(client: OvhClient): Pick<ServerProvider, 'getServiceInfos' | 'terminateVps'> {
  const route = '/vps/{serviceName}/serviceInfos'
  const read = (serviceName: string) =>
    client.call({ method: 'GET', route, ids: { serviceName }, schema: schemas.serviceInfos })

  return {
    async getServiceInfos(serviceName): Promise<ServiceInfos> {
      const infos = await read(serviceName)
      return {
        serviceId: String(infos.serviceId),
        paidUntil: startOfDay(infos.expiration),
        renews: renews(infos),
        status: infos.status,
      }
    },

    async terminateVps(serviceName) {
      const infos = await read(serviceName)
      if (!infos.renew?.deleteAtExpiration) {
        const renew = { automatic: false, forced: false, ...infos.renew, deleteAtExpiration: true }
        try {
          const body = { ...infos, renew }
          await client.call({ method: 'PUT', route, ids: { serviceName }, body, schema: nothing, repeatable: true })
        } catch (error) {
          if (isRefusedAs(error, 'notYetActive')) return { kind: 'notYet' }
          throw error
        }
        const now = await read(serviceName)
        if (!now.renew?.deleteAtExpiration) {
          throw ovhFault({ kind: 'transient', operation: `PUT ${route}`, code: 'not_applied' })
        }
      }
      return { kind: 'stopped', paidUntil: startOfDay(infos.expiration) }
    },
  }
}

function renews({ renew, renewalType }: z.infer<typeof schemas.serviceInfos>): boolean {
  if (!renew) return renewalType.startsWith('automatic')
  return !renew.deleteAtExpiration && (renew.automatic || renew.forced)
}

/** OVH gives a day without a time; counted from its start, so that nobody is promised hours that may not be there. */
function startOfDay(date: string): string {
  return new Date(`${date.slice(0, 10)}T00:00:00.000Z`).toISOString()
}
