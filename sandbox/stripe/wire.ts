import type Stripe from 'stripe'

// Stripe's objects as they travel: the SDK's own types, so that a new SDK with other fields stops compiling here. Only
// decimals differ, which the SDK turns from text into objects of its own.

export type Price = Omit<Stripe.Price, 'unit_amount_decimal'> & { unit_amount_decimal: string | null }
type Plan = Omit<Stripe.Plan, 'amount_decimal'> & { amount_decimal: string | null }
export type SubscriptionItem = Omit<Stripe.SubscriptionItem, 'price' | 'plan'> & { price: Price; plan: Plan }
export type Subscription = Omit<Stripe.Subscription, 'items'> & { items: Stripe.ApiList<SubscriptionItem> }
export type InvoiceLine = Omit<Stripe.InvoiceLineItem, 'quantity_decimal' | 'pricing'> & {
  quantity_decimal: string | null
  pricing: { type: string; price_details: { price: string; product: string }; unit_amount_decimal: string } | null
}
export type Invoice = Omit<Stripe.Invoice, 'lines'> & { lines: Stripe.ApiList<InvoiceLine> }
export type Session = Stripe.Checkout.Session
export type Customer = Stripe.Customer
export type PaymentMethod = Stripe.PaymentMethod
export type PaymentIntent = Stripe.PaymentIntent
export type InvoicePayment = Stripe.InvoicePayment
export type Refund = Stripe.Refund
export type EventType = Stripe.EventBase['type']
export type Event = Omit<Stripe.EventBase, 'data'> & { data: { object: unknown; previous_attributes?: object } }

/** The id in a field that may hold an id or, where it was expanded, the object. */
export function idOf(field: string | { id: string }): string
export function idOf(field: string | { id: string } | null | undefined): string | null
export function idOf(field: string | { id: string } | null | undefined): string | null {
  return typeof field === 'string' ? field : (field?.id ?? null)
}
