import { startLab } from './lab.ts'
import { createLabProduct } from './lab-product.ts'
import { whyNot } from './needs.ts'
import { wholeWay } from './whole-way.ts'

/**
 * `npm run test:machine`: the product's own flow on real Debians. The OVH stand-in's rebuild boots the machine, the
 * Worker speaks SSH to it, the machine's cloud-init sets OpenClaw up, and both look at each other through the network.
 * Names of images may follow: `npm run test:machine -- "Debian 13"`.
 */
const images = process.argv.length > 2 ? process.argv.slice(2) : ['Debian 12', 'Debian 13']

const reason = await whyNot()
if (reason) {
  console.log(`SKIPPED test:machine: ${reason}`)
  console.log(`0 passed, 0 failed, ${images.length} skipped`)
  // Where CI could run it and doesn't, the check is missing, which is no success.
  process.exit(process.env.CI && process.getuid?.() === 0 ? 1 : 0)
}

const begin = performance.now()
const lab = await startLab({ images })
const closing: (() => Promise<void>)[] = [() => lab.close()]
let closed: Promise<void> | undefined
/** Once, whoever asks: a signal and the end of the run may come together. */
function close(): Promise<void> {
  closed ??= (async () => {
    for (const part of closing.splice(0).reverse()) await part().catch((error) => console.error(error))
  })()
  return closed
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => void close().finally(() => process.exit(130)))
}

let failed = 0
try {
  const ways: Promise<void>[] = []
  for (const image of images) {
    // One after the other: they share Vite's cache. The machine of the first is set up meanwhile.
    const product = await createLabProduct(lab, image)
    closing.push(product.close)
    ways.push(
      wholeWay(lab, product, image, image === images.at(-1)).catch((error) => {
        failed += 1
        console.error(`FAILED ${image}:`, error)
      }),
    )
  }
  await Promise.all(ways)
  console.log(`packages: ${JSON.stringify(lab.figures())}`)
} catch (error) {
  failed = images.length
  console.error(error)
} finally {
  await close()
}
console.log(`in all ${((performance.now() - begin) / 1000).toFixed(1)} s`)
console.log(`${images.length - failed} passed, ${failed} failed`)
process.exit(failed ? 1 : 0)
