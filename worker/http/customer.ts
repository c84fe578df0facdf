import type { Config, Env } from '../config.ts'
import { providersOf } from '../effects/providers.ts'
import { stripeCustomerOf } from '../projections/queries.ts'
import { setStripeCustomer } from '../projections/users.ts'
import type { Person } from './context.ts'

/** The person's one customer at Stripe. Two requests at once get the same one: by Stripe's key, and by the row. */
export async function customerOf(env: Env, config: Config, person: Person): Promise<string> {
  const known = await stripeCustomerOf(env.DB, person.id)
  if (known) return known
  const { customerId } = await providersOf(config).payments.createCustomer({
    userId: person.id,
    email: person.email,
    idempotencyKey: `cust:${person.id}`,
  })
  return setStripeCustomer(env.DB, person.id, customerId)
}
