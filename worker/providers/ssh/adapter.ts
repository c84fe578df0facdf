import { Buffer } from 'node:buffer'
import { createHash } from 'node:crypto'
import type { ClientChannel, ConnectConfig } from 'ssh2'
import ssh2 from 'ssh2'
import { ProviderError, type ProviderErrorKind } from '../provider-error.ts'
import { generateOpensshKeyPair } from './openssh-key.ts'
import type { SshProvider, SshResult, SshTarget } from './port.ts'

/** A machine that has just started needs a few seconds to its banner; a silent one must not hold an alarm for long. */
const defaultHandshakeMs = 15_000
const defaultCommandMs = 60_000
/** More than any command of ours prints; what comes after is dropped. */
const outputBytes = 1_000_000

/**
 * What workerd's crypto can do with ssh2: its AES-GCM wants the tag before the data, and chacha20 is WebAssembly
 * compiled at run time, which is refused there. OpenSSH 9 and 10 agree to all of these.
 */
const algorithms: ConnectConfig['algorithms'] = {
  cipher: ['aes256-ctr', 'aes192-ctr', 'aes128-ctr'],
  hmac: ['hmac-sha2-256-etm@openssh.com', 'hmac-sha2-512-etm@openssh.com', 'hmac-sha2-256', 'hmac-sha2-512'],
}

/** SSH by ssh2, in a Worker and in Node alike. Each `run` makes its own connection and closes it. */
export function createSsh({ handshakeMs = defaultHandshakeMs } = {}): SshProvider {
  return {
    generateKeyPair: generateOpensshKeyPair,
    async run(target, command, options = {}) {
      let refused: ProviderError | undefined
      for (const user of target.users) {
        try {
          return await runAs({ ...target, user, handshakeMs }, command, options)
        } catch (error) {
          // sshd lets nobody change the user within a connection, so the next one is tried over a new one.
          if (!(error instanceof ProviderError && error.facts.code === 'login_refused')) throw error
          refused = error
        }
      }
      throw refused ?? failure('refused', 'no_user')
    },
  }
}

function runAs(
  target: SshTarget & { user: string; handshakeMs: number },
  command: string,
  options: { input?: string; timeoutMs?: number },
): Promise<SshResult> {
  return new Promise((resolve, reject) => {
    const client = new ssh2.Client()
    let stage: 'connecting' | 'sent' | 'over' = 'connecting'
    let hostKey = ''
    let timer: ReturnType<typeof setTimeout> | undefined

    function finish(settle: () => void) {
      if (stage === 'over') return
      stage = 'over'
      clearTimeout(timer)
      settle()
      client.destroy()
    }
    const fail = (kind: ProviderErrorKind, code: string, cause?: Error) =>
      finish(() => reject(failure(kind, code, cause)))

    client.on('connect', () => client.setNoDelay(true))
    client.on('ready', () => {
      stage = 'sent'
      timer = setTimeout(() => fail('unknown_outcome', 'timed_out'), options.timeoutMs ?? defaultCommandMs)
      client.exec(command, (error, channel) => {
        if (error) return fail('refused', 'command_refused', error)
        collect(channel, (result) => {
          if (!result) return fail('unknown_outcome', 'cut')
          finish(() => resolve({ ...result, hostKey, user: target.user }))
        })
        channel.end(options.input ?? '')
      })
    })
    client.on('error', (error: Error & { level?: string }) => {
      if (stage === 'sent') return fail('unknown_outcome', 'cut', error)
      if (hostKey && target.hostKey && hostKey !== target.hostKey) return fail('refused', 'host_key_changed')
      if (error.level === 'client-authentication') return fail('refused', 'login_refused', error)
      fail('transient', error.level === 'client-timeout' ? 'timed_out' : 'no_connection', error)
    })
    client.on('close', () => fail(stage === 'sent' ? 'unknown_outcome' : 'transient', 'cut'))

    try {
      client.connect({
        host: target.host,
        port: target.port,
        username: target.user,
        privateKey: target.privateKey,
        algorithms,
        // Without it ssh2 first asks whether no proof at all will do, which costs a round trip.
        authHandler: ['publickey'],
        readyTimeout: target.handshakeMs,
        hostVerifier: (key: Buffer) => {
          hostKey = fingerprint(key)
          return target.hostKey === undefined || hostKey === target.hostKey
        },
      })
    } catch (cause) {
      fail('refused', 'unusable_key', cause instanceof Error ? cause : undefined)
    }
  })
}

/** Gathers a command's output; `done` gets undefined when the channel closed before the command's end was told. */
function collect(
  channel: ClientChannel,
  done: (result: Pick<SshResult, 'exitCode' | 'stdout' | 'stderr'> | undefined) => void,
) {
  const read = (stream: NodeJS.ReadableStream) => {
    const chunks: Buffer[] = []
    let size = 0
    stream.on('data', (chunk: Buffer) => {
      if (size < outputBytes) chunks.push(chunk)
      size += chunk.length
    })
    return () => Buffer.concat(chunks).toString('utf8')
  }
  const stdout = read(channel)
  const stderr = read(channel.stderr)
  let exitCode: number | undefined
  // A command that a signal ended has no code; 128 is the shell's way of saying so.
  channel.on('exit', (code: number | null) => {
    exitCode = code ?? 128
  })
  channel.on('close', () => done(exitCode === undefined ? undefined : { exitCode, stdout: stdout(), stderr: stderr() }))
}

function fingerprint(key: Buffer): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`
}

function failure(kind: ProviderErrorKind, code: string, cause?: Error): ProviderError {
  return new ProviderError(
    { provider: 'ssh', operation: 'run', kind, code, providerMessage: cause?.message },
    { cause },
  )
}
