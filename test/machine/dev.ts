import { ensureTestOperator } from '../../scripts/dev-operator.ts'
import type { Dev } from '../../scripts/start-dev.ts'
import { startLab } from './lab.ts'
import { createLabProduct } from './lab-product.ts'
import { whyNot } from './needs.ts'

/** `npm run dev:machine`: like `npm run dev`, but each server is a throw-away Debian 12. Throws where none can run. */
export async function startMachineDev(pace: number): Promise<Dev> {
  const reason = await whyNot()
  if (reason) throw new Error(`no real machine here: ${reason}`)
  const image = 'Debian 12'
  const lab = await startLab({ images: [image] })
  try {
    const product = await createLabProduct(lab, image, pace)
    await ensureTestOperator(product.url, product.sandboxUrl)
    console.log(
      `The machines' certificates are signed by the lab's own authority; a browser has to trust ${lab.authority}`,
    )
    return {
      ...product,
      async close() {
        await product.close()
        await lab.close()
      },
    }
  } catch (error) {
    await lab.close()
    throw error
  }
}
