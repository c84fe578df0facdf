import { describe, expect, it } from 'vitest'
import type { OrderNews } from '../../worker/domain/deployment/commands.ts'
import type { Effect } from '../../worker/domain/deployment/effects.ts'
import { intentOf } from '../../worker/domain/deployment/intent.ts'
import { given } from '../scenario.ts'
import {
  addressed,
  at,
  cartReady,
  command,
  delivered,
  destroying,
  failed,
  held,
  ordered,
  paid,
  ready,
  sample,
} from './life.ts'

const { type: _t, v: _v, at: _at, ...cart } = sample.ServerCartPrepared
const order = { orderId: '7001', priceCents: 680, currency: 'USD' }
const orderIs = (minutes: number, news: OrderNews, orderId = '7001') =>
  command(minutes, 'RecordServerOrderStatus', { orderId, order: news })
const endedEarly = { type: 'DestroyRequested', v: 1, at: at(20), by: 'customer' } as const
const checkOut: Effect = {
  type: 'CheckOutServerCart',
  cartId: 'cart_1',
  planCode: 'vps-2027-model1',
  priceCents: 680,
  currency: 'USD',
  preparedAt: at(3),
}

describe('the cart', () => {
  it('is stored before it is paid, with the name that its order can be found by', () => {
    given(...paid)
      .when(command(3, 'RecordServerCartPrepared', cart))
      .then(sample.ServerCartPrepared)
      .thenEffects(checkOut)
  })

  it('is prepared once', () => {
    given(...cartReady)
      .when(command(4, 'RecordServerCartPrepared', { ...cart, cartId: 'cart_2' }))
      .thenNothing()
  })

  it('is not paid when the end was decided meanwhile', () => {
    given(...paid, { ...endedEarly, at: at(2) })
      .when(command(3, 'RecordServerCartPrepared', cart))
      .thenNothing()
  })

  it('is only settled once the deployment has failed or ends, never bought', () => {
    expect(intentOf(given(...cartReady).state, checkOut)).toBe('perform')
    expect(intentOf(given(...cartReady, { ...endedEarly, at: at(4) }).state, checkOut)).toBe('settle')
    expect(intentOf(given(...cartReady, sample.DeploymentFailed).state, checkOut)).toBe('settle')
    expect(intentOf(given(...ordered).state, checkOut)).toBe('drop')
  })

  it('that OVH refuses bought nothing, so that nothing is left to give back', () => {
    const refused = { effect: 'CheckOutServerCart', key: 'k', code: 'price_changed', detail: '9.99 instead of 6.80' }
    given(...cartReady)
      .when(command(4, 'RecordEffectFailed', refused))
      .then(sample.ServerOrderAbandoned, {
        type: 'DeploymentFailed',
        v: 1,
        at: at(4),
        step: 'order',
        code: 'price_changed',
        detail: '9.99 instead of 6.80',
      })
  })

  it('that OVH refuses when the set-up is already over bought nothing either', () => {
    const refused = { effect: 'CheckOutServerCart', key: 'k', code: 'expired', detail: 'the cart is gone' }
    given(...cartReady, sample.DeploymentFailed)
      .when(command(35, 'RecordEffectFailed', refused))
      .then({ type: 'ServerOrderAbandoned', v: 1, at: at(35) })
    given(...cartReady, endedEarly)
      .when(command(21, 'RecordEffectFailed', refused))
      .then({ type: 'ServerOrderAbandoned', v: 1, at: at(21) })
  })
})

