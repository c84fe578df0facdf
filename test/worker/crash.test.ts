import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, beforeAll, expect, it, vi } from 'vitest'
import type { DeploymentObject } from '../../durable-objects/deployment-object.ts'
import type { FaultKind } from '../../sandbox/stand-in.ts'
import { signUp } from './http-client.ts'
import { relayFromOutside } from './relay.ts'
import { type Operation, sandbox } from './sandbox-client.ts'
import { type Bought, boughtBy, destroyed, launchDeployment, paid, ready, type Trip } from './trip.ts'

// Each webhook and each report comes twice, in all of these lives.
relayFromOutside({ copies: 2 })

const once: Bought = {
  orders: 1,
  keysLeft: 0,
  subscriptions: 1,
  liveSubscriptions: 0,
  serversWiped: true,
  serversRenewed: false,
}

/** Each call that a life from Deploy to DESTROYED makes, as the stand-ins name them. */
let operations: Operation[] = []

beforeAll(async () => {
  const person = await signUp(true)
  await sandbox.clearRequests()
  const trip = await launchDeployment(person)
  await paid(trip)
  await ready(trip)
  await destroyed(trip)
  operations = await sandbox.operations()
  expect(await boughtBy(trip)).toEqual(once)
  expect(operations.length).toBeGreaterThan(20)
}, 120_000)

afterEach(async () => {
  vi.useRealTimers()
  await sandbox.clearFaults()
  await sandbox.resetClock()
  await sandbox.setPace(0)
  await sandbox.do('stripe', 'duplicateWebhooks', { copies: 1 })
})

const faults: FaultKind[] = ['lost_answer', 'no_answer', 'error', 'garbage', 'rate_limit']

it.each(faults)(
  'reaches the same end when each call once meets %s',
  async (kind) => {
    const person = await signUp(true)
    for (const { provider, operation } of operations) await sandbox.plan({ provider, operation, kind, times: 1 })
    const trip = await launchDeployment(person)
    await paid(trip)
    await during(ready(trip), () => passTime(trip))
    await during(destroyed(trip), () => passTime(trip))
    expect(await boughtBy(trip)).toEqual(once)
  },
  180_000,
)

it('reaches the same end when the instance is lost after each event, and each alarm rings twice', async () => {
  const trip = await launchDeployment()
  // Slow enough that no step passes between two looks; each webhook comes three times.
  await sandbox.do('stripe', 'duplicateWebhooks', { copies: 3 })
  await sandbox.setPace(0.02)
  await paid(trip)
  let seen = -1
  let losses = 0
  const loseAndRing = async () => {
    const { seq } = await trip.look()
    if (seq !== seen) {
      seen = seq
      losses += 1
      await expect(runInDurableObject(stubOf(trip), (_, ctx) => ctx.abort('lost'))).rejects.toThrow('lost')
    }
    await passTime(trip)
  }
  await during(ready(trip), loseAndRing)
  await during(destroyed(trip), loseAndRing)
  expect(losses).toBeGreaterThan(15)
  expect(await boughtBy(trip)).toEqual(once)
}, 180_000)

/** Repeats `turn` until `journey` has ended. The calendar is moved,
 * so that a back-off of minutes passes at once. */
async function during(journey: Promise<unknown>, turn: () => Promise<void>): Promise<void> {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() })
  let over = false
  const ended = journey.finally(() => {
    over = true
  })
  const turns = (async () => {
    while (!over) await turn()
  })()
  await Promise.all([ended, turns])
}

const stubOf = (trip: Trip) =>
  env.DEPLOYMENT.getByName(trip.deploymentId) as unknown as DurableObjectStub<DeploymentObject>

/** Longer than any back-off or claim that these journeys meet, and shorter than the first deadline that ends one. */
const JUMP_MS = 200_000

/** Moves everybody's calendar to the object's alarm when that is near, and rings it twice, as the runtime may. */
async function passTime(trip: Trip): Promise<void> {
  const alarmAt = await runInDurableObject(stubOf(trip), (_, ctx) => ctx.storage.getAlarm())
  const aheadMs = alarmAt === null ? 0 : Math.ceil(alarmAt - Date.now())
  const jumpMs = aheadMs > 0 && aheadMs < JUMP_MS ? aheadMs : 1
  vi.setSystemTime(Date.now() + jumpMs)
  if (jumpMs > 1) await sandbox.advanceClock(jumpMs)
  // Nothing is near: the next thing comes from outside, and needs room to come in.
  else await scheduler.wait(20)
  await Promise.all([runDurableObjectAlarm(stubOf(trip)), runDurableObjectAlarm(stubOf(trip))])
}
