import type { Account } from './account.ts'
import { announcePaid, endSubscription, expireSession, settle } from './billing.ts'
import { makeInvoice } from './make-invoice.ts'
import { monthLater } from './make-subscription.ts'
import { type Invoice, idOf, type PaymentMethod, type Subscription } from './wire.ts'

/** Days after a failed renewal on which it is tried again; after the last one the subscription ends (a choice that Stripe's dashboard offers). */
const retryDays = [3, 5, 7]
const daySeconds = 24 * 60 * 60

/** Lets happen what fell due: sessions expire, subscriptions renew, failed renewals are tried again. */
export function settleDue(account: Account): void {
  const now = account.seconds()
  for (const session of Object.values(account.state.sessions))
    if (session.status === 'open' && session.expires_at <= now) expireSession(account, session)
  for (const subscription of Object.values(account.state.subscriptions)) {
    while (isDue(subscription, now)) renew(account, subscription)
    retry(account, subscription, now)
  }
}

const isDue = (subscription: Subscription, now: number) =>
  (subscription.status === 'active' || subscription.status === 'past_due') && periodEnd(subscription) <= now

const periodEnd = (subscription: Subscription) => subscription.items.data[0]?.current_period_end ?? Infinity

function renew(account: Account, subscription: Subscription): void {
  const { state } = account
  if (subscription.cancel_at_period_end) {
    endSubscription(account, subscription, 'cancellation_requested')
    return
  }
  const customer = state.customers[idOf(subscription.customer)]
  if (!customer) throw new Error(`${subscription.id} has lost its customer`)
  for (const item of subscription.items.data) {
    item.current_period_start = item.current_period_end
    item.current_period_end = monthLater(item.current_period_start)
  }
  const invoice = makeInvoice(subscription, customer, 'subscription_cycle', account.seconds())
  state.invoices[invoice.id] = invoice
  subscription.latest_invoice = invoice.id
  charge(account, subscription, invoice)
}

/** The subscription's own card outranks the customer's; without either nothing can be paid. */
function cardOf({ state }: Account, subscription: Subscription): PaymentMethod | undefined {
  const customer = state.customers[idOf(subscription.customer)]
  const chosen = subscription.default_payment_method ?? customer?.invoice_settings.default_payment_method
  return state.paymentMethods[idOf(chosen) ?? '']
}

function charge(account: Account, subscription: Subscription, invoice: Invoice): void {
  const { state } = account
  const card = cardOf(account, subscription)
  if (card && !state.failingRenewals.includes(subscription.id)) {
    settle(account, invoice, card)
    subscription.status = 'active'
    announcePaid(account, invoice)
    account.emit('customer.subscription.updated', subscription)
    return
  }
  const wait = retryDays[invoice.attempt_count]
  invoice.attempted = true
  invoice.attempt_count += 1
  invoice.next_payment_attempt = wait === undefined ? null : account.seconds() + wait * daySeconds
  account.emit('invoice.payment_failed', invoice)
  if (wait === undefined) {
    endSubscription(account, subscription, 'payment_failed')
    return
  }
  const { status } = subscription
  subscription.status = 'past_due'
  account.emit('customer.subscription.updated', subscription, { status })
}

function retry(account: Account, subscription: Subscription, now: number): void {
  const invoice = account.state.invoices[idOf(subscription.latest_invoice) ?? '']
  if (subscription.status !== 'past_due' || !invoice || invoice.status !== 'open') return
  if (invoice.next_payment_attempt !== null && invoice.next_payment_attempt <= now)
    charge(account, subscription, invoice)
}
