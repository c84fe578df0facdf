import { readFileSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { attempt, run } from './shell.ts'

/** A private net of the lab's own; workerd refuses to connect to the ranges that are set aside for documentation. */
const net = '10.213.77'
export const bridge = 'oclab0'
export const gatewayAddress = `${net}.1`
export const acmeAddress = `${net}.2`
export const guestAddress = (index: number) => `${net}.${10 + index}`

const mark = '# openclaw-machine-lab'

export async function raiseBridge() {
  await lowerBridge()
  await run('ip', ['link', 'add', bridge, 'type', 'bridge'])
  for (const address of [gatewayAddress, acmeAddress])
    await run('ip', ['address', 'add', `${address}/24`, 'dev', bridge])
  await run('ip', ['link', 'set', bridge, 'up'])
}

export async function lowerBridge() {
  await attempt('ip', ['link', 'delete', bridge])
}

/** Gives names their addresses on this computer while the lab runs; an empty table takes all of them back. */
export function nameHosts(names: Map<string, string>) {
  const before = readFileSync('/etc/hosts', 'utf8')
  const lines = before.split('\n').filter((line) => !line.endsWith(mark))
  while (lines.at(-1) === '') lines.pop()
  for (const [name, address] of names) lines.push(`${address} ${name} ${mark}`)
  const after = `${lines.join('\n')}\n`
  // Written in one go, without waiting in between: two machines may be named at the same time.
  if (after !== before) writeFileSync('/etc/hosts', after)
}

/** Lets the guests reach one port of this computer's loopback address, by the gateway's. */
export async function forward(port: number) {
  const server = createServer((inside) => {
    const outside = connect(port, '127.0.0.1')
    inside.pipe(outside).pipe(inside)
    inside.on('error', () => outside.destroy())
    outside.on('error', () => inside.destroy())
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, gatewayAddress, resolve)
  })
  return { close: () => new Promise<void>((resolve) => server.close(() => resolve())) }
}
