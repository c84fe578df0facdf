import path from 'node:path'
import { leave, signUp, verifyMail } from '../test/e2e/account.ts'
import { chromiumPath, openBrowser } from '../test/e2e/chromium.ts'
import { deployAndPay, watchSetup } from '../test/e2e/deploy.ts'
import { destroy, restart, useInstance } from '../test/e2e/instance.ts'
import { createLooker } from '../test/e2e/look.ts'
import { type Product, startProduct } from '../test/e2e/product.ts'
import type { Traveller } from '../test/e2e/traveller.ts'
import { type Faults, noteSteps, watch } from '../test/e2e/watch.ts'

/** `npm run test:e2e`: one person's whole way through the built product in a real browser. */
const folder = path.resolve('test-output/e2e')
const executable = chromiumPath()
const started = Date.now()
const seconds = () => `${((Date.now() - started) / 1000).toFixed(1)} s`.padStart(8)

if (executable) process.exit(await run(executable))
console.log('SKIPPED: no Chromium here. Install one (Debian: apt install chromium), or name it in CHROME_PATH.')
process.exit(process.env.CI ? 1 : 0)

async function run(chromium: string): Promise<number> {
  const faults: Faults = []
  const say = (station: string) => console.log(`${seconds()}  ${station}`)
  say('build and start the product')
  let product: Product | undefined
  const { browser, close } = await openBrowser(chromium)
  try {
    product = await startProduct(folder, Number(process.env.SANDBOX_PACE ?? 0.05))
    const page = await browser.newPage()
    await watch(page, product.url, faults)
    const seen = await noteSteps(page)
    const traveller = { page, product, look: createLooker(path.join(folder, 'pictures'), faults), say, seen }
    try {
      await walk(traveller)
    } catch (error) {
      await page.screenshot({ path: path.join(folder, 'where-it-stopped.png'), fullPage: true }).catch(() => undefined)
      console.error(`Stopped at ${page.url()}; picture: ${path.join(folder, 'where-it-stopped.png')}`)
      throw error
    }
  } catch (error) {
    faults.push(error instanceof Error ? (error.stack ?? error.message) : String(error))
  } finally {
    await close()
    await product?.close()
  }
  for (const fault of faults) console.error(`FAULT  ${fault}`)
  say(faults.length === 0 ? `passed; pictures in ${path.join(folder, 'pictures')}` : `${faults.length} faults`)
  return faults.length === 0 ? 0 : 1
}

async function walk(traveller: Traveller): Promise<void> {
  await signUp(traveller)
  await verifyMail(traveller)
  const id = await deployAndPay(traveller)
  await watchSetup(traveller, id)
  await useInstance(traveller)
  await restart(traveller)
  await destroy(traveller)
  await leave(traveller, id)
}
