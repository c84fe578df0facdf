import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import path from 'node:path'
import { folders } from './folders.ts'

type Answer = { status: number; type: string; body: Buffer }

/** What never changes under its name may be kept for the next run. */
const immutable = /\.(tgz|deb)$|\/by-hash\//

/**
 * The guests' only way out: it answers for the package hosts under their own names and fetches through this computer,
 * each file once. Nothing else can be reached from a guest.
 */
export async function startGateway(options: { address: string; hosts: string[]; tls: { cert: string; key: string } }) {
  const under = new Map<string, Promise<Answer>>()
  let requests = 0
  let fetchedBytes = 0

  async function look(url: string, accept: string): Promise<Answer> {
    const file = path.join(folders.packages, createHash('sha256').update(url).digest('hex'))
    if (existsSync(file)) return { status: 200, type: 'application/octet-stream', body: await readFile(file) }
    const response = await fetch(url, { headers: { accept } })
    const body = Buffer.from(await response.arrayBuffer())
    fetchedBytes += body.length
    if (response.ok && immutable.test(new URL(url).pathname)) {
      await writeFile(`${file}.new`, body)
      await rename(`${file}.new`, file)
    }
    return { status: response.status, type: response.headers.get('content-type') ?? '', body }
  }

  async function handle(scheme: string, request: IncomingMessage, response: ServerResponse) {
    requests += 1
    const host = (request.headers.host ?? '').split(':')[0] ?? ''
    if (!options.hosts.includes(host) || !['GET', 'HEAD'].includes(request.method ?? '')) {
      return response.writeHead(403).end()
    }
    const accept = request.headers.accept ?? '*/*'
    const url = `${scheme}://${host}${request.url}`
    const key = `${accept} ${url}`
    const pending = under.get(key) ?? look(url, accept)
    under.set(key, pending)
    try {
      const { status, type, body } = await pending
      if (status >= 400) under.delete(key)
      response.writeHead(status, { 'content-type': type, 'content-length': body.length })
      return response.end(request.method === 'HEAD' ? undefined : body)
    } catch {
      under.delete(key)
      return response.writeHead(502).end()
    }
  }

  await mkdir(folders.packages, { recursive: true })
  const servers = [
    { server: createHttpServer((request, response) => void handle('http', request, response)), port: 80 },
    {
      server: createHttpsServer(options.tls, (request, response) => void handle('https', request, response)),
      port: 443,
    },
  ]
  for (const { server, port } of servers) {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(port, options.address, resolve)
    })
  }
  return {
    figures: () => ({ requests, fetchedMegabytes: Math.round(fetchedBytes / 1e6) }),
    async close() {
      for (const { server } of servers) {
        server.closeAllConnections()
        await new Promise((resolve) => server.close(resolve))
      }
    },
  }
}
