import { DurableObject } from 'cloudflare:workers'
import { claimable } from '../worker/effects/claimable.ts'
import type { Claimed } from '../worker/effects/performance.ts'

/** The operator's servers as a whole; one object, by the name `fleet`. */
export type FleetRpc = {
  /**
   * Gives this deployment the one order among `candidates` that nobody else has, for ever; with several of them free it
   * gives none. It keeps a lost answer from being mended with another customer's server.
   */
  claimOrder(candidates: string[], deploymentId: string): Promise<Claimed>
}

export class FleetObject extends DurableObject implements FleetRpc {
  constructor(ctx: DurableObjectState, env: never) {
    super(ctx, env)
    ctx.storage.sql.exec('CREATE TABLE IF NOT EXISTS orders (order_id TEXT PRIMARY KEY, deployment_id TEXT NOT NULL)')
  }

  async claimOrder(candidates: string[], deploymentId: string): Promise<Claimed> {
    const { sql } = this.ctx.storage
    const owners = new Map(
      candidates.map((orderId) => {
        const owner = sql
          .exec<{ deployment_id: string }>('SELECT deployment_id FROM orders WHERE order_id = ?', orderId)
          .toArray()[0]
        return [orderId, owner?.deployment_id] as const
      }),
    )
    const claimed = claimable(owners, deploymentId)
    if (claimed.orderId !== null) {
      const row = [claimed.orderId, deploymentId]
      sql.exec('INSERT INTO orders (order_id, deployment_id) VALUES (?, ?) ON CONFLICT DO NOTHING', ...row)
    }
    return claimed
  }
}
