import { type Context, Hono } from 'hono'
import { priceOf } from './offer.ts'
import { followUpOf, statusOf } from './orders.ts'
import { notFound } from './refusal.ts'
import type { Order, World } from './state.ts'

/** Orders and the two ways from one to its server: by operations in the US, by the line's domain elsewhere. */
export function orderRoutes(world: World): Hono {
  const { state } = world
  const app = new Hono()
  const orderOf = (c: Context): Order => {
    const order = state.orders.find(({ orderId }) => String(orderId) === c.req.param('orderId'))
    if (!order) throw notFound('order')
    return order
  }
  const lineOf = (c: Context) => {
    const order = orderOf(c)
    const line = order.lines.find(({ detailId }) => String(detailId) === c.req.param('detailId'))
    if (!line) throw notFound('detail')
    return { order, line, isServer: line === order.lines[0] }
  }
  const usOnly = () => {
    if (state.endpoint !== 'us') throw notFound('route')
  }

  app.get('/me/order', (c) => {
    const from = Date.parse(c.req.query('date.from') ?? '1970-01-01')
    const to = Date.parse(c.req.query('date.to') ?? '9999-01-01')
    const listed = state.orders.filter(({ orderedAt }) => orderedAt >= from && orderedAt <= to)
    return c.json(listed.map(({ orderId }) => orderId))
  })
  app.get('/me/order/:orderId', (c) => {
    const order = orderOf(c)
    const total = priceOf(
      state,
      order.lines.reduce((sum, { cents }) => sum + cents, 0),
    )
    return c.json({
      orderId: order.orderId,
      date: new Date(order.orderedAt).toISOString(),
      expirationDate: new Date(order.orderedAt + 14 * 86_400_000).toISOString(),
      retractionDate: null,
      password: 'sandbox',
      pdfUrl: `https://www.example.com/order/${order.orderId}.pdf`,
      url: `https://www.example.com/order/${order.orderId}`,
      priceWithTax: total,
      priceWithoutTax: total,
      tax: priceOf(state, 0),
    })
  })
  app.get('/me/order/:orderId/status', (c) => c.json(statusOf(world, orderOf(c))))
  app.get('/me/order/:orderId/followUp', (c) => c.json(followUpOf(world, orderOf(c))))
  app.get('/me/order/:orderId/details', (c) => c.json(orderOf(c).lines.map(({ detailId }) => detailId)))

  app.get('/me/order/:orderId/details/:detailId', (c) => {
    const { order, line, isServer } = lineOf(c)
    const named = isServer && state.endpoint !== 'us' ? order.serviceName : null
    return c.json({
      orderDetailId: line.detailId,
      description: line.planCode,
      detailType: 'INSTALLATION',
      domain: named ?? '*',
      quantity: '1',
      cancelled: order.cancelled,
      totalPrice: priceOf(state, line.cents),
      unitPrice: priceOf(state, line.cents),
    })
  })
  app.get('/me/order/:orderId/details/:detailId/extension', (c) => {
    const { order, line, isServer } = lineOf(c)
    const configurations = [
      { label: 'vps_datacenter', value: order.datacenter },
      { label: 'vps_os', value: order.os },
    ]
    const product = { name: isServer ? 'virtualPrivateServer' : 'option' }
    return c.json({
      order: {
        action: 'installation',
        type: 'plan',
        configurations: isServer ? configurations : [],
        plan: { code: line.planCode, duration: 'P1M', pricingMode: 'default', quantity: 1, product },
      },
    })
  })

  app.get('/me/order/:orderId/details/:detailId/operations', (c) => {
    usOnly()
    const { order, isServer } = lineOf(c)
    return c.json(isServer && statusOf(world, order) !== 'checking' ? [order.operationId] : [])
  })
  app.get('/me/order/:orderId/details/:detailId/operations/:operationId', (c) => {
    usOnly()
    const { order } = lineOf(c)
    if (String(order.operationId) !== c.req.param('operationId')) throw notFound('operation')
    const { serviceName } = order
    return c.json({
      id: order.operationId,
      quantity: 1,
      type: 'installation',
      status: serviceName ? 'done' : 'doing',
      resource: { name: serviceName, displayName: serviceName ?? '', state: serviceName ? 'ok' : 'toOpen' },
    })
  })
  return app
}
