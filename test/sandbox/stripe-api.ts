import type { OwnSandbox } from './own-sandbox.ts'

export const stripeHeaders = {
  authorization: 'Bearer sk_test_sandbox',
  'stripe-version': '2026-10-28.endive',
  'content-type': 'application/x-www-form-urlencoded',
}

/** What Stripe answers; only as much of it as the tests look at. */
export type Answer = {
  status: number
  headers: Headers
  body: Record<string, unknown> & {
    id: string
    error?: { type: string; code?: string; param?: string; message: string }
  }
}

/** Calls Stripe's API as any HTTP client may, without the SDK's help. */
export async function callStripe(
  sandbox: OwnSandbox,
  operation: string,
  params: Record<string, string> = {},
  headers: Record<string, string> = {},
): Promise<Answer> {
  const [method = 'GET', path = ''] = operation.split(' ')
  const encoded = new URLSearchParams(params).toString()
  const post = method === 'POST'
  const query = !post && encoded ? `?${encoded}` : ''
  const sent = { ...stripeHeaders, ...headers }
  const response = await sandbox.request(method, `${path}${query}`, {
    headers: sent,
    ...(post ? { body: encoded } : {}),
  })
  return { status: response.status, headers: response.headers, body: (await response.json()) as Answer['body'] }
}

/** The parameters of a session that the stand-in accepts, for a customer that it has. */
export const sessionParams = (customer: string): Record<string, string> => ({
  mode: 'subscription',
  customer,
  'line_items[0][price]': 'price_sandbox_openclaw',
  'line_items[0][quantity]': '1',
  success_url: 'https://example.com/ok?session={CHECKOUT_SESSION_ID}',
  cancel_url: 'https://example.com/back',
  'metadata[deployment_id]': 'dep_1',
  'subscription_data[metadata][deployment_id]': 'dep_1',
})

export async function openSession(sandbox: OwnSandbox): Promise<{ customer: string; session: string }> {
  const customer = await callStripe(sandbox, 'POST /v1/customers', { email: 'ada@example.com' })
  const session = await callStripe(sandbox, 'POST /v1/checkout/sessions', sessionParams(customer.body.id))
  return { customer: customer.body.id, session: session.body.id }
}
