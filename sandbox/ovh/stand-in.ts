import { randomBytes } from 'node:crypto'
import { Hono } from 'hono'
import { faultsMiddleware } from '../faults-middleware.ts'
import type { StandIn, StandInContext } from '../stand-in.ts'
import { access, accessRoutes, strictQuery } from './access.ts'
import { accountRoutes } from './account-routes.ts'
import { cartRoutes } from './cart-routes.ts'
import { catalogueRoutes } from './catalogue-routes.ts'
import { controls } from './controls.ts'
import type { MachineHost } from './machine-host.ts'
import { orderRoutes } from './order-routes.ts'
import { statusOf } from './orders.ts'
import { errorDocument, Refusal } from './refusal.ts'
import { settle } from './servers.ts'
import { initialState, type World } from './state.ts'
import { vpsRoutes } from './vps-routes.ts'

/**
 * OVHcloud's API as far as we use it: signed calls, carts, orders, servers and their renewal. It is as strict as its
 * published schemas and as slow as others measured it, and it buys again when asked again.
 */
export function createOvhStandIn(context: StandInContext, machines: MachineHost, prefix = '/ovh/1.0'): StandIn {
  const state = context.store.section('ovh', initialState)
  const nextId = () => {
    state.lastId += 1
    return state.lastId
  }
  const world: World = { context, machines, state, nextId }
  const app = new Hono()

  app.use('*', async (c, next) => {
    settle(world)
    await next()
    context.store.save()
    c.res.headers.set('x-ovh-queryid', `US.sandbox.${randomBytes(8).toString('hex')}`)
  })
  app.use('*', access(world, prefix))
  app.use('*', strictQuery(world, prefix))
  app.use('*', faultsMiddleware({ context, provider: 'ovh', prefix, refuse: (_, error) => errorDocument(error) }))
  for (const routes of [accessRoutes, accountRoutes, catalogueRoutes, cartRoutes, orderRoutes, vpsRoutes]) {
    app.route('/', routes(world))
  }
  app.all('*', () => errorDocument({ status: 404, message: 'Got an invalid (or empty) URL' }))
  app.onError((error) => {
    if (error instanceof Refusal) return errorDocument(error)
    throw error
  })

  return { name: 'ovh', app, summary: () => summary(world), controls: controls(world) }
}

function summary(world: World): Record<string, unknown> {
  settle(world)
  const { state } = world
  const iso = (at: number) => new Date(at).toISOString()
  return {
    endpoint: state.endpoint,
    openCarts: state.carts.filter(({ readOnly }) => !readOnly).length,
    orders: state.orders.map((order) => ({
      orderId: order.orderId,
      cartId: order.cartId,
      planCode: order.planCode,
      orderedAt: iso(order.orderedAt),
      status: statusOf(world, order),
      cents: order.lines.reduce((sum, { cents }) => sum + cents, 0),
      serviceName: order.serviceName,
    })),
    servers: state.servers.map((server) => ({
      serviceName: server.serviceName,
      planCode: server.planCode,
      datacenter: server.datacenter,
      image: server.imageName,
      ipv4: server.ipv4,
      paidUntil: iso(server.paidUntil),
      renews: !server.renew.deleteAtExpiration,
      gone: server.gone,
      tasks: server.tasks.map(({ id, type, state }) => ({ id, type, state })),
    })),
    sshKeys: state.sshKeys.map(({ keyName }) => keyName),
    mails: state.mails.map(({ at, subject }) => ({ at: iso(at), subject })),
  }
}
