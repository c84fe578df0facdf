import type { SecretName } from '../worker/effects/secret-names.ts'

const NONCE_BYTES = 12

/** A secret that is encrypted and ready to be written inside a transaction. */
export type SealedSecret = { name: SecretName; sealed: Uint8Array<ArrayBuffer> | null }

/**
 * Secrets at rest: AES-GCM under the Worker's key, bound to the object and the name, so that a row copied elsewhere
 * opens nothing. Sealing is asynchronous and a transaction is not, so the two are separate.
 */
export function createSecrets(sql: SqlStorage, owner: string, keyBytes: Uint8Array<ArrayBuffer>) {
  const key = crypto.subtle.importKey('raw', keyBytes, 'AES-GCM', false, ['encrypt', 'decrypt'])
  const bound = (name: SecretName) => new TextEncoder().encode(`${owner}/${name}`)

  return {
    /** `null` stands for "delete it". */
    async seal(name: SecretName, value: string | null): Promise<SealedSecret> {
      if (value === null) return { name, sealed: null }
      const iv = crypto.getRandomValues(new Uint8Array(NONCE_BYTES))
      const algorithm = { name: 'AES-GCM', iv, additionalData: bound(name) }
      const encrypted = await crypto.subtle.encrypt(algorithm, await key, new TextEncoder().encode(value))
      const sealed = new Uint8Array(NONCE_BYTES + encrypted.byteLength)
      sealed.set(iv)
      sealed.set(new Uint8Array(encrypted), NONCE_BYTES)
      return { name, sealed }
    },

    write({ name, sealed }: SealedSecret): void {
      if (sealed === null) sql.exec('DELETE FROM secrets WHERE name = ?', name)
      else
        sql.exec(
          'INSERT INTO secrets (name, sealed) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET sealed = ?2',
          name,
          sealed,
        )
    },

    /** The value, or undefined when there is none; throws when it can't be opened with this key. */
    async read(name: SecretName): Promise<string | undefined> {
      const row = sql.exec<{ sealed: ArrayBuffer }>('SELECT sealed FROM secrets WHERE name = ?', name).toArray()[0]
      if (!row) return undefined
      const bytes = new Uint8Array(row.sealed)
      const algorithm = { name: 'AES-GCM', iv: bytes.slice(0, NONCE_BYTES), additionalData: bound(name) }
      return new TextDecoder().decode(await crypto.subtle.decrypt(algorithm, await key, bytes.slice(NONCE_BYTES)))
    },

    deleteAll: (): void => {
      sql.exec('DELETE FROM secrets')
    },
  }
}

export type Secrets = ReturnType<typeof createSecrets>
