import { Hono } from 'hono'
import * as z from 'zod/mini'
import type { Account } from './account.ts'
import { bool, expand, metadata, text } from './form.ts'
import { makeCustomer } from './objects.ts'
import { body, expanded, listPage, listParams, onlyExpand, query } from './read.ts'
import { missing } from './refusal.ts'
import { type Customer, idOf } from './wire.ts'

const createParams = z.strictObject({
  email: z.optional(z.email()),
  name: z.optional(text),
  description: z.optional(text),
  metadata: z.optional(metadata),
  expand,
})
const updateParams = z.strictObject({
  ...createParams.shape,
  invoice_settings: z.optional(z.strictObject({ default_payment_method: z.optional(z.string()) })),
})
const customerFilters = listParams({ email: z.optional(text) })
const methodFilters = listParams({ type: z.optional(text) })
const priceFilters = listParams({ active: z.optional(bool), product: z.optional(text) })

/** Customers with their cards, and prices. */
export function customerRoutes(account: Account): Hono {
  const { state, context } = account
  const app = new Hono()
  const known = (id: string): Customer => {
    const customer = state.customers[id]
    if (!customer) throw missing('customer', id)
    return customer
  }

  app.post('/customers', async (c) => {
    const { email = null, name = null, description = null, metadata = {}, expand } = await body(c, createParams)
    const customer = makeCustomer({ email, name, description, metadata }, account.seconds())
    state.customers[customer.id] = customer
    account.emit('customer.created', customer)
    return c.json(expanded(state, customer, expand))
  })

  app.get('/customers', (c) => {
    const { email, ...page } = query(c, customerFilters)
    return listPage(c, state.customers, page, (each) => email === undefined || each.email === email)
  })

  app.get('/customers/:id', (c) => {
    const { expand } = query(c, onlyExpand)
    return c.json(expanded(state, known(c.req.param('id')), expand))
  })

  app.post('/customers/:id', async (c) => {
    const customer = known(c.req.param('id'))
    const change = await body(c, updateParams)
    const card = change.invoice_settings?.default_payment_method
    if (card !== undefined) {
      if (card !== '' && idOf(state.paymentMethods[card]?.customer) !== customer.id)
        throw missing('PaymentMethod', card, 'invoice_settings[default_payment_method]')
      customer.invoice_settings.default_payment_method = card === '' ? null : card
    }
    customer.email = change.email ?? customer.email
    customer.name = change.name ?? customer.name ?? null
    customer.description = change.description ?? customer.description
    mergeMetadata(customer.metadata, change.metadata)
    account.emit('customer.updated', customer)
    context.store.save()
    return c.json(expanded(state, customer, change.expand))
  })

  app.get('/customers/:id/payment_methods', (c) => {
    const { id } = known(c.req.param('id'))
    const { type, ...page } = query(c, methodFilters)
    return listPage(
      c,
      state.paymentMethods,
      page,
      (each) => idOf(each.customer) === id && (type === undefined || each.type === type),
    )
  })

  app.get('/prices', (c) => {
    const { active, product, ...page } = query(c, priceFilters)
    return listPage(
      c,
      state.prices,
      page,
      (each) => (active === undefined || each.active === active) && (product === undefined || each.product === product),
    )
  })

  app.get('/prices/:id', (c) => {
    const price = state.prices[c.req.param('id')]
    if (!price) throw missing('price', c.req.param('id'))
    return c.json(expanded(state, price, query(c, onlyExpand).expand))
  })

  return app
}

/** Stripe merges metadata name by name; an empty value removes one. */
export function mergeMetadata(kept: Record<string, string>, change: Record<string, string> = {}): void {
  for (const [name, value] of Object.entries(change)) {
    if (value === '') delete kept[name]
    else kept[name] = value
  }
}
