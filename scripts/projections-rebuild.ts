import { parseArgs } from 'node:util'

/**
 * `npm run projections:rebuild -- https://deploy.example`: has every deployment projected into D1 again. The token is the
 * secret ADMIN_TOKEN, from the environment so that it stays out of the shell's history.
 */
const [address] = parseArgs({ allowPositionals: true }).positionals
const token = process.env.ADMIN_TOKEN
if (!address || !token)
  throw new Error('usage: ADMIN_TOKEN=… npm run projections:rebuild -- <the address of the Worker>')

let after: string | null = ''
let rebuilt = 0
const failed: string[] = []
while (after !== null) {
  const response = await fetch(new URL('/api/admin/projections/rebuild', address), {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ after }),
  })
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
  const page = (await response.json()) as { rebuilt: number; failed: string[]; next: string | null }
  rebuilt += page.rebuilt
  failed.push(...page.failed)
  after = page.next
  console.log(`${rebuilt} rebuilt`)
}
for (const id of failed) console.error(`failed: ${id}`)
if (failed.length > 0) process.exitCode = 1
