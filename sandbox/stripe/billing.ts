import { type Account, type CardBehaviour, newId } from './account.ts'
import { makeInvoice, makeInvoicePayment } from './make-invoice.ts'
import { makeSubscription } from './make-subscription.ts'
import { makeCard, makePaymentIntent } from './objects.ts'
import { invalid, missing, Refusal } from './refusal.ts'
import { type Invoice, idOf, type PaymentMethod, type Session, type Subscription } from './wire.ts'

const declines = {
  declined: { decline_code: 'generic_decline', message: 'Your card was declined.' },
  insufficient_funds: { decline_code: 'insufficient_funds', message: 'Your card has insufficient funds.' },
} as const

/** Pays an open session as a person on the hosted page does; throws a card error where the card refuses, and the session stays open. */
export function paySession(account: Account, sessionId: string, behaviour: CardBehaviour): Session {
  const { state } = account
  const session = state.sessions[sessionId]
  if (!session) throw missing('checkout.session', sessionId)
  if (session.status !== 'open') throw invalid(`This session is ${session.status}.`)
  if (behaviour === 'declined' || behaviour === 'insufficient_funds') {
    throw new Refusal(402, { type: 'card_error', code: 'card_declined', ...declines[behaviour] })
  }

  const customer = state.customers[idOf(session.customer) ?? '']
  const order = state.orders[session.id]
  const price = state.prices[order?.price ?? '']
  if (!customer || !order || !price) throw new Error(`session ${session.id} has lost its customer or price`)

  const now = account.seconds()
  const card = makeCard(customer, behaviour, now)
  state.paymentMethods[card.id] = card
  const { quantity, metadata, description } = order
  const wish = { customer: customer.id, card: card.id, price, quantity, metadata, description }
  const subscription = makeSubscription(wish, now)
  state.subscriptions[subscription.id] = subscription
  const invoice = makeInvoice(subscription, customer, 'subscription_create', now)
  state.invoices[invoice.id] = invoice
  subscription.latest_invoice = invoice.id
  settle(account, invoice, card)

  Object.assign(session, {
    status: 'complete',
    payment_status: 'paid',
    subscription: subscription.id,
    invoice: invoice.id,
    url: null,
  } satisfies Partial<Session>)
  account.emit('payment_method.attached', card)
  account.emit('checkout.session.completed', session)
  account.emit('customer.subscription.created', subscription)
  announcePaid(account, invoice)
  return session
}

/** Takes the money for an invoice: a payment intent, the link between the two, and the invoice paid. */
export function settle(account: Account, invoice: Invoice, card: PaymentMethod): void {
  const now = account.seconds()
  const customer = idOf(invoice.customer) ?? ''
  const payment = { amount: invoice.total, currency: invoice.currency, customer, card: card.id, paid: true }
  const intent = makePaymentIntent({ ...payment, description: 'Subscription' }, now)
  account.state.paymentIntents[intent.id] = intent
  const link = makeInvoicePayment(invoice, intent.id, now)
  account.state.invoicePayments[link.id] = link
  Object.assign(invoice, {
    status: 'paid',
    amount_paid: invoice.total,
    amount_remaining: 0,
    attempted: true,
    attempt_count: invoice.attempt_count + 1,
    next_payment_attempt: null,
    number: newId('x').slice(2, 10).toUpperCase(),
    status_transitions: { ...invoice.status_transitions, paid_at: now },
  } satisfies Partial<Invoice>)
}

export function announcePaid(account: Account, invoice: Invoice): void {
  const link = Object.values(account.state.invoicePayments).find((each) => idOf(each.invoice) === invoice.id)
  const intent = account.state.paymentIntents[idOf(link?.payment.payment_intent) ?? '']
  if (intent) account.emit('payment_intent.succeeded', intent)
  account.emit('invoice.paid', invoice)
}

export function expireSession(account: Account, session: Session): void {
  session.status = 'expired'
  session.url = null
  account.emit('checkout.session.expired', session)
}

/** Ends a subscription now; nothing is refunded. */
export function endSubscription(
  account: Account,
  subscription: Subscription,
  reason: 'cancellation_requested' | 'payment_failed',
): void {
  const now = account.seconds()
  Object.assign(subscription, {
    status: 'canceled',
    canceled_at: subscription.canceled_at ?? now,
    ended_at: now,
    cancellation_details: { comment: null, feedback: null, feedback_option: null, reason },
  } satisfies Partial<Subscription>)
  account.emit('customer.subscription.deleted', subscription)
}
