import { and, eq, isNull } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { user } from './auth-tables.ts'
import { stripeCustomerOf } from './queries.ts'

/** Keeps the first customer that was set, and answers it. */
export async function setStripeCustomer(db: D1Database, userId: string, customerId: string): Promise<string> {
  await drizzle(db)
    .update(user)
    .set({ stripeCustomerId: customerId })
    .where(and(eq(user.id, userId), isNull(user.stripeCustomerId)))
  return (await stripeCustomerOf(db, userId)) ?? customerId
}
