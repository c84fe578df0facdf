import { readFile } from 'node:fs/promises'
import { get as getHttp, type IncomingHttpHeaders } from 'node:http'
import { Agent, get as getHttps } from 'node:https'
import { rootCertificates } from 'node:tls'
import { answers } from './acme.ts'

type Outside = { name: string; ipv4: string; bundle: string; dashboardOrigin: string }
type Answer = { status: number; headers: IncomingHttpHeaders; body: string }

/** Looks at a finished machine as the world sees it: through TLS with a certificate for its name, and at what must stay shut. */
export async function checkFromOutside({ name, ipv4, bundle, dashboardOrigin }: Outside) {
  const agent = new Agent({ ca: [...rootCertificates, await readFile(bundle, 'utf8')] })
  const fetched = (address: string) => ask((done) => getHttps(address, { agent }, done))

  const health = await fetched(`https://${name}/healthz`)
  expect(
    health.status === 200 && JSON.parse(health.body).ok === true,
    `healthz answered ${health.status} ${health.body}`,
  )

  const page = await fetched(`https://${name}/`)
  expect(
    page.status === 200 && page.body.includes('<title>OpenClaw'),
    `the page is ${page.status} ${page.body.slice(0, 200)}`,
  )
  const policy = String(page.headers['content-security-policy'])
  expect(policy.includes(`frame-ancestors ${dashboardOrigin};`), `the page may be framed by others: ${policy}`)
  expect(policy.includes("default-src 'self'"), `the rest of the policy is gone: ${policy}`)
  expect(page.headers['x-frame-options'] === undefined, 'X-Frame-Options forbids the frame')

  const administration = await fetched(`https://${name}/api/v1/admin/rpc`)
  expect(administration.status === 404, `administration answers ${administration.status}`)
  const plain = await ask((done) => getHttp(`http://${name}/`, done))
  expect(plain.status === 308 && plain.headers.location === `https://${name}/`, `http answers ${plain.status}`)
  expect(!(await answers(ipv4, 18789)), 'the gateway’s own port is open to the world')
}

function expect(fine: boolean, otherwise: string): void {
  if (!fine) throw new Error(otherwise)
}

function ask(
  start: (done: (message: import('node:http').IncomingMessage) => void) => import('node:http').ClientRequest,
) {
  return new Promise<Answer>((resolve, reject) => {
    const request = start((message) => {
      const chunks: Buffer[] = []
      message.on('data', (chunk: Buffer) => chunks.push(chunk))
      message.on('end', () =>
        resolve({ status: message.statusCode ?? 0, headers: message.headers, body: Buffer.concat(chunks).toString() }),
      )
    })
    request.setTimeout(30_000, () => request.destroy(new Error('no answer within 30 s')))
    request.once('error', reject)
  })
}
