import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { startVitest } from 'vitest/node'
import { createInstanceProbe } from '../worker/providers/instance.ts'
import { createOpenRouter } from '../worker/providers/openrouter/adapter.ts'
import { createOvh } from '../worker/providers/ovh/adapter.ts'
import { createSsh } from '../worker/providers/ssh/adapter.ts'
import { instanceTarget, type LiveTargets, liveTargets } from './live-targets.ts'
import { orderServer } from './order-server.ts'

/**
 * `npm run e2e:live`: the suites of provider tests against the real companies whose credentials are in the environment, without
 * spending money. With `--order-vps` a server is bought after that, when a person has agreed to its price, and set up until
 * OpenClaw answers on it.
 */
const { values } = parseArgs({ options: { 'order-vps': { type: 'boolean', default: false } } })

const targets = liveTargets(process.env)
const ready = (Object.keys(targets) as (keyof LiveTargets)[]).filter((name) => {
  const target = targets[name]
  if ('config' in target) return true
  console.log(`Skipped ${name}: set ${target.missing}.`)
  return false
})

if (ready.length === 0) {
  console.log('Nothing was checked: there are no credentials of a real company in the environment.')
} else {
  const vitest = await startVitest('test', [], {
    config: false,
    watch: false,
    include: ready.map((name) => `test/live/${name}.live.ts`),
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    reporters: ['verbose'],
  })
  await vitest.close()
  if (process.exitCode) process.exit()
}

if (values['order-vps']) await order()

async function order(): Promise<void> {
  const { ovh, openrouter } = targets
  const instance = instanceTarget(process.env)
  if (!('config' in ovh)) throw new Error(`--order-vps needs ${ovh.missing}`)
  if (!('config' in openrouter)) throw new Error(`--order-vps needs ${openrouter.missing}`)
  if (!('config' in instance)) throw new Error(`--order-vps needs ${instance.missing}`)
  const providers = {
    servers: createOvh(ovh.config.ovh),
    ssh: createSsh(),
    modelKeys: createOpenRouter(openrouter.config),
    instance: createInstanceProbe(),
  }
  const wish = { need: ovh.config.need, instance: instance.config }
  const options = {
    ask,
    say: (line: string) => console.log(line),
    lookEveryMs: Number(process.env.LOOK_EVERY_MS ?? 10_000),
    signal: interruption(),
  }
  if ((await orderServer(providers, wish, options)) === 'failed') process.exitCode = 1
}

/** The line that is typed; empty when there is nobody to type one. */
function ask(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  return new Promise((resolve) => {
    terminal.once('close', () => {
      resolve('')
      // An open pipe would keep the process from ending.
      process.stdin.destroy()
    })
    terminal.question(question, (answer) => {
      resolve(answer)
      terminal.close()
    })
  })
}

/** The first Ctrl+C gives back what was bought; only the second leaves at once. */
function interruption(): AbortSignal {
  const interrupted = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(name, () => {
      console.log(
        'Stopping. What was bought is given back first; to leave at once, and go on paying for it, do it again.',
      )
      interrupted.abort(new Error('interrupted'))
    })
  }
  return interrupted.signal
}
