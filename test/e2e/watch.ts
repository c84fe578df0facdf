import type { Page } from 'playwright-core'

/** What must not happen on any page; filled while the journey runs, read at its end. */
export type Faults = string[]

/** Notes what a page complains about: errors in its console, exceptions, violations of its policy, its own failed requests. */
export async function watch(page: Page, origin: string, faults: Faults): Promise<void> {
  const here = () => page.url().replace(origin, '')
  page.on('pageerror', (error) => faults.push(`${here()}: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() !== 'error' && message.type() !== 'warning') return
    // The frame's own page and Stripe's stand-in are not ours to judge.
    const { url } = message.location()
    if (!url.startsWith(origin)) return
    // The browser notes every refusal of the API; what is a fault among them is told by the answer's status, below.
    if (url.startsWith(`${origin}/api/`) && message.text().startsWith('Failed to load resource')) return
    faults.push(`${here()}: ${message.text()}`)
  })
  page.on('response', (response) => {
    if (response.url().startsWith(origin) && response.status() >= 500)
      faults.push(`${here()}: ${response.status()} from ${response.url().replace(origin, '')}`)
  })
  await page.exposeFunction('noteViolation', (violation: string) => faults.push(`${here()}: policy: ${violation}`))
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const note = Reflect.get(window, 'noteViolation') as (violation: string) => void
      note(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`)
    })
  })
}

/** Notes each row of a logbook as it becomes the current one, in the order in which a person sees them. */
export async function noteSteps(page: Page): Promise<string[]> {
  const seen: string[] = []
  await page.exposeFunction('noteStep', (step: string) => seen.push(step))
  await page.addInitScript(() => {
    let last = ''
    new MutationObserver(() => {
      const step = document.querySelector('[aria-current=step] p')?.textContent ?? last
      if (step === last) return
      last = step
      const note = Reflect.get(window, 'noteStep') as (step: string) => void
      note(step)
    }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true })
  })
  return seen
}
