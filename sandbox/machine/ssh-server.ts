import { createServer, type Server } from 'node:net'
import type { Server as SshServer } from 'ssh2'
import ssh2 from 'ssh2'

export type CommandResult = { code: number; stdout?: string; stderr?: string }

type Options = {
  host: string
  port: number
  hostKey: string
  user: string
  /** The one public key line that may log in now; null: nobody. */
  authorizedKey(): string | null
  /** Whether this connection is cut before a word is said. */
  refuses(): boolean
  run(command: string, input: string): Promise<CommandResult>
}

/** A real SSH server on one address; resolves when it listens. `close` also ends the open connections. */
export async function startSshServer(options: Options): Promise<{ close(): Promise<void> }> {
  const ssh: SshServer = new ssh2.Server({ hostKeys: [options.hostKey] }, (connection) => {
    connection.on('error', () => undefined)
    connection.on('authentication', (context) => {
      if (context.method !== 'publickey') return context.reject(['publickey'])
      const line = options.authorizedKey()
      const parsed = line === null ? null : ssh2.utils.parseKey(line)
      const key = Array.isArray(parsed) ? parsed[0] : parsed
      if (!key || key instanceof Error || context.username !== options.user) return context.reject(['publickey'])
      if (!context.key.data.equals(key.getPublicSSH())) return context.reject(['publickey'])
      if (!context.signature) return context.accept()
      const proven = context.blob && key.verify(context.blob, context.signature, context.hashAlgo) === true
      return proven ? context.accept() : context.reject()
    })
    connection.on('session', (accept) => {
      accept().on('exec', (acceptExec, _reject, info) => {
        const channel = acceptExec()
        const input: Buffer[] = []
        channel.on('error', () => undefined)
        channel.on('data', (chunk: Buffer) => input.push(chunk))
        channel.on('end', async () => {
          const result = await options
            .run(info.command, Buffer.concat(input).toString('utf8'))
            .catch((error): CommandResult => ({ code: 1, stderr: String(error) }))
          if (result.stdout) channel.write(result.stdout)
          if (result.stderr) channel.stderr.write(result.stderr)
          channel.exit(result.code)
          channel.end()
        })
      })
    })
  })
  const sockets = new Set<import('node:net').Socket>()
  // As sshd does; otherwise each small packet of the handshake waits 40 ms for the acknowledgement of the one before.
  const server: Server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => sockets.delete(socket))
    if (options.refuses()) return socket.destroy()
    return ssh.injectSocket(socket)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, options.host, resolve)
  })
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}
