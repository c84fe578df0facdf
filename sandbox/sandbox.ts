import type { Server } from 'node:http'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { type MakeMachines, mountCompanies } from './companies.ts'
import { createControl } from './control.ts'
import { controlApi } from './control-api.ts'
import { controlPage } from './control-page.ts'
import { createFaults } from './faults.ts'
import { type Exchange, observer } from './observer.ts'
import { createRequestLog } from './request-log.ts'
import type { SandboxPorts } from './settings.ts'
import type { StandInContext } from './stand-in.ts'
import { createStore } from './store.ts'

export type SandboxOptions = {
  ports: SandboxPorts
  /** Multiplies every realistic duration: 1 is realistic, 0 is instant. The control page may change it. */
  pace: number
  /** One JSON file that outlives the process; without it everything stays in memory. */
  statePath?: string
  /** What plays the machines; simulated ones unless given. */
  machines?: MakeMachines
  /** Sees each call to a company's API with its answer; for contract tests. */
  observe?: (exchange: Exchange) => void
}

export type Sandbox = {
  /** The control page, and below it every company. */
  url: string
  close(): Promise<void>
}

/** Starts every stand-in on its port and answers once they listen; never part of the deployed Worker. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { ports, pace, statePath, machines, observe } = options
  const url = `http://127.0.0.1:${ports.companies}`
  const store = createStore(statePath)
  const time = store.section('time', () => ({ aheadMs: 0 }))
  let currentPace = pace
  const context: StandInContext = {
    store,
    now: () => Date.now() + time.aheadMs,
    pace: () => currentPace,
    faults: createFaults(store),
    addresses: { companies: url, worker: ports.worker, instancePort: ports.instance, sshPort: ports.ssh },
  }

  const mounted = await mountCompanies(context, machines)
  const log = createRequestLog(context)
  const control = createControl(context, mounted, log, {
    setPace: (next) => {
      currentPace = next
    },
    advance: (ms) => {
      time.aheadMs += ms
      store.save()
    },
    resetClock: () => {
      time.aheadMs = 0
      store.save()
    },
  })

  const app = new Hono()
  app.use(log.middleware(mounted))
  if (observe) app.use(observer(mounted, observe))
  app.route('/control', controlApi(control))
  app.route('/', controlPage(control))
  for (const { prefix, standIn } of mounted) app.route(prefix || '/', standIn.app)

  const server = await listen(app, ports.companies)
  return {
    url,
    async close() {
      await stop(server)
      for (const { standIn } of mounted) await standIn.close?.()
      store.flush()
    },
  }
}

function listen(app: Hono, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port, overrideGlobalObjects: false }, () =>
      resolve(server as Server),
    )
    server.once('error', reject)
  })
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()))
    server.closeAllConnections()
  })
}
