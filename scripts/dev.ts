import { parseArgs } from 'node:util'
import { testOperator } from './dev-operator.ts'
import { startDev } from './start-dev.ts'

/** `npm run dev`: the whole product on this computer, every company replaced by its stand-in; nothing costs money. */
const { values } = parseArgs({
  options: {
    port: { type: 'string' },
    /** 1 is realistic, 0 is instant. */
    pace: { type: 'string', default: process.env.SANDBOX_PACE ?? '1' },
    machine: { type: 'boolean', default: false },
  },
})

const started = Date.now()
console.log('Starting the sandbox, the database and the Worker …')
const pace = Number(values.pace)
const dev = values.machine
  ? await (await import('../test/machine/dev.ts')).startMachineDev(pace)
  : await startDev({ ports: values.port ? { worker: Number(values.port) } : {}, pace })
console.log(`
Ready on ${dev.url} after ${((Date.now() - started) / 1000).toFixed(1)} s

  Sandbox   ${dev.sandboxUrl}   its companies, their mailbox, and what they can be told to do
  Operator  ${testOperator.email} with the password ${testOperator.password}
  Pace      ${values.pace}   1 takes as long as the real companies, 0 is instant; npm run dev -- --pace 0, or the sandbox's page

Ctrl-C stops everything; what happened is kept in .sandbox/.
`)

let stopping = false
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    // npm and the terminal both pass a Ctrl-C on, so the second one says nothing new.
    if (stopping) return
    stopping = true
    void dev.close().finally(() => process.exit(0))
  })
}
