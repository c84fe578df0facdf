import { afterEach, expect, it } from 'vitest'
import { relayFromOutside } from './relay.ts'
import { sandbox } from './sandbox-client.ts'
import { boughtBy, destroyed, eventsOf, inStatus, launchDeployment, paid, ready, until } from './trip.ts'

relayFromOutside()
afterEach(() => sandbox.clearFaults())

it('ends in ERROR with a reason when the system can’t be written, and can be destroyed then', async () => {
  const trip = await launchDeployment()
  await sandbox.do('ovh', 'failNextRebuild')
  await paid(trip)
  const failed = await inStatus(trip, 'ERROR')
  expect(failed.problem).toMatchObject({
    step: 'system',
    message: expect.stringContaining('couldn’t write the system'),
  })
  expect(failed.logbook.rows.map(({ state }) => state)).toEqual(['done', 'done', 'failed', 'todo', 'todo'])
  await destroyed(trip)
  expect(await boughtBy(trip)).toMatchObject({ orders: 1, keysLeft: 0, liveSubscriptions: 0, serversRenewed: false })
}, 60_000)

it('wipes again when wiping failed, and is destroyed only then', async () => {
  const trip = await launchDeployment()
  await paid(trip)
  await ready(trip)
  await sandbox.do('ovh', 'failNextRebuild')
  await destroyed(trip)
  const types = (await eventsOf(trip)).map(({ type }) => type)
  expect(types.filter((type) => type === 'ServerWipeStarted')).toHaveLength(2)
  expect(await boughtBy(trip)).toMatchObject({ serversWiped: true, serversRenewed: false })
}, 60_000)

it('tries a step of the setup again when it failed, and stops when the machine gives up', async () => {
  const trip = await launchDeployment()
  await sandbox.plan({ provider: 'machine', operation: 'setup node', kind: 'refuse', times: 1 })
  await sandbox.plan({ provider: 'machine', operation: 'setup gateway', kind: 'refuse', times: 100 })
  await paid(trip)
  const failed = await inStatus(trip, 'ERROR')
  expect(failed.problem).toMatchObject({ step: 'install', message: 'Setting up stopped at “Starting OpenClaw”.' })
  const told = (await eventsOf(trip)).map(({ text }) => text)
  expect(told).toContain('Installing Node: failed, it tries again.')
  expect(told).toContain('Installing Node: done.')
}, 60_000)

it('waits in words while OVH holds the order, and goes on when it is let go', async () => {
  const trip = await launchDeployment()
  await sandbox.do('ovh', 'holdNextOrder', { as: 'documentsRequested' })
  await paid(trip)
  await until(trip, 'the hold', ({ wait }) =>
    wait?.found === 'the provider asked us for documents' ? true : undefined,
  )
  const { ovh } = await sandbox.state()
  await sandbox.do('ovh', 'releaseOrder', { orderId: ovh.orders.at(-1)?.orderId })
  await ready(trip)
  const types = (await eventsOf(trip)).map(({ type }) => type)
  expect(types).toEqual(expect.arrayContaining(['ServerOrderHeld', 'ServerDelivered', 'DeploymentReady']))
}, 60_000)
