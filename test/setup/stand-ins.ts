import { startSandbox } from '../../sandbox/sandbox.ts'

/** Starts the sandbox for the tests that run in workerd, on the ports that vitest.config.ts chose: instant, and nothing kept on disk. */
export default async function setup(): Promise<() => Promise<void>> {
  const ports = JSON.parse(process.env.TEST_SANDBOX_PORTS ?? 'null') as {
    companies: number
    ssh: number
    instance: number
  } | null
  if (!ports) throw new Error('TEST_SANDBOX_PORTS is set by vitest.config.ts')
  const sandbox = await startSandbox({ ports: { ...ports, worker: 'http://127.0.0.1:5173' }, pace: 0 })
  return () => sandbox.close()
}
