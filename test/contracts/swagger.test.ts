import { describe, expect, it } from 'vitest'
import { ovhDeviations } from './ovh-deviations.ts'
import { loadContract, withDeviations } from './swagger.ts'
import { type Exchange, faultsOfExchange } from './swagger-exchange.ts'

const contract = loadContract('us-2024-07')

const assignment: Exchange = {
  method: 'POST',
  path: '/order/cart/0b1c/assign',
  query: {},
  body: undefined,
  status: 200,
  answer: null,
}
const item: Exchange = {
  method: 'POST',
  path: '/order/cart/0b1c/vps',
  query: {},
  body: { planCode: 'vps-2027-model2', duration: 'P1M', pricingMode: 'default', quantity: 1 },
  status: 200,
  answer: {
    cartId: '0b1c',
    itemId: 1,
    parentItemId: null,
    productId: 'vps',
    offerId: null,
    duration: 'P1M',
    configurations: [],
    options: [],
    prices: [],
    settings: { planCode: 'vps-2027-model2', pricingMode: 'default', quantity: 1 },
  },
}
const stock: Exchange = {
  method: 'GET',
  path: '/vps/order/rule/datacenter',
  query: { ovhSubsidiary: 'US', planCode: 'vps-2027-model2' },
  body: undefined,
  status: 200,
  answer: { datacenters: [{ datacenter: 'US-EAST-VA', status: 'available', linuxStatus: 'available' }] },
}

describe.skipIf(!contract)('the check against published contracts (skipped without ../shared/contracts)', () => {
  const faults = (exchange: Exchange, deviations = ovhDeviations) =>
    contract ? faultsOfExchange(withDeviations(contract, deviations), exchange) : []

  it('passes what is as published', () => {
    expect([assignment, item, stock].flatMap((exchange) => faults(exchange))).toEqual([])
  })

  it.each([
    [
      'a field that the request has too much',
      { body: { ...(item.body as object), coupon: 'X' } },
      'body.coupon: no field',
    ],
    [
      'a field that the request lacks',
      { body: { planCode: 'x', duration: 'P1M', quantity: 1 } },
      'body.pricingMode: missing',
    ],
    [
      'a wrong type in the request',
      { body: { ...(item.body as object), quantity: '1' } },
      'body.quantity: wanted long',
    ],
    [
      'a field that the answer has too much',
      { answer: { ...(item.answer as object), price: 10 } },
      'answer.price: no field',
    ],
    [
      'a field that the answer lacks',
      { answer: { ...(item.answer as object), options: undefined } },
      'answer.options: missing',
    ],
    [
      'a null that is not allowed',
      { answer: { ...(item.answer as object), itemId: null } },
      'answer.itemId: must not be null',
    ],
    [
      'a wrong type in the answer',
      { answer: { ...(item.answer as object), itemId: 'one' } },
      'answer.itemId: wanted long',
    ],
    ['a route that is not there', { path: '/order/cart/0b1c/vps/again' }, 'no such operation'],
    ['a method that is not there', { method: 'PATCH' }, 'no such operation'],
    ['a query that is not there', { query: { coupon: 'X' } }, 'query.coupon: no parameter'],
    ['an error of another shape', { status: 400, answer: { error: 'no' } }, 'answer.error: no field of an error'],
  ])('finds %s', (_, planted, message) => {
    expect(faults({ ...item, ...planted }).join('\n')).toContain(message)
  })

  it('finds a word that is not in an enumeration, and a missing query', () => {
    const answer = { datacenters: [{ datacenter: 'US-EAST-VA', status: 'maybe' }] }
    expect(faults({ ...stock, answer, query: { ovhSubsidiary: 'US' } })).toEqual([
      'GET /vps/order/rule/datacenter: query.planCode: missing',
      expect.stringContaining('"maybe" is no vps.order.rule.DatacenterStatusEnum'),
    ])
  })

  it('lets newer fields pass only where a deviation says so', () => {
    expect(faults(stock, [])).toEqual([expect.stringContaining('linuxStatus: no field')])
  })
})
