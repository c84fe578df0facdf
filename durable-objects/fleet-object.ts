import { DurableObject } from 'cloudflare:workers'

/** The operator's servers as a whole; one object, by the name `fleet`. */
export type FleetRpc = {
  /**
   * Whether this order belongs to this deployment: the first that asks gets it, for ever. It keeps a lost answer from
   * being mended with another customer's server.
   */
  claimOrder(orderId: string, deploymentId: string): Promise<boolean>
}

export class FleetObject extends DurableObject implements FleetRpc {
  constructor(ctx: DurableObjectState, env: never) {
    super(ctx, env)
    ctx.storage.sql.exec('CREATE TABLE IF NOT EXISTS orders (order_id TEXT PRIMARY KEY, deployment_id TEXT NOT NULL)')
  }

  async claimOrder(orderId: string, deploymentId: string): Promise<boolean> {
    const { sql } = this.ctx.storage
    sql.exec('INSERT INTO orders (order_id, deployment_id) VALUES (?, ?) ON CONFLICT DO NOTHING', orderId, deploymentId)
    const owner = sql
      .exec<{ deployment_id: string }>('SELECT deployment_id FROM orders WHERE order_id = ?', orderId)
      .one()
    return owner.deployment_id === deploymentId
  }
}
