import type { Server } from 'node:http'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { mountCompanies } from './companies.ts'
import { createControl } from './control.ts'
import { controlApi } from './control-api.ts'
import { controlPage } from './control-page.ts'
import { createFaults } from './faults.ts'
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
}

export type Sandbox = {
  /** The control page, and below it every company. */
  url: string
  close(): Promise<void>
}

/** Starts every stand-in on its port and answers once they listen; never part of the deployed Worker. */
export async function startSandbox({ ports, pace, statePath }: SandboxOptions): Promise<Sandbox> {
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

  const companies = await mountCompanies(context, ports)
  const log = createRequestLog(context)
  const control = createControl(context, companies.mounted, log, {
    setPace: (next) => {
      currentPace = next
    },
    advance: (ms) => {
      time.aheadMs += ms
      store.save()
    },
  })

  const app = new Hono()
  app.use(log.middleware(companies.mounted))
  app.route('/control', controlApi(control))
  app.route('/', controlPage(control))
  for (const { prefix, standIn } of companies.mounted) app.route(prefix, standIn.app)

  const server = await listen(app, ports.companies)
  return {
    url,
    async close() {
      await stop(server)
      await companies.close()
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
