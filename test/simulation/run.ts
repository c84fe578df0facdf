import { simulate } from './simulate.ts'

/** `npm run sim -- --seeds N --seed S`: lives through N seeds from S on, and prints those in which an invariant breaks. */
function option(name: string, otherwise: number): number {
  const at = process.argv.indexOf(`--${name}`)
  return at < 0 ? otherwise : Number(process.argv[at + 1])
}

const first = option('seed', 1)
const seeds = option('seeds', process.argv.includes('--seed') ? 1 : 200)
const ends: Record<string, number> = {}
const parked: Record<string, number> = {}
const broken: number[] = []
let steps = 0
const began = performance.now()

for (let seed = first; seed < first + seeds; seed++) {
  try {
    const story = await simulate(seed)
    steps += story.steps
    for (const effect of story.parked) parked[effect] = (parked[effect] ?? 0) + 1
    story.ends.forEach((end, n) => {
      const way = `${end} → ${story.afterDestroy[n]}`
      ends[way] = (ends[way] ?? 0) + 1
    })
  } catch (error) {
    broken.push(seed)
    console.error(error instanceof Error ? error.message : error)
    if (process.argv.includes('--stack')) console.error(error)
  }
}

const seconds = ((performance.now() - began) / 1000).toFixed(1)
console.log(`${seeds} seeds from ${first}, ${steps} steps in ${seconds} s`)
for (const [way, count] of Object.entries(ends).sort()) console.log(`  ${String(count).padStart(5)}  ${way}`)
for (const [effect, count] of Object.entries(parked).sort()) {
  console.log(`  ${String(count).padStart(5)}  ${effect} waits for a person`)
}
if (broken.length > 0) {
  console.error(
    `${broken.length} seeds broke an invariant; look at one with: npm run sim -- --seed ${broken[0]} --stack`,
  )
  process.exitCode = 1
}
