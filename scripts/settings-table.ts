import * as z from 'zod/mini'
import { settings } from '../worker/settings.ts'

/**
 * Prints docs/settings.md: `npx node scripts/settings-table.ts > docs/settings.md`. .ci/run fails when the file says
 * something else than worker/settings.ts.
 */
const rows = Object.entries(settings).map(([name, { meaning, secret, schema }]) => {
  const where = secret ? 'secret' : 'var'
  return `| \`${name}\` | ${where} | ${standard(schema)} | ${meaning.replaceAll('|', '\\|')} |`
})

console.log(`# Settings

Written by scripts/settings-table.ts from worker/settings.ts. A \`var\` stands in wrangler.toml under \`[vars]\`; a \`secret\` is set with
\`npx wrangler secret put NAME\` and never stands in a file. The Worker refuses to do anything while one is missing,
unreadable or not allowed for its \`ENVIRONMENT\` (worker/config-rules.ts), and names it in its answer.

| name | kind | unless set | meaning |
| --- | --- | --- | --- |
${rows.join('\n')}

OVHcloud's credentials are either the three \`OVH_APP_KEY\`, \`OVH_APP_SECRET\` and \`OVH_CONSUMER_KEY\`, or the two
\`OVH_CLIENT_ID\` and \`OVH_CLIENT_SECRET\`. Sign-in with GitHub and with Google each needs both of its settings.`)

/** What a setting is when nobody sets it. */
function standard(schema: (typeof settings)[keyof typeof settings]['schema']): string {
  const parsed = z.safeParse<z.ZodMiniType>(schema, undefined)
  if (!parsed.success) return '**must be set**'
  const { data } = parsed
  if (data === undefined) return 'off'
  return Array.isArray(data) && data.length === 0 ? 'empty' : `\`${String(data)}\``
}
