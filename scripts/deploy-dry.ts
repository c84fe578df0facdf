import { glob, readFile } from 'node:fs/promises'
import { sandboxSettings } from '../sandbox/settings.ts'
import { runTool } from './dev-environment.ts'

/** `npm run deploy:dry`: builds as for a deployment, lets wrangler check it, and prints how large the Worker is. Sends nothing. */
const LIMIT_KIB = 3 * 1024

console.log('Building …')
await runTool('npx', ['vite', 'build'])
// The built Worker's own configuration: with wrangler.toml wrangler would bundle the sources itself, without Vite's part.
const config = 'dist/openclaw_deploy/wrangler.json'
const output = await runTool('npx', ['wrangler', 'deploy', '--dry-run', '--config', config], { CI: '1' })
const size = /Total Upload: ([\d.]+) KiB \/ gzip: ([\d.]+) KiB/.exec(output)
if (!size) throw new Error(`wrangler didn't say how large the Worker is:\n${output}`)
await refuseStandIns()
console.log(`The Worker is ${size[1]} KiB, ${size[2]} KiB compressed.`)
// Cloudflare's limit of the free plan, after compression; 10 MiB on the paid one.
if (Number(size[2]) > LIMIT_KIB) throw new Error(`more than ${LIMIT_KIB} KiB compressed`)

/** A deployed Worker contains no stand-in: none of the values that only the sandbox uses may be in it. */
async function refuseStandIns(): Promise<void> {
  const settings = sandboxSettings({ companies: 0, ssh: 0, instance: 0, worker: '' })
  const marks = [settings.STRIPE_SECRET_KEY, settings.OVH_CONSUMER_KEY, settings.OPENROUTER_MANAGEMENT_KEY]
  for await (const file of glob('dist/**/*.{js,mjs,json,html}')) {
    const text = await readFile(file, 'utf8')
    const mark = marks.find((value) => value !== undefined && text.includes(value))
    if (mark) throw new Error(`${file} contains the sandbox's ${mark}`)
  }
}
