import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { createFaults } from '../../sandbox/faults.ts'
import { createIdleMachines } from '../../sandbox/ovh/idle-machines.ts'
import { createOvhStandIn } from '../../sandbox/ovh/stand-in.ts'
import { sandboxSettings } from '../../sandbox/settings.ts'
import type { StandInContext } from '../../sandbox/stand-in.ts'
import { createStore } from '../../sandbox/store.ts'
import type { OvhConfig } from '../../worker/providers/ovh/config.ts'

const settings = sandboxSettings({ companies: 0, ssh: 0, instance: 0, worker: '' })

/** OVH's stand-in alone on a port of its own, with a clock that only `pass` moves. */
export async function startOvhStandIn(pace = 1, machines = createIdleMachines()) {
  let now = Date.parse('2026-11-23T10:00:00Z')
  const store = createStore()
  const context: StandInContext = {
    store,
    now: () => now,
    pace: () => pace,
    faults: createFaults(store),
    addresses: { companies: '', worker: '', instancePort: 0, sshPort: 0 },
  }
  const standIn = createOvhStandIn(context, machines)
  const app = new Hono().route('/ovh/1.0', standIn.app)
  const server = await new Promise<Server>((resolve) => {
    const started = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0, overrideGlobalObjects: false }, () =>
      resolve(started as Server),
    )
  })
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/ovh/1.0`
  const config: OvhConfig = {
    endpoint: 'us',
    apiBase: base,
    tokenUrl: `${base}/auth/oauth2/token`,
    credentials: {
      kind: 'application',
      appKey: settings.OVH_APP_KEY ?? '',
      appSecret: settings.OVH_APP_SECRET ?? '',
      consumerKey: settings.OVH_CONSUMER_KEY ?? '',
    },
  }
  return {
    base,
    config,
    machines,
    faults: context.faults,
    /** The orders that the stand-in was made to take. */
    orders: () => standIn.summary().orders as { orderId: number; cartId: string; serviceName: string | null }[],
    openCarts: () => standIn.summary().openCarts as number,
    control: (name: string, args: Record<string, unknown> = {}) => standIn.controls?.[name]?.(args),
    pass(seconds: number) {
      now += seconds * 1000
    },
    now: () => new Date(now).toISOString(),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

export type RunningOvh = Awaited<ReturnType<typeof startOvhStandIn>>
