import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createOvh } from '../../worker/providers/ovh/adapter.ts'
import type { ServerNeed, ServerProvider } from '../../worker/providers/ovh/port.ts'
import { ovhSuite } from '../providers/suites/ovh-suite.ts'
import { ovhDeviations } from './ovh-deviations.ts'
import { type RunningOvh, startOvhStandIn } from './ovh-stand-in.ts'
import { loadContract, loadOpenApiPaths, operationFor, withDeviations } from './swagger.ts'
import { type Exchange, faultsOfExchange, recordingFetcher } from './swagger-exchange.ts'

const endpoints = [
  {
    endpoint: 'us' as const,
    contract: 'us-2024-07',
    need: { planCodes: ['vps-2027-model2'], datacenters: ['US-WEST-OR'], os: 'Debian 12', maxPriceCents: 1500 },
  },
  {
    endpoint: 'eu' as const,
    contract: 'eu-2024-07',
    need: { planCodes: ['vps-2027-model2'], datacenters: [], os: 'Debian 13', maxPriceCents: 1500 },
  },
]

describe.each(endpoints)('the $endpoint endpoint', ({ endpoint, contract, need }) => {
  const exchanges: Exchange[] = []
  let ovh: RunningOvh
  let provider: ServerProvider
  beforeAll(async () => {
    ovh = await startOvhStandIn()
    ovh.control('setEndpoint', { endpoint })
    provider = createOvh({ ...ovh.config, endpoint }, recordingFetcher(ovh.base, exchanges))
  })
  afterAll(() => ovh.close())

  it('takes a server from the cart to the end of its renewal', () => journey(ovh, provider, need))
  ovhSuite({ name: `OVH's stand-in (${endpoint})`, provider: () => provider, need })

  it('sends and gets only what OVH has published', ({ skip }) => {
    const published = loadContract(contract)
    if (!published) return skip('there is no ../shared/contracts beside this clone: the schema part is not checked')
    expect(exchanges.length).toBeGreaterThan(60)
    const checked = withDeviations(published, ovhDeviations)
    expect(exchanges.flatMap((exchange) => faultsOfExchange(checked, exchange))).toEqual([])
  })

  it('calls nothing of a VPS that OVH had taken away by September 2025', ({ skip }) => {
    const paths = loadOpenApiPaths('eu-2025-09/vps.json')
    if (!paths) return skip('there is no ../shared/contracts beside this clone')
    const calls = exchanges.filter(({ path }) => path.startsWith('/vps')).map(({ method, path }) => ({ method, path }))
    expect(calls.length).toBeGreaterThan(20)
    expect(calls.filter(({ method, path }) => !operationFor({ operations: paths, models: {} }, method, path))).toEqual(
      [],
    )
  })
})

/** Every call of the port in the order in which a deployment makes them, on the stand-in's own clock. */
async function journey(ovh: RunningOvh, provider: ServerProvider, need: ServerNeed): Promise<void> {
  const since = ovh.now()
  const cart = await provider.prepareCart(need)
  const { orderId, priceCents } = await provider.checkOutCart(cart.cartId)
  expect(priceCents).toBe(cart.priceCents)
  expect(await provider.findOrderOfCart({ ...cart, since })).toEqual({ kind: 'ordered', orderIds: [orderId] })
  const order = { orderId, planCode: cart.planCode }
  expect(await provider.getOrderStatus(orderId)).toEqual({ stage: 'processing', detail: 'FRAUD_CHECK' })
  expect(await provider.getOrderAssociatedService(order)).toBeUndefined()

  ovh.pass(20)
  expect(await provider.getOrderStatus(orderId)).toEqual({ stage: 'processing', detail: 'DELIVERY' })
  expect(await provider.getOrderAssociatedService(order)).toBeUndefined()

  ovh.pass(25)
  expect((await provider.getOrderStatus(orderId)).stage).toBe('delivered')
  const serviceName = (await provider.getOrderAssociatedService(order)) ?? ''
  expect(serviceName).toMatch(/^vps-[0-9a-f]{8}\.vps\.ovh\./)
  expect(await provider.listRunningTasks(serviceName)).toMatchObject([{ type: 'deliverVm', state: 'running' }])
  expect(await provider.getVpsDetails(serviceName)).toMatchObject({
    state: 'installing',
    planCode: cart.planCode,
    datacenter: cart.datacenter,
    memoryMb: 8192,
  })
  const image = (await provider.getAvailableImages(serviceName)).find(({ name }) => name === need.os)
  const rebuild = { imageId: image?.imageId ?? '', sshPublicKey: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA== test' }
  await expect(provider.rebuildVps(serviceName, rebuild)).rejects.toMatchObject({
    facts: { kind: 'transient', code: 'busy', queryId: expect.stringMatching(/^US\.sandbox/) },
  })
  expect(await provider.terminateVps(serviceName)).toEqual({ kind: 'notYet' })

  ovh.pass(75)
  expect(await provider.listRunningTasks(serviceName)).toEqual([])
  const task = await provider.rebuildVps(serviceName, rebuild)
  expect(task.state).toBe('running')
  ovh.pass(40)
  expect(await provider.getTask(serviceName, task.taskId)).toMatchObject({ state: 'running', progress: 53 })
  ovh.pass(35)
  expect(await provider.getTask(serviceName, task.taskId)).toMatchObject({ state: 'done', progress: 100 })
  expect(ovh.machines.installed.at(-1)).toEqual({
    serviceName,
    imageName: need.os,
    sshPublicKey: rebuild.sshPublicKey,
  })
  expect((await provider.getVpsIps(serviceName)).ipv4).toEqual([ovh.machines.addressOf(serviceName)])
  const reboot = await provider.rebootVps(serviceName)
  ovh.pass(20)
  expect((await provider.getTask(serviceName, reboot.taskId))?.state).toBe('done')

  expect((await provider.getServiceInfos(serviceName)).renews).toBe(true)
  expect(await provider.terminateVps(serviceName)).toEqual({ kind: 'stopped', paidUntil: '2026-12-23T00:00:00.000Z' })
  expect(await provider.terminateVps(serviceName)).toMatchObject({ kind: 'stopped' })
  expect((await provider.getServiceInfos(serviceName)).renews).toBe(false)
}
