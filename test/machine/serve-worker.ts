import { createServer } from 'vite'
import { quietTools } from '../../scripts/dev-environment.ts'

/**
 * The Worker in a process of its own, as one of the lab's products: Vite's plugin keeps one workerd per process, and
 * workerd trusts what NODE_EXTRA_CA_CERTS said when the process began. Nothing is watched, so that an edit meanwhile
 * doesn't restart it.
 */
Object.assign(process.env, quietTools)
const server = await createServer({
  clearScreen: false,
  logLevel: 'error',
  server: { host: '127.0.0.1', port: Number(process.env.WORKER_PORT), strictPort: true, watch: null, hmr: false },
})
await server.listen()
process.once('SIGTERM', () => void server.close().finally(() => process.exit(0)))
