import type { OfferedPlan } from './offer.ts'
import { isUnderWay } from './servers.ts'
import type { Server, Task } from './state.ts'

export function shownVps(server: Server, plan: OfferedPlan | undefined) {
  const size = { vcore: plan?.vcores ?? 0, memory: plan?.memoryMb ?? 0, disk: plan?.diskGb ?? 0 }
  return {
    name: server.serviceName,
    displayName: server.serviceName,
    cluster: '',
    keymap: null,
    memoryLimit: size.memory,
    vcore: size.vcore,
    model: {
      ...size,
      name: server.planCode,
      offer: plan?.invoiceName ?? server.planCode,
      version: '2019v1',
      availableOptions: [],
      datacenter: [],
      maximumAdditionnalIp: 16,
    },
    monitoringIpBlocks: [],
    netbootMode: 'local',
    offerType: 'ssd',
    slaMonitoring: false,
    state: stateOf(server),
    zone: server.datacenter,
    iam: null,
    ...(server.locked ? { lockStatus: { locked: true, reason: 'abuse' } } : {}),
  }
}

function stateOf(server: Server): string {
  const task = server.tasks.find(isUnderWay)
  if (!task) return 'running'
  return task.type === 'rebootVm' ? 'rebooting' : task.install ? 'installing' : 'maintenance'
}

export function shownTask(task: Task, now = task.startedAt) {
  const share = task.dueAt > task.startedAt ? (now - task.startedAt) / (task.dueAt - task.startedAt) : 0
  const progress = isUnderWay(task) ? Math.min(99, Math.max(0, Math.floor(share * 100))) : 100
  return { id: task.id, type: task.type, state: task.state, progress, date: new Date(task.startedAt).toISOString() }
}

/** Dates of a service are days. */
export function shownService(server: Server) {
  return {
    canDeleteAtExpiration: true,
    contactAdmin: 'sb12345-ovh',
    contactBilling: 'sb12345-ovh',
    contactTech: 'sb12345-ovh',
    creation: dayOf(server.createdAt),
    domain: server.serviceName,
    engagedUpTo: null,
    expiration: dayOf(server.paidUntil),
    possibleRenewPeriod: [1, 6, 12],
    renew: server.renew,
    renewalType: server.renewalType,
    serviceId: server.serviceId,
    status: 'ok',
  }
}

const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10)
