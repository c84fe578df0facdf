import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'
import type { Faults } from './watch.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const wide = { width: 1280, height: 860 }
const looks = [
  { name: 'light', colorScheme: 'light', size: wide },
  { name: 'dark', colorScheme: 'dark', size: wide },
  { name: '360', colorScheme: 'light', size: { width: 360, height: 740 } },
] as const

/** Pictures of one station in light, dark and on a phone, each checked by axe and for sideways scrolling. */
export function createLooker(folder: string, faults: Faults) {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  let station = 0
  return async function look(page: Page, name: string, { only }: { only?: readonly string[] } = {}): Promise<void> {
    station += 1
    const label = `${String(station).padStart(2, '0')}-${name}`
    for (const { name: variant, colorScheme, size } of looks) {
      if (only && !only.includes(variant)) continue
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await page.setViewportSize(size)
      await page.evaluate(() => document.fonts.ready)
      await page.screenshot({ path: path.join(folder, `${label}-${variant}.png`) })
      for (const problem of [...(await violations(page)), ...(await sideways(page))])
        faults.push(`${label}-${variant}: ${problem}`)
    }
    await page.setViewportSize(wide)
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'no-preference' })
  }
}

async function violations(page: Page): Promise<string[]> {
  // Evaluated by the debugger, so that the page's own policy need not allow it.
  await page.evaluate(axe)
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
  const results: AxeResults = await page.evaluate(
    (values) => Reflect.get(window, 'axe').run(document, { runOnly: values, iframes: false }),
    tags,
  )
  return results.violations.map(
    ({ id, nodes }) => `axe ${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
  )
}

async function sideways(page: Page): Promise<string[]> {
  const pixels = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  return pixels > 0 ? [`${pixels} px too wide`] : []
}
