import type { DeploymentEvent, DeploymentEventType } from '../domain/deployment/events.ts'
import type { DeploymentEvent as Activity } from '../http/api.ts'
import { failureWords, installing } from './words.ts'

type Told = [tone: Activity['tone'], text: string]
type Teller = { [Type in DeploymentEventType]: (event: Extract<DeploymentEvent, { type: Type }>) => Told }

const dollars = (cents: number) => `$${(cents / 100).toFixed(2)}`

/** Each event as a sentence for the owner: no ids, no codes, no provider's words. */
const tellers: Teller = {
  DeploymentRequested: () => ['plain', 'You asked for a deployment.'],
  DeploymentRenamed: ({ name }) => ['plain', `Renamed to ${name}.`],
  CheckoutOpened: () => ['plain', 'Stripe’s payment page opened.'],
  CheckoutExpired: () => ['plain', 'The payment page closed without a payment. Nothing was charged.'],
  PaymentConfirmed: ({ amountCents }) => ['good', `Payment of ${dollars(amountCents)} received.`],
  CreditGranted: ({ micros }) => ['good', `${dollars(micros / 10_000)} of AI credit added.`],
  ModelKeyIssued: () => ['plain', 'Your key to AI models was made.'],
  ModelKeyAbandoned: () => ['plain', 'No key to AI models was needed.'],
  ModelKeyRevoked: ({ usedMicros }) => [
    'plain',
    `Your key to AI models was deleted; ${dollars(usedMicros / 10_000)} had been used.`,
  ],
  ServerCartPrepared: ({ datacenter }) => ['plain', `A server in ${datacenter} was chosen.`],
  ServerOrdered: () => ['plain', 'Your server was ordered.'],
  ServerOrderHeld: () => ['warn', 'The provider holds the order for a check; this can take two days.'],
  ServerOrderResumed: () => ['plain', 'The provider goes on with the order.'],
  ServerOrderCancelled: () => ['bad', 'The provider cancelled the order.'],
  ServerOrderAbandoned: () => ['plain', 'No server was bought.'],
  ServerDelivered: () => ['plain', 'Your server was delivered.'],
  ServerAddressed: ({ host }) => ['plain', `Your server’s address is ${host}.`],
  ServerRebuildStarted: ({ imageName }) => ['plain', `Writing ${imageName} to your server began.`],
  ServerRebuilt: () => ['plain', 'The system is in place.'],
  MachineReached: () => ['plain', 'Your server started and let us in.'],
  SetupDelivered: () => ['plain', 'Your server has its instructions.'],
  SetupStepReported: ({ step, state }) => [
    state === 'failed' ? 'warn' : 'plain',
    `${installing[step] ?? step}: ${{ started: 'begun', done: 'done', failed: 'failed, it tries again' }[state]}.`,
  ],
  MachineFellSilent: () => ['warn', 'Your server stopped reporting; we handed it its instructions once more.'],
  SetupCompleted: ({ openclawVersion }) => ['plain', `OpenClaw ${openclawVersion} is installed.`],
  DeploymentReady: () => ['good', 'OpenClaw answers. It is ready.'],
  DeploymentFailed: ({ code }) => ['bad', `Setting up didn’t finish. ${failureWords(code)}`],
  RestartRequested: () => ['plain', 'You asked for a restart.'],
  ServiceRestarted: () => ['plain', 'OpenClaw was restarted.'],
  RestartCompleted: () => ['good', 'OpenClaw answers again.'],
  RestartFailed: () => ['bad', 'The restart didn’t bring OpenClaw back.'],
  DestroyRequested: ({ by }) => [
    'warn',
    {
      customer: 'You asked to destroy it.',
      operator: 'An operator destroys it.',
      subscription: 'Its subscription ended, so it ends.',
      system: 'It wasn’t paid, so it ends.',
    }[by],
  ],
  SubscriptionEnded: ({ subscriptionId }) => [
    'plain',
    subscriptionId ? 'The subscription ended. Nothing more is charged.' : 'Nothing was charged.',
  ],
  ServerRenewalStopped: () => ['plain', 'The server was given back.'],
  ServerWipeStarted: () => ['plain', 'Wiping the server began.'],
  ServerWiped: () => ['plain', 'The server was wiped; nothing of yours is left on it.'],
  TeardownOverdue: () => ['warn', 'Taking it down takes longer than usual. Our operators look at it.'],
  DeploymentDestroyed: () => ['plain', 'Destroyed.'],
  EffectParked: () => ['warn', 'Something needs a person on our side. We have been told.'],
}

/** The stream as a person reads it, oldest first. */
export function describeEvents(recorded: readonly { version: number; event: DeploymentEvent }[]): Activity[] {
  return recorded.map(({ version, event }) => {
    const [tone, text] = (tellers[event.type] as (event: DeploymentEvent) => Told)(event)
    return { version, type: event.type, at: event.at, text, tone }
  })
}