describe('the order', () => {
  it('is recorded once, and then awaited', () => {
    given(...cartReady)
      .when(command(4, 'RecordServerOrdered', order))
      .then(sample.ServerOrdered)
      .thenEffects({ type: 'AwaitServerOrder', orderId: '7001', planCode: 'vps-2027-model1' })
    given(...ordered)
      .when(command(5, 'RecordServerOrdered', { ...order, orderId: '7002' }))
      .thenNothing()
  })

  it('whose outcome is unknown is parked and keeps its deadline', () => {
    const unsure = { effect: 'CheckOutServerCart', key: 'dep_1:5:0', detail: 'no answer' }
    const parked = {
      type: 'EffectParked',
      v: 1,
      at: at(5),
      effect: 'CheckOutServerCart',
      key: 'dep_1:5:0',
      reason: 'no answer',
    } as const
    given(...cartReady)
      .when(command(5, 'RecordEffectUnsure', unsure))
      .then(parked)
      .thenEffects()
      .thenWakesAt({ deadline: 'ordering', dueAt: at(35) })
    given(...cartReady, parked)
      .when(command(6, 'RecordEffectUnsure', unsure))
      .thenNothing()
  })

  it('that OVH holds is said once per reason, and waits under a longer deadline', () => {
    given(...ordered)
      .when(orderIs(5, { stage: 'held', detail: 'documentsRequested' }))
      .then(sample.ServerOrderHeld)
      .thenWakesAt({ deadline: 'heldOrder', dueAt: at(5 + 2_880) })
    given(...held)
      .when(orderIs(6, { stage: 'held', detail: 'documentsRequested' }))
      .thenNothing()
    given(...held)
      .when(orderIs(7, { stage: 'held', detail: 'checking' }))
      .then({ type: 'ServerOrderHeld', v: 1, at: at(7), detail: 'checking' })
  })

  it('goes on after a hold, under the usual deadline again', () => {
    given(...held)
      .when(orderIs(6, { stage: 'processing' }))
      .then(sample.ServerOrderResumed)
      .thenWakesAt({ deadline: 'ordering', dueAt: at(36) })
    given(...ordered)
      .when(orderIs(6, { stage: 'processing' }))
      .thenNothing()
  })

  it('that OVH cancels ends the set-up', () => {
    given(...ordered)
      .when(orderIs(6, { stage: 'cancelled', detail: 'cancelled' }))
      .then(sample.ServerOrderCancelled, {
        type: 'DeploymentFailed',
        v: 1,
        at: at(6),
        step: 'order',
        code: 'order_cancelled',
        detail: 'cancelled',
      })
  })

  it('that OVH cancels while destroying leaves no server to give back', () => {
    given(...ordered, endedEarly, sample.SubscriptionEnded, sample.ModelKeyRevoked)
      .when(orderIs(92, { stage: 'cancelled', detail: 'cancelled' }))
      .then(
        { type: 'ServerOrderCancelled', v: 1, at: at(92), orderId: '7001', detail: 'cancelled' },
        { type: 'DeploymentDestroyed', v: 1, at: at(92) },
      )
  })

  it('of somebody else changes nothing', () => {
    given(...ordered)
      .when(orderIs(6, { stage: 'delivered', serviceName: 'vps-9.example' }, '7009'))
      .thenNothing()
  })

  it('that can no longer be followed is parked, and is followed again when the deployment is destroyed', () => {
    const lost = { effect: 'AwaitServerOrder', key: 'dep_1:6:0', code: 'refused', detail: '403' }
    const parked = {
      type: 'EffectParked',
      v: 1,
      at: at(8),
      effect: 'AwaitServerOrder',
      key: 'dep_1:6:0',
      reason: '403',
    } as const
    const gaveUp = { type: 'DeploymentFailed', v: 1, at: at(8), step: 'order', code: 'refused', detail: '403' } as const
    given(...ordered)
      .when(command(8, 'RecordEffectFailed', lost))
      .then(parked, gaveUp)
    given(...ordered, parked, gaveUp)
      .when(command(90, 'RequestDestroy', { by: 'customer' }))
      .thenEffects(
        { type: 'EndSubscription', sessionId: 'cs_1', subscriptionId: 'sub_1' },
        { type: 'RevokeModelKey', keyHash: 'hash_1' },
        { type: 'AwaitServerOrder', orderId: '7001', planCode: 'vps-2027-model1' },
      )
  })
})

describe('a delivery', () => {
  it('leads to the address and the fresh system side by side', () => {
    given(...ordered)
      .when(orderIs(10, { stage: 'delivered', serviceName: 'vps-1.example' }))
      .then(sample.ServerDelivered)
      .thenEffects(
        { type: 'ReadServerAddress', serviceName: 'vps-1.example', name: 'Otter' },
        { type: 'RebuildServer', serviceName: 'vps-1.example', os: 'Debian 13' },
      )
      .thenWakesAt({ deadline: 'provisioning', dueAt: at(55) })
  })

  it('happens once', () => {
    for (const history of [delivered, addressed, ready, destroying]) {
      given(...history)
        .when(orderIs(99, { stage: 'delivered', serviceName: 'vps-1.example' }))
        .thenNothing()
    }
  })

  it('that comes after destroy is given back at once', () => {
    given(...ordered, endedEarly)
      .when(orderIs(30, { stage: 'delivered', serviceName: 'vps-1.example' }))
      .then({ type: 'ServerDelivered', v: 1, at: at(30), serviceName: 'vps-1.example' })
      .thenEffects(
        { type: 'StopServerRenewal', serviceName: 'vps-1.example' },
        { type: 'WipeServer', serviceName: 'vps-1.example', os: 'Debian 13' },
      )
  })

  it('that comes after a failure is recorded and built no further', () => {
    given(...failed)
      .when(orderIs(40, { stage: 'delivered', serviceName: 'vps-1.example' }))
      .then({ type: 'ServerDelivered', v: 1, at: at(40), serviceName: 'vps-1.example' })
      .thenEffects()
  })
})
