import { createServer } from 'node:net'

/** The wished port, or the next one that nobody listens on. */
export async function freePort(wished: number, taken: ReadonlySet<number> = new Set()): Promise<number> {
  for (let port = wished; port < wished + 100; port += 1) {
    if (!taken.has(port) && (await isFree(port))) return port
  }
  throw new Error(`no free port from ${wished} to ${wished + 99}`)
}

/** Tried on loopback and on every address: a server on either would get the requests that are meant for us. */
async function isFree(port: number): Promise<boolean> {
  return (await canListen(port, '127.0.0.1')) && (await canListen(port))
}

function canListen(port: number, host?: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)))
  })
}
