import path from 'node:path'
import { cloudflare } from '@cloudflare/vite-plugin'
import tailwindcss from '@tailwindcss/vite'
import { defineConfig } from 'vite'
import solid from 'vite-plugin-solid'
import { ssh2Define, ssh2Plugin } from './scripts/ssh2-in-workerd.ts'

const here = import.meta.dirname
const { SANDBOX_SETTINGS, STATE_PATH = path.join(here, '.wrangler/state') } = process.env

/** `npm run dev` hands the sandbox's settings over in the environment; a build has none. */
const sandboxVars: Record<string, string> = SANDBOX_SETTINGS ? JSON.parse(SANDBOX_SETTINGS) : {}

export default defineConfig(({ command }) => ({
  root: path.join(here, 'web'),
  envDir: false,
  plugins: [
    solid(),
    tailwindcss(),
    ssh2Plugin,
    cloudflare({
      configPath: path.join(here, 'wrangler.toml'),
      persistState: { path: STATE_PATH },
      inspectorPort: false,
      config: (worker) => (command === 'serve' ? { vars: { ...worker.vars, ...sandboxVars } } : {}),
    }),
  ],
  environments: {
    openclaw_deploy: {
      define: ssh2Define,
      optimizeDeps: { rolldownOptions: { plugins: [ssh2Plugin], transform: { define: ssh2Define } } },
    },
  },
  server: { host: '127.0.0.1' },
  build: {
    outDir: path.join(here, 'dist'),
    emptyOutDir: true,
    // light-dark() and nesting stay as they are written; these are the first versions that know both.
    target: ['chrome123', 'firefox128', 'safari17.5'],
    // An inlined asset would need an exception in the content security policy.
    assetsInlineLimit: 0,
  },
}))
