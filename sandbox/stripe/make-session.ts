import type Stripe from 'stripe'
import { newId } from './account.ts'
import type * as wire from './wire.ts'

export type SessionWish = {
  customer: wire.Customer
  price: wire.Price
  quantity: number
  successUrl: string
  cancelUrl: string | null
  clientReferenceId: string | null
  metadata: Record<string, string>
  allowedPaymentMethodTypes: string[] | null
  paymentMethodCollection: Stripe.Checkout.Session.PaymentMethodCollection
  allowPromotionCodes: boolean | null
  adaptivePricing: { enabled: boolean } | null
  savedPaymentMethodOptions: Partial<Stripe.Checkout.Session.SavedPaymentMethodOptions>
  expiresAt: number
}

/** An open Checkout session in subscription mode; `pageUrl` makes the address of its hosted page. */
export function makeSession(wish: SessionWish, created: number, pageUrl: (id: string) => string): wire.Session {
  const id = newId('cs_test')
  const amount = (wish.price.unit_amount ?? 0) * wish.quantity
  return {
    id,
    object: 'checkout.session',
    adaptive_pricing: wish.adaptivePricing,
    after_expiration: null,
    allow_promotion_codes: wish.allowPromotionCodes,
    allowed_payment_method_types: wish.allowedPaymentMethodTypes,
    amount_subtotal: amount,
    amount_total: amount,
    automatic_tax: { enabled: false, liability: null, provider: null, status: null },
    billing_address_collection: null,
    cancel_url: wish.cancelUrl,
    client_reference_id: wish.clientReferenceId,
    client_secret: null,
    collected_information: null,
    consent: null,
    consent_collection: null,
    created,
    currency: wish.price.currency,
    currency_conversion: null,
    custom_fields: [],
    custom_text: { after_submit: null, shipping_address: null, submit: null, terms_of_service_acceptance: null },
    customer: wish.customer.id,
    customer_account: null,
    customer_creation: null,
    customer_details: {
      address: null,
      business_name: null,
      email: wish.customer.email,
      individual_name: null,
      name: null,
      phone: null,
      tax_exempt: 'none',
      tax_ids: null,
    },
    customer_email: null,
    discounts: [],
    expires_at: wish.expiresAt,
    integration_identifier: null,
    invoice: null,
    invoice_creation: null,
    livemode: false,
    locale: null,
    managed_payments: null,
    metadata: wish.metadata,
    mode: 'subscription',
    origin_context: null,
    payment_intent: null,
    payment_link: null,
    payment_method_collection: wish.paymentMethodCollection,
    payment_method_configuration_details: null,
    payment_method_options: null,
    payment_method_types: wish.allowedPaymentMethodTypes ?? ['card', 'link'],
    payment_status: 'unpaid',
    permissions: null,
    recovered_from: null,
    saved_payment_method_options: {
      allow_redisplay_filters: wish.savedPaymentMethodOptions.allow_redisplay_filters ?? ['always'],
      payment_method_remove: 'disabled',
      payment_method_save: wish.savedPaymentMethodOptions.payment_method_save ?? null,
    },
    setup_intent: null,
    shipping_address_collection: null,
    shipping_cost: null,
    shipping_options: [],
    status: 'open',
    submit_type: null,
    subscription: null,
    success_url: wish.successUrl,
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    ui_mode: 'hosted_page',
    url: pageUrl(id),
    wallet_options: null,
  }
}
