import path from 'node:path'
import { cloudflare } from '@cloudflare/vite-plugin'
import tailwindcss from '@tailwindcss/vite'
import { defineConfig, type Plugin } from 'vite'
import solid from 'vite-plugin-solid'
import { weigh } from './scripts/check-budgets.ts'
import { ssh2Define, ssh2Plugin } from './scripts/ssh2-in-workerd.ts'

const here = import.meta.dirname
const {
  SANDBOX_SETTINGS,
  STATE_PATH = path.join(here, '.wrangler/state'),
  BUILD_PATH = path.join(here, 'dist'),
} = process.env

/** `npm run dev` and the browser test hand the sandbox's settings over in the environment; `npm run build` has none. */
const sandboxVars: Record<string, string> = SANDBOX_SETTINGS ? JSON.parse(SANDBOX_SETTINGS) : {}

/** Fails a build whose pages have grown too heavy. */
const budgets: Plugin = {
  name: 'budgets',
  applyToEnvironment: ({ name }) => name === 'client',
  apply: 'build',
  writeBundle({ dir }) {
    const { exceeded } = weigh(dir ?? path.join(BUILD_PATH, 'client'))
    if (exceeded.length > 0) this.error(exceeded.join('\n'))
  },
}

/** Asks for the two faces that every page's text is set in before the style sheet is read. */
const preloadFonts: Plugin = {
  name: 'preload-fonts',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler: (_, { bundle = {} }) =>
      Object.keys(bundle)
        .filter((file) => /(bricolage-grotesque|instrument-sans)-latin-wght/.test(file))
        .map((file) => ({
          tag: 'link',
          attrs: { rel: 'preload', as: 'font', type: 'font/woff2', crossorigin: '', href: `/${file}` },
          injectTo: 'head' as const,
        })),
  },
}

export default defineConfig({
  root: path.join(here, 'web'),
  envDir: false,
  plugins: [
    solid(),
    tailwindcss(),
    // Before Vite's own resolver, which would find the package that is replaced.
    { ...ssh2Plugin, enforce: 'pre' },
    cloudflare({
      configPath: path.join(here, 'wrangler.toml'),
      persistState: { path: STATE_PATH },
      inspectorPort: false,
      config: ({ vars }) => ({ vars: { ...vars, ...sandboxVars } }),
    }),
    preloadFonts,
    budgets,
  ],
  environments: {
    openclaw_deploy: {
      define: ssh2Define,
      optimizeDeps: { rolldownOptions: { plugins: [ssh2Plugin], transform: { define: ssh2Define } } },
    },
  },
  server: { host: '127.0.0.1' },
  build: {
    outDir: BUILD_PATH,
    emptyOutDir: true,
    // light-dark() and nesting stay as they are written; these are the first versions that know both.
    target: ['chrome123', 'firefox128', 'safari17.5'],
    // An inlined asset would need an exception in the content security policy.
    assetsInlineLimit: 0,
  },
})
