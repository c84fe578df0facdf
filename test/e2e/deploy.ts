import assert from 'node:assert/strict'
import { awaitMail } from './mailbox.ts'
import { button, heading, person, type Traveller } from './traveller.ts'

/** Deploys, leaves the checkout once, comes back and pays. Answers the deployment's id. */
export async function deployAndPay({ page, product, look, say }: Traveller): Promise<string> {
  say('deploy, and leave the checkout without paying')
  await page.goto(product.url)
  await button(page, /^Deploy OpenClaw for/).click()
  await page.waitForURL((url) => url.origin === product.sandboxUrl)
  await page.goto(`${product.url}/?payment=none`)
  await page.getByText('No payment was made.').waitFor()
  const goOn = page.getByRole('link', { name: 'Go on or discard' })
  await goOn.waitFor()
  await look(page, 'payment-none')
  await goOn.click()
  await heading(page, 'Not paid yet').waitFor()
  await look(page, 'not-paid-yet')

  say('the live line breaks and comes back')
  const notPaidYet = page.url()
  let broken = 0
  await page.routeWebSocket(/\/live$/, (socket) => {
    broken += 1
    if (broken <= 3) void socket.close()
    else socket.connectToServer()
  })
  // As Stripe sends somebody back whose payment it has not told us of yet.
  await page.goto(`${notPaidYet}?session_id=cs_unknown`)
  await heading(page, 'Checking your payment').waitFor()
  await page.getByText('Live updates are off; checking every 4 seconds.').waitFor()
  await look(page, 'live-line-broken', { only: ['light'] })
  await page.getByText('Updates arrive live.').waitFor()

  say('pay')
  await page.goto(notPaidYet)
  await page.getByRole('link', { name: 'Continue to payment' }).click()
  await page.waitForURL((url) => url.origin === product.sandboxUrl)
  await page.getByRole('button', { name: /^Pay / }).click()
  await page.waitForURL((url) => url.origin === product.url && url.pathname.startsWith('/deploy/'))
  return new URL(page.url()).pathname.replace('/deploy/', '')
}

const setupSteps = [
  'Getting your server',
  'Installing the system',
  'Installing OpenClaw',
  'Waiting for its first answer',
]

export async function watchSetup({ page, product, look, say, seen }: Traveller, id: string): Promise<void> {
  say('watch every step')
  await page.getByText('Updates arrive live.').waitFor()
  await look(page, 'setting-up', { only: ['light'] })
  await page.locator('[aria-current=step]', { hasText: 'Installing OpenClaw' }).waitFor()
  await look(page, 'installing')
  await heading(page, 'Your OpenClaw is ready').waitFor({ timeout: 120_000 })
  const steps = seen.filter((step) => setupSteps.includes(step))
  assert.deepEqual([...new Set(steps)], setupSteps, `steps seen live: ${seen.join(', ')}`)
  assert.equal(await page.title(), 'Ready · OpenClaw Deploy')
  assert.equal(new URL(page.url()).search, '', 'the checkout’s session has left the address')
  await look(page, 'ready')
  await awaitMail(product.sandboxUrl, person.email, /ready/i)

  await page.goto(product.url)
  await page.getByText('Running').waitFor()
  await look(page, 'home-list')

  say('what isn’t there, or is somebody else’s, is told so')
  await page.goto(`${product.url}/deploy/${id}x`)
  await heading(page, 'This deployment no longer exists').waitFor()
  await page.goto(product.url)
}
