import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import type { createLooker } from './look.ts'
import { awaitMail, linkIn } from './mailbox.ts'
import type { Product } from './product.ts'

type Look = ReturnType<typeof createLooker>
export type Traveller = { page: Page; product: Product; look: Look; say: (station: string) => void; seen: string[] }

const person = { name: 'Mara Lind', email: 'mara@example.com', password: 'a quiet harbour 1' }

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name })
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })

export async function signUp({ page, product, look, say }: Traveller): Promise<void> {
  say('sign up')
  await page.goto(product.url)
  await heading(page, 'Your own OpenClaw').waitFor()
  await look(page, 'offer')
  await page.goto(`${product.url}/help`)
  await heading(page, 'Help').waitFor()
  await look(page, 'help')
  await page.goto(`${product.url}/terms`)
  await heading(page, 'Terms').waitFor()
  await look(page, 'terms')
  await page.goto(`${product.url}/i/nothing`)
  await heading(page, 'Sign in').waitFor()
  await button(page, 'Sign in').click()
  await page.getByText('Enter an email address').waitFor()
  await look(page, 'sign-in-errors')

  await page.goto(product.url)
  await button(page, /^Deploy OpenClaw for \$25\/month$/).click()
  await heading(page, 'Create account').waitFor()
  await page.getByLabel('Name').fill(person.name)
  await page.getByLabel('Email').fill(person.email)
  await page.getByLabel('Password', { exact: true }).fill(person.password)
  await look(page, 'create-account')
  await button(page, 'Create account').click()
  await heading(page, 'Check your mail').waitFor()
  await look(page, 'check-your-mail')
}

export async function verifyMail({ page, product, look, say }: Traveller): Promise<void> {
  say('deploy is refused before the mail is verified')
  await page.goto(product.url)
  const sign = page.getByRole('link', { name: 'Sign in' })
  const deploy = button(page, /^Deploy OpenClaw for/)
  await deploy.click()
  await page.getByText('Confirm your email first').waitFor()
  assert.equal(await sign.count(), 0, 'signing up signs in')
  await look(page, 'deploy-unverified')

  say('verify mail')
  const mail = await awaitMail(product.sandboxUrl, person.email, /verify|confirm/i)
  await page.goto(linkIn(mail))
  await heading(page, 'You don’t have an instance yet').waitFor()
  await look(page, 'home-empty')
  await page.goto(`${product.url}/account`)
  await page.getByText('This browser').waitFor()
  await look(page, 'account')
}

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

  say('pay')
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
  assert.ok(id.length > 0)
}

export async function useInstance({ page, look, say }: Traveller): Promise<void> {
  say('use the framed Control UI')
  await page.getByRole('heading', { level: 2 }).getByRole('link').click()
  const frame = page.frameLocator('iframe[title^="OpenClaw Control UI for"]')
  await frame.getByLabel('Message').fill('Hello from the frame')
  await frame.getByRole('button', { name: 'Send' }).click()
  await frame.getByText('Hello from the frame').first().waitFor()
  await look(page, 'control-ui')

  say('a chat survives looking at another tab')
  await frame.getByLabel('Message').waitFor()
  await frame.getByLabel('Message').fill('Still here?')
  await page.getByRole('link', { name: 'Activity' }).click()
  await page.getByRole('heading', { level: 2, name: 'Today' }).waitFor()
  await look(page, 'activity', { only: ['light', 'dark'] })
  await page.getByRole('link', { name: 'Control UI' }).click()
  assert.equal(await frame.getByLabel('Message').inputValue(), 'Still here?')

  say('a phone is offered the instance’s own tab')
  await page.setViewportSize({ width: 360, height: 740 })
  await page.reload()
  await page.getByRole('heading', { name: 'The Control UI works best in its own tab' }).waitFor()
  assert.equal(await page.locator('iframe').count(), 0)
  await look(page, 'control-ui-on-a-phone', { only: ['360'] })
  await frame.getByLabel('Message').waitFor()

  say('open it in a tab of its own')
  const [tab] = await Promise.all([page.context().waitForEvent('page'), button(page, 'Open in new tab').click()])
  await tab.getByLabel('Message').waitFor()
  assert.equal(await tab.evaluate(() => window.opener), null)
  await tab.close()
}

export async function restart({ page, look, say }: Traveller): Promise<void> {
  say('restart')
  const restartButton = button(page, 'Restart')
  await restartButton.click()
  const dialog = page.getByRole('alertdialog', { name: /^Restart / })
  await dialog.waitFor()
  assert.equal(await focused(page), 'Not now', 'the safe button has the focus')
  await look(page, 'restart-dialog')
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'hidden' })
  assert.equal(await focused(page), 'Restart', 'the focus is back')
  await restartButton.click()
  await dialog.getByRole('button', { name: 'Restart' }).click()
  await page.getByRole('list', { name: 'Restart, step by step' }).waitFor()
  await look(page, 'restarting', { only: ['light'] })
  await page.frameLocator('iframe').getByLabel('Message').waitFor({ timeout: 60_000 })
}

export async function destroy({ page, look, say }: Traveller): Promise<void> {
  say('rename')
  await page.getByRole('link', { name: 'Settings' }).click()
  await page.getByLabel('What you call it').fill('quiet harbour')
  await button(page, 'Rename').click()
  await heading(page, 'quiet harbour').waitFor()
  await look(page, 'settings')

  say('destroy')
  await button(page, 'Destroy instance…').click()
  const dialog = page.getByRole('alertdialog', { name: 'Destroy quiet harbour?' })
  await dialog.waitFor()
  const confirm = dialog.getByRole('button', { name: 'Destroy instance' })
  await page.keyboard.type('quiet')
  assert.equal(await confirm.isDisabled(), true, 'half a name destroys nothing')
  await page.keyboard.type(' harbour')
  await look(page, 'destroy-dialog')
  await confirm.click()
  await page.getByText('There is nothing left to set.').waitFor()
  await page.getByRole('link', { name: 'Overview' }).click()
  await page.getByRole('list', { name: 'Destruction, piece by piece' }).waitFor()
  await look(page, 'destroying', { only: ['light'] })
  await page.getByRole('heading', { level: 2, name: 'Everything is gone' }).waitFor({ timeout: 120_000 })
  await page.getByText('Nothing more will be charged.').waitFor()
  for (const piece of ['Subscription ended', 'AI key revoked', 'Data deleted, server returned'])
    await page.getByText(piece).waitFor()
  await look(page, 'destroyed')
}

export async function leave({ page, product, look, say }: Traveller, id: string): Promise<void> {
  say('sign out')
  await page.goto(`${product.url}/nothing/here`)
  await heading(page, 'There is nothing at this address').waitFor()
  await look(page, 'not-found')
  await button(page, `Account of ${person.email}`).click()
  await look(page, 'account-menu', { only: ['light', 'dark'] })
  await button(page, 'Sign out').click()
  await heading(page, 'Sign in').waitFor()

  say('sign in again, back to where one was')
  await page.goto(`${product.url}/i/${id}/activity`)
  await heading(page, 'Sign in').waitFor()
  await page.getByLabel('Email').fill(person.email)
  await page.getByLabel('Password', { exact: true }).fill(person.password)
  await button(page, 'Sign in').click()
  await heading(page, 'quiet harbour').waitFor()
  assert.equal(new URL(page.url()).pathname, `/i/${id}/activity`)
  await page
    .getByText(/destroyed/i)
    .first()
    .waitFor()
  await look(page, 'activity-destroyed')
}

const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent?.trim() ?? '')
