import { sandboxSettings } from '../../sandbox/settings.ts'
import { readConfig } from '../../worker/config.ts'
import { claimable } from '../../worker/effects/claimable.ts'
import { termsOf } from '../../worker/effects/terms.ts'
import { createAgenda } from './agenda.ts'
import { type Clock, DAY, HOUR, MINUTE, SECOND, START, withSimulatedTime } from './clock.ts'
import { createCompanies, providersFor } from './companies.ts'
import { checkAlways, checkAtRest } from './invariants.ts'
import { createObject, type SimulatedObject } from './object.ts'
import { createPerson } from './person.ts'
import { createRandom, type Random } from './random.ts'
import { createWire, type Faults, noFaults } from './wire.ts'

/** How the deployments of one seed ended, and which effects wait for a person; `steps` counts everything that happened. */
export type Story = { seed: number; steps: number; ends: string[]; afterDestroy: string[]; parked: string[] }

/** Faults stop after this; what follows must come to rest by itself. */
const STORM = 6 * HOUR
const MOST_STEPS = 60_000

const config = {
  ...readConfig(sandboxSettings({ companies: 1, ssh: 22, instance: 80, worker: 'http://127.0.0.1:5173' })),
  deadlines: {
    checkout: 60,
    ordering: 30,
    heldOrder: 120,
    provisioning: 30,
    installing: 30,
    silence: 5,
    health: 10,
    restart: 8,
    teardown: 60,
  },
}

/** Lives through one seed; throws, with the seed, when an invariant is broken. */
export async function simulate(seed: number): Promise<Story> {
  const random = createRandom(seed)
  const clock: Clock = { now: START }
  return withSimulatedTime(clock, random.next, async () => {
    try {
      return await live(seed, clock, random)
    } catch (error) {
      const hours = ((clock.now - START) / HOUR).toFixed(2)
      throw new Error(`seed ${seed}, ${hours} h: ${error instanceof Error ? error.message : error}`, { cause: error })
    }
  })
}

async function live(seed: number, clock: Clock, random: Random): Promise<Story> {
  const agenda = createAgenda(clock)
  const faults = { now: weather(random) }
  const wire = createWire(agenda, random, faults)
  const objects: SimulatedObject[] = []
  const people: ReturnType<typeof createPerson>[] = []
  const find = (id: string) => objects.find((object) => object.id === id)
  const companies = createCompanies(clock, agenda, random, (id, token, report) => {
    for (let times = random.pick([1, 1, 1, 1, 2]); times > 0; times--) {
      agenda.in(random.between(50, 3 * SECOND), () => find(id)?.report(token, report))
    }
  })
  for (let n = 1; n <= random.pick([1, 1, 2, 3]); n++) {
    const object = createObject(`d${n}`, {
      config,
      providersFor: (caller, id) => providersFor(companies, wire, caller, id),
      claimOrder: (caller, cartId, candidates) =>
        wire
          .deliver(caller, {
            provider: 'ovh', // no company's: another object of ours, whose answer can be lost as well
            operation: 'claimOrder',
            writes: true,
            spends: false,
            timeoutMs: 5 * SECOND,
            act() {
              const claimed = claimable(companies.claims, cartId, candidates)
              if (claimed.orderId !== null) companies.claims.set(claimed.orderId, cartId)
              return claimed
            },
          })
          .catch(() => {
            throw new Error('the fleet object was not reached')
          }),
    })
    objects.push(object)
    people.push(createPerson(object, { companies, agenda, random, clock, terms: termsOf(config) }))
  }

  let steps = 0
  const step = async () => {
    if (++steps > MOST_STEPS) throw new Error(`does not come to rest: ${whatWaits(objects)}`)
    await advance(clock, agenda, objects, random, faults.now !== noFaults)
    for (const person of people) person.look()
    checkAlways(objects, companies)
  }
  const somethingWaits = () => agenda.nextAt() !== null || objects.some((object) => object.nextAt() !== null)

  while (somethingWaits() && clock.now < START + STORM) await step()
  faults.now = noFaults
  while (somethingWaits() && clock.now < START + 20 * DAY) await step()
  checkAtRest(objects, companies)
  const ends = objects.map(endOf)

  for (const object of objects) {
    if (!object.store().state().exists) continue
    if (!object.handle('the-end', { type: 'RequestDestroy', by: 'operator' }).ok) throw new Error('destroy was refused')
  }
  while (somethingWaits()) await step()
  checkAtRest(objects, companies)
  for (const object of objects) {
    const state = object.store().state()
    if (!state.exists || state.lifecycle.kind === 'destroyed') continue
    if (Object.keys(state.parked).length === 0) throw new Error(`${object.id} was never destroyed`)
  }
  const story = { seed, steps, ends, afterDestroy: objects.map(endOf), parked: objects.flatMap(parkedOf) }
  for (const object of objects) object.close()
  return story
}

/** The next thing happens: something in the world, or the alarm of an object, perhaps late and perhaps twice. */
async function advance(
  clock: Clock,
  agenda: ReturnType<typeof createAgenda>,
  objects: readonly SimulatedObject[],
  random: Random,
  stormy: boolean,
): Promise<void> {
  const alarms = objects.flatMap((object) => {
    const at = object.nextAt()
    return at === null ? [] : [{ object, at }]
  })
  const alarm = alarms.sort((a, b) => a.at - b.at)[0]
  const worldAt = agenda.nextAt()
  let started = 0
  if (alarm && (worldAt === null || alarm.at < worldAt)) {
    clock.now = Math.max(clock.now, alarm.at)
    // The alarm may come late; what happens meanwhile happens all at once when the clock has jumped.
    if (stormy && random.chance(0.005)) clock.now += random.between(1, 40) * MINUTE
    started = alarm.object.alarm()
    if (random.chance(0.05)) alarm.object.alarm()
  }
  // What is due but still being tried is not started again; then the world goes on.
  if (started === 0 && worldAt !== null) {
    clock.now = Math.max(clock.now, worldAt)
    await agenda.next()
  }
  if (stormy && random.chance(0.002)) objects[random.between(0, objects.length)]?.crash()
  while (objects.some((object) => object.isBusy())) await new Promise((resolve) => setImmediate(resolve))
}

/** Some worlds are calm, some are rough, and some are rough in one way. */
function weather(random: Random): Faults {
  const level = random.pick([0, 0.005, 0.02, 0.06])
  const one = () => level * random.pick([0, 0.5, 1, 1, 3])
  return {
    busy: one(),
    refused: one() * random.pick([0, 0, 0.02, 0.2]),
    lost: one(),
    unanswered: one(),
    slow: one(),
    unreadable: one() * 0.3,
    crash: one(),
  }
}

function whatWaits(objects: readonly SimulatedObject[]): string {
  const waiting = objects.flatMap((object) => object.store().outbox.open())
  return JSON.stringify(waiting.map(({ key, attempts, failures, found }) => ({ key, attempts, failures, found })))
}

function endOf(object: SimulatedObject): string {
  const state = object.store().state()
  return state.exists ? state.lifecycle.kind : 'never requested'
}

function parkedOf(object: SimulatedObject): string[] {
  const state = object.store().state()
  return state.exists ? Object.values(state.parked).map(({ effect }) => effect) : []
}
