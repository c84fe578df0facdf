import type { Fetcher } from '../request-json.ts'
import { createCarts } from './cart.ts'
import { createCatalogue } from './catalogue.ts'
import { createOvhClient } from './client.ts'
import type { OvhConfig } from './config.ts'
import { createOrders } from './order.ts'
import type { ServerProvider } from './port.ts'
import { createRenewals } from './renewals.ts'
import * as schemas from './schemas.ts'
import { createServers } from './servers.ts'
import { createSshKeys } from './ssh-keys.ts'

/** OVHcloud's API as a `ServerProvider`. Keep the instance: it remembers OVH's clock or token, and the account. */
export function createOvh(config: OvhConfig, fetcher?: Fetcher): ServerProvider {
  const client = createOvhClient(config, fetcher)
  let account: { accountId: string; subsidiary: string } | undefined

  async function getAccountInfo() {
    const { nichandle, ovhSubsidiary } = await client.call({ method: 'GET', route: '/me', schema: schemas.account })
    account = { accountId: nichandle, subsidiary: ovhSubsidiary }
    return account
  }
  const subsidiary = async () => (account ?? (await getAccountInfo())).subsidiary

  const catalogue = createCatalogue(client, subsidiary)
  const carts = createCarts(client, catalogue, subsidiary)
  const orders = createOrders(client, config.endpoint)

  return {
    getAccountInfo,
    prepareCart: carts.prepare,
    deleteCart: carts.remove,
    getCartDatacenters: carts.datacentersOf,
    checkOutCart: orders.checkOut,
    findOrderOfCart: orders.findOfCart,
    getOrderStatus: orders.status,
    getOrderAssociatedService: orders.associatedService,
    getAvailableDatacenters: (planCode) => catalogue.datacentersOf(planCode),
    findAvailableDatacenter: catalogue.findAvailable,
    getAvailableOs: catalogue.osIn,
    ...createServers(client),
    ...createRenewals(client),
    ...createSshKeys(client),
  }
}
