/** Integer cents of US dollars, as Stripe counts. */
export type Cents = number
/** Integer millionths of a US dollar, as model credit is counted. */
export type Micros = number

/** Ten thousand micro-dollars make a cent. */
export const microsOfCents = (cents: Cents): Micros => cents * 10_000
