import { createInterface } from 'node:readline/promises'
import { parseArgs } from 'node:util'
import { startVitest } from 'vitest/node'
import { createOvh } from '../worker/providers/ovh/adapter.ts'
import { createSsh } from '../worker/providers/ssh/adapter.ts'
import { type LiveTargets, liveTargets } from './live-targets.ts'
import { orderServer } from './order-server.ts'

/**
 * `npm run e2e:live`: the suites of provider tests against the real companies whose credentials are in the environment, without
 * spending money. With `--order-vps` a server is bought after that, when a person has agreed to its price.
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
  const { ovh } = targets
  if (!('config' in ovh)) throw new Error('--order-vps needs the credentials of OVHcloud')
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  const port = Number(process.env.SSH_PORT ?? 22)
  await orderServer(createOvh(ovh.config.ovh), createSsh(), ovh.config.need, {
    ask: (question) => terminal.question(question),
    say: (line) => console.log(line),
    sshPort: port,
    lookEveryMs: Number(process.env.LOOK_EVERY_MS ?? 15_000),
  })
  terminal.close()
}
