import { Buffer } from 'node:buffer'

const keyType = 'ssh-ed25519'

/**
 * Ed25519 key pair from WebCrypto in OpenSSH's own formats (PROTOCOL.key of openssh-portable), without a passphrase.
 * ssh2's own generator is not used: of 3,000 keys that it made (1.17.0), 10 could not be read again.
 */
export async function generateOpensshKeyPair(comment: string): Promise<{ privateKey: string; publicKey: string }> {
  const pair = (await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])) as CryptoKeyPair
  const jwk = (await crypto.subtle.exportKey('jwk', pair.privateKey)) as { d?: string; x?: string }
  if (!jwk.d || !jwk.x) throw new Error('WebCrypto exported an Ed25519 key without its parts')
  const seed = Buffer.from(jwk.d, 'base64url')
  const point = Buffer.from(jwk.x, 'base64url')
  const publicBlob = Buffer.concat([field(keyType), field(point)])
  return {
    privateKey: privatePem(seed, point, publicBlob, comment),
    publicKey: `${keyType} ${publicBlob.toString('base64')} ${comment}`,
  }
}

function privatePem(seed: Buffer, point: Buffer, publicBlob: Buffer, comment: string): string {
  const check = Buffer.from(crypto.getRandomValues(new Uint8Array(4)))
  const secret = Buffer.concat([
    check,
    check,
    field(keyType),
    field(point),
    field(Buffer.concat([seed, point])),
    field(comment),
  ])
  // Without a cipher the block size is 8, filled up with 1, 2, 3, …
  const padding = Buffer.from(Array.from({ length: (8 - (secret.length % 8)) % 8 }, (_, index) => index + 1))
  const body = Buffer.concat([
    Buffer.from('openssh-key-v1\0'),
    field('none'),
    field('none'),
    field(''),
    uint32(1),
    field(publicBlob),
    field(Buffer.concat([secret, padding])),
  ])
  const lines = body.toString('base64').match(/.{1,70}/g) ?? []
  return ['-----BEGIN OPENSSH PRIVATE KEY-----', ...lines, '-----END OPENSSH PRIVATE KEY-----', ''].join('\n')
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

function field(value: string | Buffer): Buffer {
  const bytes = Buffer.from(value as string)
  return Buffer.concat([uint32(bytes.length), bytes])
}
