import type { StandInContext } from '../stand-in.ts'
import type { MachineHost } from './machine-host.ts'

/** Money is cents of the endpoint's currency; times are epoch milliseconds of the sandbox's clock. */
export type OvhState = {
  /** Which of OVH's three companies is played. */
  endpoint: 'us' | 'eu' | 'ca'
  lastId: number
  carts: Cart[]
  orders: Order[]
  servers: Server[]
  sshKeys: { keyName: string; key: string }[]
  tokens: { value: string; endsAt: number }[]
  /** Letters to the account's owner; nobody reads them, which is the point of most. */
  mails: { at: number; subject: string }[]
  /** What the control page has changed; keys are `<datacentre>` or `<plan>@<datacentre>`. */
  stock: Record<string, string>
  pricePercent: number
  holdNextOrderAs: Hold | null
  failNextInstallation: boolean
}

export type Cart = {
  cartId: string
  description: string
  expire: string
  assigned: boolean
  readOnly: boolean
  items: CartItem[]
}
export type CartItem = {
  itemId: number
  parentItemId: number | null
  planCode: string
  configurations: { id: number; label: string; value: string }[]
}

/** OVH's own words for an order that waits for a person. */
export type Hold = 'documentsRequested' | 'notPaid' | 'FRAUD_MANUAL_REVIEW'

export type Order = {
  orderId: number
  cartId: string
  orderedAt: number
  lines: { detailId: number; planCode: string; cents: number }[]
  planCode: string
  datacenter: string
  os: string
  hold: Hold | null
  cancelled: boolean
  validatedAt: number
  deliveredAt: number
  operationId: number
  serviceName: string | null
}

export type Server = {
  serviceName: string
  serviceId: number
  orderId: number
  planCode: string
  datacenter: string
  imageName: string
  ipv4: string
  createdAt: number
  /** Before this, OVH refuses to change the renewal of a fresh server. */
  activeAt: number
  paidUntil: number
  renew: Renew
  renewalType: string
  locked: boolean
  gone: boolean
  tasks: Task[]
}

export type Renew = {
  automatic: boolean
  deleteAtExpiration: boolean
  forced: boolean
  manualPayment?: boolean | null
  period?: number | null
}

export type Task = {
  id: number
  type: string
  state: 'todo' | 'doing' | 'done' | 'error'
  startedAt: number
  dueAt: number
  /** The machine's own part; a task ends when its time is over and this is settled. */
  machine: 'none' | 'waiting' | 'ready' | 'failed'
  install: { imageName: string; sshPublicKey: string | null } | null
  forgotten: boolean
}

export const initialState = (): OvhState => ({
  endpoint: 'us',
  lastId: 1000,
  carts: [],
  orders: [],
  servers: [],
  sshKeys: [],
  tokens: [],
  mails: [],
  stock: {},
  pricePercent: 100,
  holdNextOrderAs: null,
  failNextInstallation: false,
})

/** What every route of the stand-in works on. */
export type World = {
  context: StandInContext
  machines: MachineHost
  state: OvhState
  nextId(): number
}
