import type { Claimed } from './performance.ts'

/**
 * Which order a cart may take, given the carts that orders have: its own one, or else the only candidate that is free.
 * An order that it already has comes first even where it isn't a candidate, since OVH lists new orders late.
 */
export function claimable(cartOf: ReadonlyMap<string, string>, cartId: string, candidates: readonly string[]): Claimed {
  const own = [...cartOf].find(([, cart]) => cart === cartId)?.[0]
  const free = candidates.filter((orderId) => !cartOf.has(orderId))
  const only = free.length === 1 ? (free[0] ?? null) : null
  return { orderId: own ?? only, free: free.length }
}
