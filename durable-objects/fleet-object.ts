import { DurableObject } from 'cloudflare:workers'
import { claimable } from '../worker/effects/claimable.ts'
import type { Claimed } from '../worker/effects/performance.ts'

/** The operator's servers as a whole; one object, by the name `fleet`. */
export type FleetRpc = {
  /**
   * Gives this cart the order that it already has, or else the one among `candidates` that no other cart has, for ever;
   * with several of them free it gives none. It keeps a lost answer from being mended with another customer's server.
   */
  claimOrder(cartId: string, candidates: string[]): Promise<Claimed>
}

export class FleetObject extends DurableObject implements FleetRpc {
  constructor(ctx: DurableObjectState, env: never) {
    super(ctx, env)
    ctx.storage.sql.exec('CREATE TABLE IF NOT EXISTS orders (order_id TEXT PRIMARY KEY, cart_id TEXT NOT NULL UNIQUE)')
  }

  async claimOrder(cartId: string, candidates: string[]): Promise<Claimed> {
    const { sql } = this.ctx.storage
    const cartOf = new Map<string, string>()
    for (const orderId of ['', ...candidates]) {
      const rows = sql.exec<{ order_id: string; cart_id: string }>(
        'SELECT order_id, cart_id FROM orders WHERE order_id = ? OR cart_id = ?',
        ...[orderId, cartId],
      )
      for (const row of rows) cartOf.set(row.order_id, row.cart_id)
    }
    const claimed = claimable(cartOf, cartId, candidates)
    if (claimed.orderId !== null && !cartOf.has(claimed.orderId)) {
      sql.exec('INSERT INTO orders (order_id, cart_id) VALUES (?, ?)', claimed.orderId, cartId)
    }
    return claimed
  }
}
