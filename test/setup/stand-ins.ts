import { startSandbox } from '../../sandbox/sandbox.ts'
import { loadOpenRouterContract } from '../contracts/openrouter-contract.ts'
import { loadOvhContract } from '../contracts/ovh-contract.ts'
import { startRelay } from './relay.ts'

type Ports = { companies: number; ssh: number; instance: number; relay: number }

/**
 * Starts the sandbox for the tests that run in workerd, on the ports that vitest.config.ts chose: instant, and nothing
 * kept on disk. Every call that the tests make and every answer is compared with the companies' schemas; the run fails
 * at its end when one did not fit.
 */
export default async function setup(): Promise<() => Promise<void>> {
  const ports = JSON.parse(process.env.TEST_SANDBOX_PORTS ?? 'null') as Ports | null
  if (!ports) throw new Error('TEST_SANDBOX_PORTS is set by vitest.config.ts')

  // Stripe's schema is its SDK's own types: the stand-in's answers are held against them when they are compiled.
  const contracts = { openrouter: loadOpenRouterContract(), ovh: loadOvhContract() }
  for (const [company, check] of Object.entries(contracts)) {
    if (!check) console.warn(`Skipped: the checks against ../shared/contracts/${company}, which is not here.`)
  }
  const problems = new Set<string>()
  const { relay, ...own } = ports
  const stopRelay = await startRelay(relay)
  const sandbox = await startSandbox({
    ports: { ...own, worker: `http://127.0.0.1:${relay}` },
    pace: 0,
    observe(exchange) {
      if (exchange.provider !== 'openrouter' && exchange.provider !== 'ovh') return
      for (const problem of contracts[exchange.provider]?.(exchange) ?? [])
        problems.add(`${exchange.provider} ${problem}`)
    },
  })
  return async () => {
    await sandbox.close()
    await stopRelay()
    if (problems.size > 0) throw new Error(`Outside of the companies' schemas:\n${[...problems].join('\n')}`)
  }
}
