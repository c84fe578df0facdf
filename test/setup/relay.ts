import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

/**
 * The Worker under test has no port of its own, but Stripe's webhooks and machines' reports come from outside. They
 * arrive here, and test/worker/relay.ts takes each into the Worker and brings its answer back.
 */
type Waiting = { id: number; request: IncomingMessage; body: string; response: ServerResponse }

const LONG_POLL_MS = 20_000

export function startRelay(port: number): Promise<() => Promise<void>> {
  const arrived: Waiting[] = []
  const taken = new Map<number, ServerResponse>()
  let asking: ServerResponse | undefined
  let nextId = 1

  function handOver(): void {
    const one = arrived[0]
    if (!one || !asking) return
    arrived.shift()
    taken.set(one.id, one.response)
    const { method, url, headers } = one.request
    asking.end(JSON.stringify({ id: one.id, method, path: url, headers, body: one.body }))
    asking = undefined
  }

  const server = createServer(async (request, response) => {
    const body = await textOf(request)
    if (request.url === '/relay/next') {
      asking?.end('null')
      asking = response
      const timer = setTimeout(() => {
        if (asking !== response) return
        asking = undefined
        response.end('null')
      }, LONG_POLL_MS)
      response.once('close', () => {
        clearTimeout(timer)
        if (asking === response) asking = undefined
      })
    } else if (request.url?.startsWith('/relay/answer/')) {
      const answer = JSON.parse(body) as { status: number; body: string }
      taken
        .get(Number(request.url.slice('/relay/answer/'.length)))
        ?.writeHead(answer.status)
        .end(answer.body)
      response.end()
    } else {
      arrived.push({ id: nextId++, request, body, response })
      response.once('close', () => {
        const index = arrived.findIndex((one) => one.response === response)
        if (index >= 0) arrived.splice(index, 1)
      })
    }
    handOver()
  })

  return new Promise((resolve) => {
    server.listen(port, '127.0.0.1', () =>
      resolve(
        () =>
          new Promise<void>((closed) => {
            server.close(() => closed())
            server.closeAllConnections()
          }),
      ),
    )
  })
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}
