import type { Page } from 'playwright-core'
import type { createLooker } from './look.ts'
import type { Product } from './product.ts'

/** One person on the way through the product: the page they look at, and how each station is told and pictured. */
export type Traveller = {
  page: Page
  product: Product
  look: ReturnType<typeof createLooker>
  say: (station: string) => void
  /** The steps of every logbook so far, as they became current. */
  seen: string[]
}

export const person = { name: 'Mara Lind', email: 'mara@example.com', password: 'a quiet harbour 1' }

export const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name })
export const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })

/** The words of whatever has the focus. */
export const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent?.trim() ?? '')
