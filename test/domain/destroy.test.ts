import { describe, it } from 'vitest'
import { given } from '../scenario.ts'
import {
  at,
  atTime,
  cartReady,
  checkoutOpen,
  command,
  destroyed,
  destroying,
  failed,
  installing,
  ordered,
  paid,
  ready,
  requested,
  sample,
} from './life.ts'

const destroy = command(90, 'RequestDestroy', { by: 'customer' })
const endSubscription = { type: 'EndSubscription', sessionId: 'cs_1', subscriptionId: 'sub_1' } as const
const revokeKey = { type: 'RevokeModelKey', keyHash: 'hash_1' } as const
const giveBack = [
  { type: 'StopServerRenewal', serviceName: 'vps-1.example' },
  { type: 'WipeServer', serviceName: 'vps-1.example', os: 'Debian 13' },
] as const

describe('destroy', () => {
  it('ends subscription, key and server side by side', () => {
    for (const history of [ready, installing]) {
      given(...history)
        .when(destroy)
        .then(sample.DestroyRequested)
        .thenEffects(endSubscription, revokeKey, ...giveBack)
        .thenWakesAt({ deadline: 'teardown', dueAt: at(210) })
    }
  })

  it('ends what there is, and leaves what is still being made to its arrival', () => {
    given(...requested)
      .when(destroy)
      .then(sample.DestroyRequested)
      .thenEffects()
    given(...checkoutOpen)
      .when(destroy)
      .then(sample.DestroyRequested)
      .thenEffects({ type: 'EndSubscription', sessionId: 'cs_1', subscriptionId: null })
    given(...paid)
      .when(destroy)
      .then(sample.DestroyRequested)
      .thenEffects(endSubscription)
    for (const history of [cartReady, ordered, failed]) {
      given(...history)
        .when(destroy)
        .then(sample.DestroyRequested)
        .thenEffects(endSubscription, revokeKey)
    }
  })

  it('closes a page that opens only afterwards', () => {
    given(...requested, atTime(sample.DestroyRequested, 0))
      .when(command(1, 'RecordCheckoutOpened', { sessionId: 'cs_1', expiresAt: at(60) }))
      .then(atTime(sample.CheckoutOpened, 1))
      .thenEffects({ type: 'EndSubscription', sessionId: 'cs_1', subscriptionId: null })
  })

  it('is complete at once where there is no page to close', () => {
    given(...requested, atTime(sample.DestroyRequested, 0))
      .when(command(1, 'RecordEffectFailed', { effect: 'OpenCheckout', key: 'k', code: 'refused', detail: '400' }))
      .then(
        { type: 'SubscriptionEnded', v: 1, at: at(1), subscriptionId: null },
        { type: 'DeploymentDestroyed', v: 1, at: at(1) },
      )
      .thenEffects()
  })

  it('is asked for once', () => {
    given(...destroying)
      .when(destroy)
      .thenNothing()
    given(...destroyed)
      .when(destroy)
      .thenNothing()
  })
})

describe('DESTROYED', () => {
  const confirmations = [
    [sample.SubscriptionEnded, command(95, 'RecordSubscriptionEnded', { subscriptionId: 'sub_1' })],
    [sample.ModelKeyRevoked, command(95, 'RecordModelKeyRevoked', { keyHash: 'hash_1', usedMicros: 1_250_000 })],
    [sample.ServerRenewalStopped, command(95, 'RecordServerRenewalStopped', { paidUntil: at(43_200) })],
    [sample.ServerWiped, command(95, 'RecordServerWiped')],
  ] as const

  it('comes with the last confirmation, whichever that is', () => {
    for (const [last, confirm] of confirmations) {
      const others = confirmations.map(([event]) => event).filter((event) => event !== last)
      given(...destroying, ...others)
        .when(confirm)
        .then(atTime(last, 95), { type: 'DeploymentDestroyed', v: 1, at: at(95) })
        .thenEffects({ type: 'SendMail', mail: 'destroyed' })
    }
  })

  it('does not come while one is missing', () => {
    for (const [missing] of confirmations) {
      const others = confirmations.filter(([event]) => event !== missing)
      const [last, confirm] = others[others.length - 1] ?? confirmations[0]
      given(...destroying, ...others.map(([event]) => event).filter((event) => event !== last))
        .when(confirm)
        .then(atTime(last, 95))
    }
  })

  it('takes each confirmation once', () => {
    for (const [event, confirm] of confirmations)
      given(...destroying, event)
        .when(confirm)
        .thenNothing()
  })

  it('sends no mail to somebody who never paid', () => {
    given(...checkoutOpen, atTime(sample.DestroyRequested, 5))
      .when(command(6, 'RecordSubscriptionEnded', { subscriptionId: null }))
      .then({ ...sample.SubscriptionEnded, at: at(6), subscriptionId: null }, atTime(sample.DeploymentDestroyed, 6))
      .thenEffects()
  })

  it('follows the wipe to its end', () => {
    given(...destroying)
      .when(command(91, 'RecordServerWipeStarted', { taskId: '502' }))
      .then(sample.ServerWipeStarted)
      .thenEffects({ type: 'AwaitWipe', serviceName: 'vps-1.example', taskId: '502' })
  })

  it('needs no server where certainly none was bought', () => {
    given(...cartReady, atTime(sample.DestroyRequested, 5), sample.SubscriptionEnded, sample.ModelKeyRevoked)
      .when(command(95, 'RecordServerOrderAbandoned'))
      .then(atTime(sample.ServerOrderAbandoned, 95), sample.DeploymentDestroyed)
  })

  it('needs the server that a lost answer had bought', () => {
    given(...cartReady, atTime(sample.DestroyRequested, 5), sample.SubscriptionEnded, sample.ModelKeyRevoked)
      .when(command(95, 'RecordServerOrdered', { orderId: '7001', priceCents: 680, currency: 'USD' }))
      .then(atTime(sample.ServerOrdered, 95))
      .thenEffects({ type: 'AwaitServerOrder', orderId: '7001', planCode: 'vps-2027-model1' })
  })
})
