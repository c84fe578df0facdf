/** The servers that we rent, in our words; `createOvh` in adapter.ts speaks OVHcloud's API for it (facts: docs/providers/ovh.md). */
export type ServerProvider = {
  /** Makes a cart that would order one server: assigned, configured, mandatory options in, price checked by a dry run. Buys nothing. */
  prepareCart(need: ServerNeed): Promise<PreparedCart>
  /** Buys what is in the cart: the only call here that spends money. Never repeat it without `findOrderOfCart`. */
  checkOutCart(cartId: string): Promise<{ orderId: string; priceCents: number; currency: string }>
  /**
   * After an unclear `checkOutCart`: whether the cart was bought. `ordered` lists each order since `since` that this cart
   * can have made (newest last); the caller adopts one only if no other deployment has it.
   */
  findOrderOfCart(cart: { cartId: string; planCode: string; since: string }): Promise<CartFate>
  deleteCart(cartId: string): Promise<void>
  getOrderStatus(orderId: string): Promise<OrderStatus>
  /** The server that an order brought, or undefined while there is none. */
  getOrderAssociatedService(order: { orderId: string; planCode: string }): Promise<string | undefined>

  listVps(): Promise<string[]>
  getVpsDetails(serviceName: string): Promise<VpsDetails>
  getVpsIps(serviceName: string): Promise<{ ipv4: string[]; ipv6: string[] }>
  /** Tasks that are under way (`todo`, `doing`); a rebuild is refused while there is one. */
  listRunningTasks(serviceName: string): Promise<VpsTask[]>
  /** The task, or undefined once OVH has forgotten it (a finished task may answer 404). */
  getTask(serviceName: string, taskId: string): Promise<VpsTask | undefined>
  getAvailableImages(serviceName: string): Promise<VpsImage[]>
  getImageDetails(serviceName: string, imageId: string): Promise<VpsImage>
  /** Wipes the disk and installs `imageId`; the key goes to the image's default user. Refused (`busy`) while a task runs. */
  rebuildVps(serviceName: string, rebuild: { imageId: string; sshPublicKey: string }): Promise<VpsTask>
  rebootVps(serviceName: string): Promise<VpsTask>
  /** Stops the renewal without an e-mail token; the server runs on, paid, until `paidUntil`. `notYet` while OVH is still activating it. */
  terminateVps(serviceName: string): Promise<{ kind: 'stopped'; paidUntil: string } | { kind: 'notYet' }>
  getServiceInfos(serviceName: string): Promise<ServiceInfos>

  addSshKey(key: { name: string; publicKey: string }): Promise<void>
  deleteSshKey(name: string): Promise<void>
  listSshKeys(): Promise<string[]>

  /** Datacentres of a plan with what OVH says of their stock for Linux. */
  getAvailableDatacenters(planCode: string): Promise<Datacenter[]>
  /** The first pair of plan and datacentre, in the settings' order of preference, that is in stock; undefined when none is. */
  findAvailableDatacenter(need: ServerNeed): Promise<{ planCode: string; datacenter: string } | undefined>
  /** The values that a cart's item accepts as its datacentre. */
  getCartDatacenters(cartId: string, itemId: string): Promise<string[]>
  /** Operating systems on offer in a datacentre; OVH wants to know which one would be ordered. */
  getAvailableOs(datacenter: string, os: string): Promise<string[]>
  getAccountInfo(): Promise<{ accountId: string; subsidiary: string }>
}

/** What is wanted, in order of preference; every value comes from settings. */
export type ServerNeed = {
  planCodes: string[]
  /** Preferred datacentres; empty means any. */
  datacenters: string[]
  /** OVH's catalogue name, e.g. `Debian 12`. */
  os: string
  /** Refuse to order above this monthly price without tax, in cents of the account's currency. */
  maxPriceCents: number
}

export type PreparedCart = {
  cartId: string
  /** The server's item in the cart. */
  itemId: string
  planCode: string
  datacenter: string
  priceCents: number
  currency: string
}

/** | `notOrdered`: the cart is still open and no order came of it | `ordered`: it was bought; these may be its orders | `unclear`: OVH can't tell. */
export type CartFate = { kind: 'notOrdered' } | { kind: 'ordered'; orderIds: string[] } | { kind: 'unclear' }

/**
 * | stage        | meaning                                                            |
 * | ------------ | ------------------------------------------------------------------ |
 * | `processing` | OVH works on it                                                    |
 * | `held`       | OVH waits for a person: documents, a fraud check, a payment        |
 * | `delivered`  | the server exists (its first installation may still run)           |
 * | `cancelled`  | there will be no server and no bill                                |
 */
export type OrderStatus = {
  stage: 'processing' | 'held' | 'delivered' | 'cancelled' /** OVH's own word, e.g. `checking`, `FRAUD_CHECK`. */
  detail: string
}

export type VpsDetails = {
  serviceName: string
  /** `running`, `installing`, … as OVH says; never switched on exhaustively. */
  state: string
  planCode: string
  datacenter: string
  memoryMb: number
  vcpus: number
  locked: boolean
}

/** `progress` is 0 to 100. */
export type VpsTask = { taskId: string; state: 'running' | 'done' | 'failed'; type: string; progress: number }

export type VpsImage = { imageId: string; name: string }

/** `paidUntil` is the start (UTC) of the day that OVH names; `renews` tells whether OVH will go on charging after it. */
export type ServiceInfos = { serviceId: string; paidUntil: string; renews: boolean; status: string }

export type Datacenter = { name: string; available: boolean }
