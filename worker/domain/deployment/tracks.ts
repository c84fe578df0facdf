import type { DeploymentEvent, ServerOrdered } from './events.ts'
import { broken, type Deployment, type MachineTrack, type Mark, type ServerTrack } from './state.ts'

/** When something that a person waits for came true. */
export const marked = (state: Deployment, mark: Mark, event: DeploymentEvent): Deployment => ({
  ...state,
  marks: { ...state.marks, [mark]: event.at },
})

/** The cart's server, now under its order. */
export function ordered(cart: Extract<ServerTrack, { kind: 'cartReady' }>, event: ServerOrdered): ServerTrack {
  const { orderId, priceCents, currency } = event
  return {
    kind: 'ordered',
    held: null,
    orderId,
    planCode: cart.planCode,
    datacenter: cart.datacenter,
    priceCents,
    currency,
  }
}

/** The order's server, now under its own name. */
export function delivered(ordered: Extract<ServerTrack, { kind: 'ordered' }>, serviceName: string): ServerTrack {
  const { kind: _, held: __, ...order } = ordered
  return { kind: 'delivered', serviceName, ...order, address: null, release: { paidUntil: null, wiped: false } }
}

type Delivered = Extract<ServerTrack, { kind: 'delivered' }>

/** Throws where no server was delivered: the stream is broken. */
export function withDelivered(
  state: Deployment,
  event: DeploymentEvent,
  change: (server: Delivered) => Delivered,
): Deployment {
  return state.server.kind === 'delivered' ? { ...state, server: change(state.server) } : broken(event, state)
}

/** A second delivery of the document keeps what the machine has told so far. */
export function startInstalling(machine: MachineTrack, at: string): MachineTrack | undefined {
  if (machine.kind === 'installing') return { ...machine, lastSignAt: at }
  if (machine.kind !== 'reached') return undefined
  const { hostKey, user } = machine
  return { kind: 'installing', hostKey, user, step: null, attempt: 1, lastSignAt: at, redelivered: false }
}

type Installing = Extract<MachineTrack, { kind: 'installing' }>

/** Throws where no machine was reached: the stream is broken. */
export function withInstalling(state: Deployment, event: DeploymentEvent, change: Partial<Installing>): Deployment {
  // A machine may report before our own delivery has returned: the first report starts the installation as well.
  const machine = startInstalling(state.machine, event.at)
  return machine?.kind === 'installing' ? { ...state, machine: { ...machine, ...change } } : broken(event, state)
}
