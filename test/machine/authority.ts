import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { run } from './shell.ts'

export type Authority = {
  folder: string
  certificate: string
  key: string /** The certificate with what this computer trusts besides: for NODE_EXTRA_CA_CERTS. */
  bundle: string
}

/** A certificate authority of the lab's own, new in each run, trusted by its machines alone. */
export async function createAuthority(folder: string): Promise<Authority> {
  await mkdir(folder, { recursive: true })
  const [certificate, key, bundle] = ['ca.crt', 'ca.key', 'bundle.crt'].map((name) => path.join(folder, name)) as [
    string,
    string,
    string,
  ]
  const extensions = ['basicConstraints=critical,CA:TRUE', 'keyUsage=critical,keyCertSign,cRLSign']
  await run('openssl', [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '7'],
    ...['-subj', '/CN=Machine lab', '-keyout', key, '-out', certificate],
    ...extensions.flatMap((each) => ['-addext', each]),
  ])
  const extra = process.env.NODE_EXTRA_CA_CERTS
  const known = extra && existsSync(extra) ? await readFile(extra, 'utf8') : ''
  await writeFile(bundle, `${known}\n${await readFile(certificate, 'utf8')}`)
  return { folder, certificate, key, bundle }
}

/** A server certificate for these names. */
export async function issue(authority: Authority, names: string[]): Promise<{ cert: string; key: string }> {
  const file = (name: string) => path.join(authority.folder, name)
  await writeFile(file('leaf.ext'), `subjectAltName=${names.map((name) => `DNS:${name}`).join()}\n`)
  await run('openssl', [
    ...['req', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-subj', '/CN=gateway'],
    ...['-keyout', file('leaf.key'), '-out', file('leaf.csr')],
  ])
  await run('openssl', [
    ...['x509', '-req', '-in', file('leaf.csr'), '-CA', authority.certificate, '-CAkey', authority.key],
    ...['-CAcreateserial', '-days', '7', '-extfile', file('leaf.ext'), '-out', file('leaf.crt')],
  ])
  return { cert: await readFile(file('leaf.crt'), 'utf8'), key: await readFile(file('leaf.key'), 'utf8') }
}
