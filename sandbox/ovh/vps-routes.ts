import { type Context, Hono } from 'hono'
import * as z from 'zod/mini'
import { imagesOf, planOf } from './offer.ts'
import { bodyOf, noBody, notFound, Refusal } from './refusal.ts'
import { isUnderWay, startTask } from './servers.ts'
import { shownService, shownTask, shownVps } from './shown-vps.ts'
import type { Server, World } from './state.ts'

const rebuildBody = z.strictObject({
  imageId: z.string(),
  publicSshKey: z.optional(z.string()),
  sshKey: z.optional(z.string()),
  doNotSendPassword: z.optional(z.boolean()),
  installRTM: z.optional(z.boolean()),
})
const renewBody = z.strictObject({
  automatic: z.boolean(),
  deleteAtExpiration: z.boolean(),
  forced: z.boolean(),
  manualPayment: z.optional(z.nullable(z.boolean())),
  period: z.optional(z.nullable(z.int())),
})

/** Servers, their images, tasks and renewal. */
export function vpsRoutes(world: World): Hono {
  const { state, context } = world
  const app = new Hono()
  const serverOf = (c: Context): Server => {
    const server = state.servers.find(({ serviceName }) => serviceName === c.req.param('serviceName'))
    if (!server) throw notFound('VPS')
    if (server.gone) throw new Refusal(460, `The service ${server.serviceName} is expired`)
    return server
  }
  const freeServer = (c: Context): Server => {
    const server = serverOf(c)
    if (server.tasks.some(isUnderWay)) {
      throw new Refusal(400, 'Action not available while there are running tasks on the VPS')
    }
    return server
  }

  app.get('/vps', (c) => c.json(state.servers.filter(({ gone }) => !gone).map(({ serviceName }) => serviceName)))
  app.get('/vps/:serviceName', (c) => {
    const server = serverOf(c)
    return c.json(shownVps(server, planOf(state, server.planCode)))
  })
  app.get('/vps/:serviceName/ips', (c) => {
    const server = serverOf(c)
    return c.json([`2001:db8::${server.serviceId.toString(16)}`, server.ipv4])
  })

  app.get('/vps/:serviceName/images/available', (c) => c.json(imagesOf(serverOf(c).datacenter).map(({ id }) => id)))
  app.get('/vps/:serviceName/images/available/:id', (c) => {
    const image = imagesOf(serverOf(c).datacenter).find(({ id }) => id === c.req.param('id'))
    if (!image) throw notFound('image')
    return c.json(image)
  })
  app.get('/vps/:serviceName/images/current', (c) => {
    const server = serverOf(c)
    const image = imagesOf(server.datacenter).find(({ name }) => name === server.imageName)
    if (!image) throw notFound('image')
    return c.json(image)
  })

  app.post('/vps/:serviceName/rebuild', async (c) => {
    const server = freeServer(c)
    const body = await bodyOf(c, rebuildBody)
    const image = imagesOf(server.datacenter).find(({ id }) => id === body.imageId)
    if (!image) throw new Refusal(400, '[imageId] Given data is not valid', 'INVALID_PARAMETER')
    // As at OVH, the name of a key that nobody knows is taken without a word, and locks everybody out.
    const named = state.sshKeys.find(({ keyName }) => keyName === body.sshKey)?.key
    const install = { imageName: image.name, sshPublicKey: body.publicSshKey ?? named ?? null }
    if (!body.doNotSendPassword) {
      state.mails.push({ at: context.now(), subject: `Your VPS ${server.serviceName} is installed: your password` })
    }
    return c.json(shownTask(startTask(world, server, 'reinstallVm', { install })))
  })
  app.post('/vps/:serviceName/reboot', async (c) => {
    const server = freeServer(c)
    await bodyOf(c, noBody)
    return c.json(shownTask(startTask(world, server, 'rebootVm')))
  })
  app.post('/vps/:serviceName/terminate', async (c) => {
    const server = serverOf(c)
    await bodyOf(c, noBody)
    // Nothing else happens: without the token of this letter the server is renewed like any other.
    state.mails.push({ at: context.now(), subject: `Confirm the termination of ${server.serviceName}` })
    return c.json('We sent you an e-mail to confirm the termination of your service.')
  })

  app.get('/vps/:serviceName/tasks', (c) => {
    const { state: wanted, type } = c.req.query()
    if (wanted !== undefined && wanted !== 'todo' && wanted !== 'doing') {
      throw new Refusal(400, '[state] BadParametersError', 'INVALID_PARAMETER')
    }
    const listed = serverOf(c).tasks.filter((task) => !task.forgotten)
    const matching = listed.filter(
      (task) => (!wanted || task.state === wanted) && (type === undefined || task.type === type),
    )
    return c.json(matching.map(({ id }) => id))
  })
  app.get('/vps/:serviceName/tasks/:id', (c) => {
    const task = serverOf(c).tasks.find(({ id, forgotten }) => String(id) === c.req.param('id') && !forgotten)
    if (!task) throw notFound('task')
    return c.json(shownTask(task, context.now()))
  })

  app.get('/vps/:serviceName/serviceInfos', (c) => c.json(shownService(serverOf(c))))
  app.put('/vps/:serviceName/serviceInfos', async (c) => {
    const server = serverOf(c)
    // Everything that was read is wanted back; the renewal is all that may differ.
    const whole = Object.fromEntries(Object.keys(shownService(server)).map((name) => [name, z.unknown()]))
    const body = await bodyOf(c, z.strictObject({ ...whole, renew: renewBody }))
    if (context.now() < server.activeAt) {
      throw new Refusal(400, 'Unable to synchronize l1::Service, subscription is not active yet')
    }
    const { deleteAtExpiration } = body.renew
    server.renew = { ...body.renew, automatic: deleteAtExpiration ? false : body.renew.automatic }
    server.renewalType = server.renew.automatic ? 'automaticV2012' : 'manual'
    return c.json(null)
  })
  return app
}
