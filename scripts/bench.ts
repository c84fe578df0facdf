import { availableParallelism, loadavg } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { startProduct } from '../test/e2e/product.ts'
import { criticalPath, criticalSeconds } from './bench-critical-path.ts'
import { type Person, signUp } from './bench-person.ts'

/**
 * `npm run bench`: how long the built product takes from paid to READY, as JSON on standard output. Instant providers show
 * our own time; realistic ones show what we add to the companies' time. Below pace 1 our own time weighs more than it does
 * in life, so the ratio is judged at pace 1 only.
 */
const { values } = parseArgs({
  options: {
    /** 1 is realistic and takes over four minutes; 0 leaves that part out. */
    pace: { type: 'string', default: '1' },
    runs: { type: 'string', default: '5' },
  },
})
const targets = { instantSeconds: 1, ratio: 1.05 }
const renames = 100

const say = (line: string) => console.error(line)
const round = (seconds: number) => Math.round(seconds * 1000) / 1000
const median = (numbers: number[]) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN

say('Building and starting the product …')
const product = await startProduct(path.resolve('test-output/bench'), 0)
try {
  const person = await signUp(product)
  await paidToReady(person) // the first one loads what later ones find loaded
  const runs: Awaited<ReturnType<typeof paidToReady>>[] = []
  for (let run = 0; run < Number(values.runs); run += 1) runs.push(await paidToReady(person))
  const seconds = runs.map((run) => run.seconds)
  const instant = {
    seconds,
    median: median(seconds),
    target: targets.instantSeconds,
    met: median(seconds) <= targets.instantSeconds,
    middleRun: runs.find((run) => run.seconds === median(seconds))?.story,
  }
  const writes = await writesOf(person, runs[0]?.deploymentId ?? '')
  const realistic = Number(values.pace) > 0 ? await realisticOf(person, Number(values.pace)) : 'left out'
  const computer = { cores: availableParallelism(), load: round(loadavg()[0] ?? 0), node: process.version }
  console.log(JSON.stringify({ instant, realistic, writes, computer }, null, 2))
} finally {
  await product.close()
}
process.exit()

/** From the moment in which the money is on its way until the open dashboard shows READY. */
async function paidToReady(person: Person) {
  const { deploymentId, sessionId } = await person.deploy()
  const dashboard = await person.watch(deploymentId)
  const paidAt = Date.now()
  await person.pay(sessionId)
  await dashboard.until('READY')
  const seconds = round((Date.now() - paidAt) / 1000)
  say(`paid to READY: ${seconds} s`)
  dashboard.close()
  const story: [number, string][] = (await person.events(deploymentId))
    .map(({ at, type }): [number, string] => [round((Date.parse(at) - paidAt) / 1000), type])
    .filter(([after]) => after >= 0)
  return { deploymentId, seconds, story: story.map(([after, type]) => `${after.toFixed(3)} ${type}`) }
}

async function realisticOf(person: Person, pace: number) {
  await fetch(`${product.sandboxUrl}/control/pace`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ pace }),
  })
  const path = round(criticalSeconds * pace)
  say(`Realistic providers at pace ${pace}: at least ${path} s …`)
  const { seconds, story } = await paidToReady(person)
  const ratio = round(seconds / path)
  return {
    pace,
    seconds,
    criticalPath: path,
    ratio,
    target: targets.ratio,
    met: pace === 1 ? ratio <= targets.ratio : 'judged at pace 1 only',
    criticalPathAtPace1: criticalPath,
    story,
  }
}

/** Renames one deployment again and again: each is a whole request with its session, one command, one event. */
async function writesOf(person: Person, deploymentId: string) {
  const began = Date.now()
  for (let n = 1; n <= renames; n += 1) await person.rename(deploymentId, `bench-${n}`)
  const ended = Date.now()
  while ((await person.listedName(deploymentId)) !== `bench-${renames}`) {
    if (Date.now() - ended > 30_000) throw new Error('the projection never came')
  }
  return {
    appendsPerSecond: round((renames * 1000) / (ended - began)),
    projectedAfterSeconds: round((Date.now() - ended) / 1000),
  }
}
