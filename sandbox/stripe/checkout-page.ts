import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import { sandboxPage } from '../page.ts'
import type { Account, CardBehaviour } from './account.ts'
import { paySession } from './billing.ts'
import { Refusal } from './refusal.ts'
import type { Session } from './wire.ts'

/** The hosted page's cards, with the numbers that Stripe's own test mode has for them (docs.stripe.com/testing). */
const cards: Record<CardBehaviour, string> = {
  succeeds: '4242 4242 4242 4242: succeeds',
  declined: '4000 0000 0000 0002: is declined',
  insufficient_funds: '4000 0000 0000 9995: has insufficient funds',
  authenticate: '4000 0027 6000 3184: asks for 3D Secure',
}

/** What a bank and Stripe take together to take the money for a card, at realistic pace. */
const paymentMs = 1500

/** The pages that stand for checkout.stripe.com: plain forms, no scripts, and no number to type. */
export function checkoutPages(account: Account): Hono {
  const { state, context } = account
  const app = new Hono()

  app.get('/stripe/checkout/:id', (c) => {
    const session = state.sessions[c.req.param('id')]
    if (!session) return c.html(sandboxPage('Checkout', html`<p>There is no such session.</p>`), 404)
    return c.html(checkoutPage(session))
  })

  app.post('/stripe/checkout/:id', async (c) => {
    const session = state.sessions[c.req.param('id')]
    if (!session) return c.html(sandboxPage('Checkout', html`<p>There is no such session.</p>`), 404)
    if (session.status !== 'open') return c.html(checkoutPage(session), 409)
    const { card } = await c.req.parseBody()
    const chosen = String(card ?? '')
    if (!Object.hasOwn(cards, chosen)) return c.html(checkoutPage(session, 'Choose a card.'), 400)
    if (chosen === 'authenticate') return c.redirect(`/stripe/checkout/${session.id}/authenticate`, 303)
    return pay(c, session, chosen as CardBehaviour)
  })

  app.get('/stripe/checkout/:id/authenticate', (c) => {
    const session = state.sessions[c.req.param('id')]
    if (session?.status !== 'open') return c.html(sandboxPage('3D Secure', html`<p>Nothing to confirm.</p>`), 404)
    return c.html(
      sandboxPage(
        '3D Secure',
        html`<p>The bank asks whether you want to pay ${amountOf(session)}.</p>
          <form method="post">
            <button name="answer" value="complete">Complete</button> <button name="answer" value="fail">Fail</button>
          </form>`,
      ),
    )
  })

  app.post('/stripe/checkout/:id/authenticate', async (c) => {
    const session = state.sessions[c.req.param('id')]
    if (session?.status !== 'open') return c.html(sandboxPage('3D Secure', html`<p>Nothing to confirm.</p>`), 404)
    const { answer } = await c.req.parseBody()
    if (answer === 'complete') return pay(c, session, 'authenticate')
    return c.html(checkoutPage(session, 'We are unable to authenticate your payment method.'), 402)
  })

  async function pay(c: Context, session: Session, card: CardBehaviour): Promise<Response> {
    await new Promise((resolve) => setTimeout(resolve, paymentMs * context.pace()))
    try {
      const paid = paySession(account, session.id, card)
      return c.redirect(returnUrl(paid), 303)
    } catch (error) {
      if (error instanceof Refusal) return c.html(checkoutPage(session, error.message), error.status as 402)
      throw error
    }
  }

  return app
}

export const returnUrl = (session: Session): string =>
  (session.success_url ?? '').replaceAll('{CHECKOUT_SESSION_ID}', session.id)

function checkoutPage(session: Session, problem?: string) {
  const body = (() => {
    if (session.status === 'complete')
      return html`<p>This is already paid.</p>
        <p><a href="${returnUrl(session)}">Return to the shop</a></p>`
    if (session.status !== 'open') return html`<p>This page has expired.</p>`
    return html`
      <p><b>OpenClaw</b>, ${amountOf(session)} a month</p>
      <p>E-mail: ${session.customer_details?.email}</p>
      ${problem ? html`<p role="alert"><b>${problem}</b></p>` : ''}
      <form method="post" action="/stripe/checkout/${session.id}">
        <fieldset>
          <legend>Card</legend>
          ${Object.entries(cards).map(
            ([value, label]) =>
              html`<label
                ><input type="radio" name="card" value="${value}" ${value === 'succeeds' ? 'checked' : ''} />
                ${label}</label
              >`,
          )}
        </fieldset>
        <p><button>Pay ${amountOf(session)}</button></p>
      </form>
      ${session.cancel_url ? html`<p><a href="${session.cancel_url}">Back</a></p>` : ''}
    `
  })()
  return sandboxPage('Checkout', body)
}

const amountOf = (session: Session): string =>
  new Intl.NumberFormat('en-US', { style: 'currency', currency: session.currency ?? 'usd' }).format(
    (session.amount_total ?? 0) / 100,
  )
