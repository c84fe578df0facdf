import type { AddressInfo, Socket } from 'node:net'
import { createServer } from 'node:net'
import type { Connection, ServerChannel } from 'ssh2'
import ssh2 from 'ssh2'
import type { TestProject } from 'vitest/node'
import { generateOpensshKeyPair } from '../../worker/providers/ssh/openssh-key.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** An SSH server for test/providers/ssh.test.ts: `debian` has one key, `anyone` takes every key, `root` none. */
    ssh: { port: number; silentPort: number; debianKey: string }
  }
}

/** Starts a server by ssh2 that misbehaves on command; the real OpenSSH is met in `npm run test:machine`. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const keys = await generateOpensshKeyPair('debian')
  const debian = parsed(keys.publicKey)
  const { privateKey: hostKey } = await generateOpensshKeyPair('host')
  const server = new ssh2.Server({ hostKeys: [hostKey] }, (connection) => {
    connection.on('error', () => undefined)
    connection.on('authentication', (context) => {
      if (context.method !== 'publickey') return context.reject(['publickey'])
      const known = context.username === 'debian' && context.key.data.equals(debian.getPublicSSH())
      if (!known && context.username !== 'anyone') return context.reject(['publickey'])
      const key = parsed(context.key.data)
      const proven = !context.signature || key.verify(context.blob as Buffer, context.signature, context.hashAlgo)
      return proven === true ? context.accept() : context.reject()
    })
    connection.on('session', (accept) => {
      accept().on('exec', (acceptExec, _reject, info) => answer(acceptExec(), info.command, connection))
    })
  })
  const silentSockets = new Set<Socket>()
  const silent = createServer((socket) => {
    silentSockets.add(socket)
    socket.on('error', () => undefined)
  })
  // As sshd does: each small answer of the handshake would wait 40 ms for an acknowledgement.
  const door = createServer({ noDelay: true }, (socket) => void server.injectSocket(socket))
  const port = await listen(door)
  const silentPort = await listen(silent)
  project.provide('ssh', { port, silentPort, debianKey: keys.privateKey })
  return async () => {
    for (const socket of silentSockets) socket.destroy()
    await Promise.all([door, silent].map((each) => new Promise((resolve) => each.close(resolve))))
  }
}

function answer(channel: ServerChannel, command: string, connection: Connection) {
  channel.on('error', () => undefined)
  if (command === 'hang') return
  if (command === 'cut') return connection.end()
  const input: Buffer[] = []
  channel.on('data', (chunk: Buffer) => input.push(chunk))
  channel.on('end', () => {
    channel.write(Buffer.concat(input))
    channel.stderr.write(`ran ${command}`)
    channel.exit(command === 'fail' ? 3 : 0)
    channel.end()
  })
}

function parsed(key: string | Buffer) {
  const result = ssh2.utils.parseKey(key)
  if (result instanceof Error) throw result
  return Array.isArray(result) ? result[0] : result
}

function listen(server: ReturnType<typeof createServer>): Promise<number> {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)))
}
