import type Stripe from 'stripe'
import { newId } from './account.ts'
import type * as wire from './wire.ts'

// Each maker fills every field that the SDK's types require, so that the stand-in answers whole objects.

/** The price that sandbox/settings.ts sells. */
export const soldPrice = (created: number): wire.Price => ({
  id: 'price_sandbox_openclaw',
  object: 'price',
  active: true,
  billing_scheme: 'per_unit',
  created,
  currency: 'usd',
  custom_unit_amount: null,
  livemode: false,
  lookup_key: null,
  metadata: {},
  nickname: null,
  product: 'prod_sandbox_openclaw',
  recurring: { interval: 'month', interval_count: 1, meter: null, trial_period_days: null, usage_type: 'licensed' },
  tax_behavior: 'unspecified',
  tiers_mode: null,
  transform_quantity: null,
  type: 'recurring',
  unit_amount: 2500,
  unit_amount_decimal: '2500',
})

export const makeCustomer = (
  fields: Pick<Stripe.Customer, 'email' | 'name' | 'metadata' | 'description'>,
  created: number,
): wire.Customer => ({
  id: newId('cus'),
  object: 'customer',
  address: null,
  balance: 0,
  created,
  currency: null,
  default_source: null,
  delinquent: false,
  discount: null,
  invoice_prefix: newId('x').slice(2, 10).toUpperCase(),
  // Checkout leaves this null; see makeSubscription.
  invoice_settings: { custom_fields: null, default_payment_method: null, footer: null, rendering_options: null },
  livemode: false,
  phone: null,
  preferred_locales: [],
  shipping: null,
  tax_exempt: 'none',
  test_clock: null,
  ...fields,
})

const lastFour = { succeeds: '4242', declined: '0002', insufficient_funds: '9995', authenticate: '3184' } as const

export const makeCard = (
  customer: wire.Customer,
  behaviour: keyof typeof lastFour,
  created: number,
): wire.PaymentMethod => ({
  id: newId('pm'),
  object: 'payment_method',
  // What Checkout in subscription mode saves is not offered again unless the next session asks for `limited` ones.
  allow_redisplay: 'limited',
  billing_details: { address: null, email: customer.email, name: customer.name ?? null, phone: null, tax_id: null },
  card: {
    brand: 'visa',
    checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
    country: 'US',
    display_brand: 'visa',
    exp_month: 12,
    exp_year: 2034,
    fingerprint: `sandbox${lastFour[behaviour]}`,
    funding: 'credit',
    generated_from: null,
    last4: lastFour[behaviour],
    networks: { available: ['visa'], preferred: null },
    regulated_status: 'unregulated',
    three_d_secure_usage: { supported: true },
    wallet: null,
  },
  created,
  customer: customer.id,
  customer_account: null,
  livemode: false,
  metadata: {},
  type: 'card',
})

/** Charges are not kept as objects of their own: `latest_charge` is an id that nothing answers for. */
export const makePaymentIntent = (
  payment: { amount: number; currency: string; customer: string; card: string; paid: boolean; description: string },
  created: number,
): wire.PaymentIntent => {
  const id = newId('pi')
  return {
    id,
    object: 'payment_intent',
    allowed_payment_method_types: null,
    amount: payment.amount,
    amount_capturable: 0,
    amount_received: payment.paid ? payment.amount : 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: null,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: 'automatic',
    client_secret: `${id}_secret_sandbox`,
    confirmation_method: 'automatic',
    created,
    currency: payment.currency,
    customer: payment.customer,
    customer_account: null,
    description: payment.description,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: payment.paid ? newId('ch') : null,
    livemode: false,
    managed_payments: null,
    metadata: {},
    next_action: null,
    on_behalf_of: null,
    payment_method: payment.card,
    payment_method_configuration_details: null,
    payment_method_options: null,
    payment_method_types: ['card'],
    payment_record: null,
    processing: null,
    receipt_email: null,
    review: null,
    setup_future_usage: 'off_session',
    shipping: null,
    source: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: payment.paid ? 'succeeded' : 'requires_payment_method',
    transfer_data: null,
    transfer_group: null,
  }
}

export const makeRefund = (
  fields: Pick<Stripe.Refund, 'amount' | 'currency' | 'metadata' | 'payment_intent' | 'reason' | 'charge'>,
  created: number,
): wire.Refund => ({
  id: newId('re'),
  object: 'refund',
  balance_transaction: null,
  created,
  customer: null,
  customer_account: null,
  payment_method: null,
  receipt_number: null,
  source_transfer_reversal: null,
  status: 'succeeded',
  transfer_reversal: null,
  ...fields,
})
