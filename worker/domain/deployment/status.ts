import type { Deployment } from './state.ts'

/** The API's status, derived; the names are kept from the first version of the product. */
export function statusOf(state: Deployment) {
  switch (state.lifecycle.kind) {
    case 'awaitingPayment':
      return 'PENDING_PAYMENT'
    case 'provisioning':
      return provisioningStatus(state)
    case 'ready':
      return 'READY'
    case 'failed':
      return 'ERROR'
    case 'destroying':
      return 'DESTROYING'
    case 'destroyed':
      return 'DESTROYED'
  }
}

function provisioningStatus({ server, machine }: Deployment) {
  if (server.kind === 'cartReady' || server.kind === 'ordered' || server.kind === 'abandoned') return 'ORDERING'
  if (server.kind !== 'delivered') return 'PENDING'
  return machine.kind === 'installing' || machine.kind === 'installed' ? 'INSTALLING' : 'PROVISIONING'
}
