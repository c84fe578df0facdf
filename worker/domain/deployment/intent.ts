import { assertNever } from '../decider.ts'
import type { Effect } from './effects.ts'
import type { DeploymentState } from './state.ts'

/**
 * Whether an effect from the outbox is still wanted when its turn comes.
 *
 * | intent    | meaning                                                                          |
 * | --------- | -------------------------------------------------------------------------------- |
 * | `perform` | do it                                                                            |
 * | `settle`  | buy nothing more; find out what earlier attempts did and say that it is over     |
 * | `drop`    | nothing follows from it any more                                                 |
 */
export type Intent = 'perform' | 'settle' | 'drop'

export function intentOf(state: DeploymentState, effect: Effect): Intent {
  if (!state.exists) return 'drop'
  const { lifecycle, subscription, server, modelKey } = state
  const only = (wanted: boolean): Intent => (wanted ? 'perform' : 'drop')
  const settingUp = lifecycle.kind === 'provisioning'
  switch (effect.type) {
    case 'OpenCheckout':
      // The same key answers with the same page, so repeating it is how to learn which page must be closed.
      return only(subscription.kind === 'checkoutRequested')
    case 'AwaitCheckout':
      return only(subscription.kind === 'checkoutOpen' && lifecycle.kind === 'awaitingPayment')
    case 'UseCardForRenewals':
      return only(subscription.kind === 'active' && lifecycle.kind !== 'destroying')
    case 'IssueModelKey':
      if (modelKey.kind !== 'requested') return 'drop'
      return settingUp ? 'perform' : 'settle'
    case 'PrepareServerCart':
      return only(settingUp && server.kind === 'preparing')
    case 'CheckOutServerCart':
      if (server.kind !== 'cartReady') return 'drop'
      return settingUp ? 'perform' : 'settle'
    case 'AwaitServerOrder':
      return only(server.kind === 'ordered')
    case 'ReadServerAddress':
    case 'RebuildServer':
    case 'AwaitRebuild':
    case 'ReachMachine':
    case 'DeliverSetup':
      return only(settingUp)
    case 'ProbeHealth':
      return only(effect.about === 'ready' ? settingUp : lifecycle.kind === 'ready' && lifecycle.restart !== null)
    case 'RestartService':
      return only(lifecycle.kind === 'ready' && lifecycle.restart !== null)
    case 'EndSubscription':
      return only(subscription.kind !== 'ended')
    case 'RevokeModelKey':
      return only(modelKey.kind === 'issued')
    case 'StopServerRenewal':
      return only(server.kind === 'delivered' && server.release.paidUntil === null)
    case 'WipeServer':
    case 'AwaitWipe':
      return only(server.kind === 'delivered' && !server.release.wiped)
    case 'SendMail':
    case 'WakeAt':
      return 'perform'
    default:
      return assertNever(effect)
  }
}
