import type { EffectType } from '../domain/deployment/effects.ts'
import type { DeadlineName } from '../domain/deployment/events.ts'
import type { Deployment } from '../domain/deployment/state.ts'

/** What is waited for while an effect is open, for a person; the ones without words are not waited for. */
export const waitingFor: Partial<Record<EffectType, string>> = {
  OpenCheckout: 'Stripe is opening the payment page',
  AwaitCheckout: 'Waiting for your payment',
  PrepareServerCart: 'Choosing a server',
  CheckOutServerCart: 'Ordering your server',
  AwaitServerOrder: 'The provider is delivering your server',
  ReadServerAddress: 'Waiting for your server’s address',
  RebuildServer: 'Waiting until your server can be set up',
  AwaitRebuild: 'A fresh system is being written to your server',
  ReachMachine: 'Waiting for your server to start',
  IssueModelKey: 'Making your key to AI models',
  DeliverSetup: 'Handing your server its instructions',
  ProbeHealth: 'Waiting for OpenClaw to answer',
  RestartService: 'OpenClaw is restarting',
  EndSubscription: 'Ending your subscription',
  RevokeModelKey: 'Deleting your key to AI models',
  StopServerRenewal: 'Giving the server back',
  WipeServer: 'Waiting until the server can be wiped',
  AwaitWipe: 'Wiping the server',
}

/** The setup's steps on the machine, as they are under way. */
export const installing: Record<string, string> = {
  system: 'Installing system packages',
  node: 'Installing Node',
  openclaw: 'Installing OpenClaw',
  configure: 'Writing its configuration',
  firewall: 'Closing the firewall',
  gateway: 'Starting OpenClaw',
  proxy: 'Getting its certificate',
}

/** What happens by itself when a wait has lasted too long. */
export const thenWhat: Record<DeadlineName, string> = {
  checkout: 'the request ends and nothing is charged',
  ordering: 'we stop, and tell you what you can do',
  heldOrder: 'we stop, and tell you what you can do',
  provisioning: 'we stop, and tell you what you can do',
  installing: 'we stop, and tell you what you can do',
  silence: 'we hand the server its instructions once more',
  health: 'we stop, and tell you what you can do',
  restart: 'we tell you that the restart didn’t work',
  teardown: 'our operators look at it; nothing more is charged to you',
}

/** What went wrong, for the person it happened to; operators read the code and the detail. */
export function failureWords(code: string): string {
  if (code in failures) return failures[code] as string
  if (code.startsWith('setup_')) return `Setting up stopped at “${installing[code.slice(6)] ?? code.slice(6)}”.`
  if (code.endsWith('_overdue')) return 'It took much longer than it ever should.'
  return 'Something on our side or at a provider went wrong.'
}

const failures: Record<string, string> = {
  order_cancelled: 'The provider cancelled the order of your server.',
  price_above_ceiling: 'The provider asks more for a server than we agreed to.',
  wrong_version: 'Your server runs another version of OpenClaw than it should.',
  image_missing: 'The provider no longer offers the system that we install.',
  rebuild_failed: 'The provider couldn’t write the system to your server.',
  host_key_changed: 'Your server showed another identity than before, so we stopped.',
}

/** One sentence about a deployment at rest or in motion, where no single effect says it better. */
export function lifecycleWords(state: Deployment): string {
  const { lifecycle } = state
  switch (lifecycle.kind) {
    case 'awaitingPayment':
      return 'Waiting for your payment'
    case 'provisioning':
      return 'Being set up'
    case 'ready':
      return lifecycle.restart
        ? 'Restarting'
        : lifecycle.lastRestartFailed
          ? 'Running; the last restart didn’t work'
          : 'Running'
    case 'failed':
      return failureWords(lifecycle.code)
    case 'destroying':
      return state.subscription.kind === 'ended' ? 'Being destroyed. Nothing more is charged.' : 'Being destroyed'
    case 'destroyed':
      return lifecycle.unpaid ? 'Ended without a payment' : 'Destroyed. Nothing more is charged.'
  }
}
