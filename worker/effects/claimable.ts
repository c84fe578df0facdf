import type { Claimed } from './performance.ts'

/** Which of some orders, each with its owner if it has one, a deployment may take: its own, or else the only free one. */
export function claimable(owners: ReadonlyMap<string, string | undefined>, deploymentId: string): Claimed {
  const orders = [...owners]
  const own = orders.find(([, owner]) => owner === deploymentId)?.[0]
  const free = orders.filter(([, owner]) => owner === undefined).map(([orderId]) => orderId)
  const [only, another] = free
  return { orderId: own ?? (another === undefined ? (only ?? null) : null), free: free.length }
}
