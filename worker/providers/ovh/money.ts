import type { PreparedCart } from './port.ts'

type Prices = { withoutTax: { value: number; currencyCode: string } }

/** OVH's decimal price in whole cents; a fraction of a cent counts as one, so that a ceiling is never passed unseen. */
export function priceOf({ withoutTax }: Prices): Pick<PreparedCart, 'priceCents' | 'currency'> {
  return { priceCents: Math.ceil(withoutTax.value * 100 - 1e-6), currency: withoutTax.currencyCode }
}
