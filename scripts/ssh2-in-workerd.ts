import { builtinModules } from 'node:module'
import path from 'node:path'
import type { Plugin } from 'vite'

const stub = (name: string) => path.join(import.meta.dirname, '../worker/providers/ssh/stubs', name)

/**
 * What ssh2 needs to run in workerd: no native addon, no WebAssembly compiled at run time, and a `__dirname`.
 * wrangler.toml says the same in its own words ([alias], [define]), which the Vite plugin ignores.
 */
export const ssh2Alias = [
  { find: 'cpu-features', replacement: stub('cpu-features.cjs') },
  { find: /^\.\/crypto\/poly1305\.js$/, replacement: stub('poly1305.cjs') },
]

export const ssh2Define = { __dirname: "'/'" }

/** The same replacements where dependencies are bundled ahead (`optimizeDeps` of Vite, `deps.optimizer` of Vitest). */
export const ssh2Plugin = {
  name: 'ssh2-in-workerd',
  resolveId(id: string) {
    if (id === 'cpu-features' || id.endsWith('sshcrypto.node')) return stub('cpu-features.cjs')
    if (id === './crypto/poly1305.js') return stub('poly1305.cjs')
    return undefined
  },
} satisfies Plugin

/** Options of the dependency bundler with which the CommonJS packages of this project run in workerd. */
export const workerdRolldownOptions = {
  platform: 'node' as const,
  external: [...builtinModules, ...builtinModules.map((name) => `node:${name}`)],
  plugins: [ssh2Plugin],
}
