import { describe, expect, inject, it } from 'vitest'
import type { ProviderErrorFacts } from '../../worker/providers/provider-error.ts'
import { createSsh } from '../../worker/providers/ssh/adapter.ts'
import type {} from '../setup/ssh-server.ts'

const { port, silentPort, debianKey } = inject('ssh')
const ssh = createSsh({ handshakeMs: 2000 })
const target = { host: '127.0.0.1', port, users: ['debian'], privateKey: debianKey }

async function failureOf(run: Promise<unknown>): Promise<Partial<ProviderErrorFacts>> {
  const error = await run.then(
    () => undefined,
    (reason) => reason,
  )
  return error?.facts ?? {}
}

describe('ssh in workerd', () => {
  it('runs a command and tells its output, its code and the host key', async () => {
    const result = await ssh.run(target, 'fail', { input: 'a document' })
    expect(result).toMatchObject({ exitCode: 3, stdout: 'a document', stderr: 'ran fail', user: 'debian' })
    expect(result.hostKey).toMatch(/^SHA256:[A-Za-z0-9+/]{43}$/)
  })

  it('carries a megabyte of input unchanged', async () => {
    const input = 'ä'.repeat(500_000)
    // The answer is cut at the size that the adapter keeps.
    expect((await ssh.run(target, 'echo', { input })).stdout.slice(0, 400_000)).toBe(input.slice(0, 400_000))
  })

  it('logs in with a key pair that it made itself', async () => {
    const pair = await ssh.generateKeyPair('deployment d1')
    expect(pair.publicKey).toMatch(/^ssh-ed25519 AAAA[A-Za-z0-9+/=]+ deployment d1$/)
    const result = await ssh.run({ ...target, users: ['anyone'], privateKey: pair.privateKey }, 'true')
    expect(result.exitCode).toBe(0)
  })

  it('tries the next user after a refused login', async () => {
    const result = await ssh.run({ ...target, users: ['root', 'debian'] }, 'true')
    expect(result.user).toBe('debian')
  })

  it('accepts the pinned host key and refuses another before it logs in', async () => {
    const { hostKey } = await ssh.run(target, 'true')
    expect((await ssh.run({ ...target, hostKey }, 'true')).hostKey).toBe(hostKey)
    const other = `SHA256:${'A'.repeat(43)}`
    expect(await failureOf(ssh.run({ ...target, hostKey: other }, 'true'))).toMatchObject({
      kind: 'refused',
      code: 'host_key_changed',
    })
  })

  it.each([
    ['a wrong key', { users: ['root'] }, 'true', { kind: 'refused', code: 'login_refused' }],
    ['an unreadable key', { privateKey: 'nonsense' }, 'true', { kind: 'refused', code: 'unusable_key' }],
    ['a closed port', { port: 1 }, 'true', { kind: 'transient', code: 'no_connection' }],
    ['a silent host', { port: silentPort }, 'true', { kind: 'transient', code: 'timed_out' }],
    ['a connection cut during the command', {}, 'cut', { kind: 'unknown_outcome', code: 'cut' }],
    ['a command that does not end', {}, 'hang', { kind: 'unknown_outcome', code: 'timed_out' }],
  ])('names %s', async (_name, change, command, facts) => {
    expect(await failureOf(ssh.run({ ...target, ...change }, command, { timeoutMs: 500 }))).toMatchObject(facts)
  })
})
