import { describe, it } from 'vitest'
import type { CheckoutState } from '../../worker/domain/deployment/commands.ts'
import { given } from '../scenario.ts'
import {
  at,
  checkoutOpen,
  command,
  delivered,
  destroyed,
  destroying,
  failed,
  keyIssued,
  paid,
  ready,
  requested,
  sample,
  terms,
} from './life.ts'

const money = { subscriptionId: 'sub_1', customerId: 'cus_1', amountCents: 2_500, currency: 'usd' }
const checkoutIs = (minutes: number, checkout: CheckoutState, sessionId = 'cs_1') =>
  command(minutes, 'RecordCheckoutState', { sessionId, checkout })

describe('the checkout page', () => {
  it('is awaited once it is open', () => {
    given(...requested)
      .when(command(0, 'RecordCheckoutOpened', { sessionId: 'cs_1', expiresAt: at(60) }))
      .then(sample.CheckoutOpened)
      .thenEffects({ type: 'AwaitCheckout', sessionId: 'cs_1' })
  })

  it('is opened once', () => {
    given(...checkoutOpen)
      .when(command(1, 'RecordCheckoutOpened', { sessionId: 'cs_2', expiresAt: at(61) }))
      .thenNothing()
  })

  it('that was never paid ends the deployment when it expires', () => {
    given(...checkoutOpen)
      .when(checkoutIs(60, { state: 'expired' }))
      .then(
        sample.CheckoutExpired,
        { type: 'DestroyRequested', v: 1, at: at(60), by: 'system' },
        { type: 'DeploymentDestroyed', v: 1, at: at(60) },
      )
      .thenEffects()
  })

  it('that Stripe refuses to open ends in ERROR without a subscription', () => {
    given(...requested)
      .when(
        command(1, 'RecordEffectFailed', {
          effect: 'OpenCheckout',
          key: 'k',
          code: 'no_price',
          detail: 'no such price',
        }),
      )
      .then(
        { type: 'SubscriptionEnded', v: 1, at: at(1), subscriptionId: null },
        { type: 'DeploymentFailed', v: 1, at: at(1), step: 'payment', code: 'no_price', detail: 'no such price' },
      )
      .thenEffects()
  })

  it('that was abandoned without news from Stripe is closed by the deadline', () => {
    given(...checkoutOpen)
      .when(command(70, 'CheckDeadline', { deadline: 'checkout' }))
      .then({ type: 'DestroyRequested', v: 1, at: at(70), by: 'system' })
      .thenEffects({ type: 'EndSubscription', sessionId: 'cs_1', subscriptionId: null })
      .thenWakesAt({ deadline: 'teardown', dueAt: at(190) })
  })
})

describe('a payment', () => {
  it('grants the credit and starts the server and the model key side by side', () => {
    given(...checkoutOpen)
      .when(checkoutIs(2, { state: 'paid', ...money }))
      .then(sample.PaymentConfirmed, sample.CreditGranted)
      .thenEffects(
        { type: 'PrepareServerCart', need: terms.server },
        { type: 'UseCardForRenewals', subscriptionId: 'sub_1' },
        { type: 'IssueModelKey', keyName: 'dep_dep_1#1', limitMicros: 25_000_000 },
      )
      .thenWakesAt({ deadline: 'ordering', dueAt: at(32) })
  })

  it('counts once, however often Stripe tells of it', () => {
    for (const history of [paid, ready, failed, destroying, destroyed]) {
      given(...history)
        .when(checkoutIs(99, { state: 'paid', ...money }))
        .thenNothing()
    }
  })

  it('is not believed while Stripe says open or unpaid', () => {
    given(...checkoutOpen)
      .when(checkoutIs(1, { state: 'open' }))
      .thenNothing()
    given(...checkoutOpen)
      .when(checkoutIs(1, { state: 'unpaid' }))
      .thenNothing()
  })

  it('for another page changes nothing', () => {
    given(...checkoutOpen)
      .when(checkoutIs(2, { state: 'paid', ...money }, 'cs_9'))
      .thenNothing()
  })

  it('that comes while destroying buys nothing and ends the new subscription', () => {
    given(...checkoutOpen, { type: 'DestroyRequested', v: 1, at: at(1), by: 'customer' })
      .when(checkoutIs(2, { state: 'paid', ...money }))
      .then(sample.PaymentConfirmed)
      .thenEffects({ type: 'EndSubscription', sessionId: 'cs_1', subscriptionId: 'sub_1' })
  })

  it('is not taken for ended when only its page was closed', () => {
    given(...checkoutOpen, { type: 'DestroyRequested', v: 1, at: at(1), by: 'customer' }, sample.PaymentConfirmed)
      .when(command(3, 'RecordSubscriptionEnded', { subscriptionId: null }))
      .thenNothing()
  })
})

describe('a subscription', () => {
  it('that somebody ended at Stripe takes the deployment down', () => {
    given(...delivered)
      .when(command(40, 'RecordSubscriptionGone', { subscriptionId: 'sub_1' }))
      .then(
        { type: 'SubscriptionEnded', v: 1, at: at(40), subscriptionId: 'sub_1' },
        { type: 'DestroyRequested', v: 1, at: at(40), by: 'subscription' },
      )
      .thenEffects(
        { type: 'RevokeModelKey', keyHash: 'hash_1' },
        { type: 'StopServerRenewal', serviceName: 'vps-1.example' },
        { type: 'WipeServer', serviceName: 'vps-1.example', os: 'Debian 13' },
      )
  })

  it('that ends while destroying is one piece of the teardown', () => {
    given(...destroying)
      .when(command(91, 'RecordSubscriptionGone', { subscriptionId: 'sub_1' }))
      .then(sample.SubscriptionEnded)
  })

  it('of another deployment is none of ours', () => {
    given(...ready)
      .when(command(40, 'RecordSubscriptionGone', { subscriptionId: 'sub_9' }))
      .thenNothing()
  })

  it('is not ended by a confirmation that nobody asked for', () => {
    given(...ready)
      .when(command(40, 'RecordSubscriptionEnded', { subscriptionId: 'sub_1' }))
      .thenNothing()
  })
})

describe('the model key', () => {
  it('is issued once', () => {
    given(...paid)
      .when(command(3, 'RecordModelKeyIssued', { keyHash: 'hash_1', limitMicros: 25_000_000 }))
      .then(sample.ModelKeyIssued)
    given(...keyIssued)
      .when(command(4, 'RecordModelKeyIssued', { keyHash: 'hash_2', limitMicros: 25_000_000 }))
      .thenNothing()
  })

  it('that is issued while destroying is revoked at once', () => {
    given(...paid, { type: 'DestroyRequested', v: 1, at: at(3), by: 'customer' })
      .when(command(4, 'RecordModelKeyIssued', { keyHash: 'hash_1', limitMicros: 25_000_000 }))
      .then({ ...sample.ModelKeyIssued, at: at(4) })
      .thenEffects({ type: 'RevokeModelKey', keyHash: 'hash_1' })
  })

  it('that OpenRouter refuses ends the set-up, and nothing is left to revoke', () => {
    given(...paid)
      .when(command(3, 'RecordEffectFailed', { effect: 'IssueModelKey', key: 'k', code: 'no_credit', detail: '402' }))
      .then(sample.ModelKeyAbandoned, {
        type: 'DeploymentFailed',
        v: 1,
        at: at(3),
        step: 'install',
        code: 'no_credit',
        detail: '402',
      })
      .thenEffects({ type: 'SendMail', mail: 'setupFailed' })
  })
})
