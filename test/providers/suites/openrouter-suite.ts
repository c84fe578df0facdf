import { describe, expect, it } from 'vitest'
import type { ModelKeyProvider } from '../../../worker/providers/openrouter/port.ts'

/** What the suite runs against: the stand-in, or OpenRouter itself. Nothing in it costs money, as the key is never used. */
export type OpenRouterTarget = { name: string; provider(): ModelKeyProvider }

export function openRouterSuite({ name: target, provider }: OpenRouterTarget): void {
  describe(`model keys from ${target}`, () => {
    const name = `check_${crypto.randomUUID()}#1`
    let keyHash = ''

    it('makes a key with a limit, and shows its secret once', async () => {
      const made = await provider().createKey({ name, limitMicros: 1_250_000 })
      keyHash = made.keyHash
      expect(made.secret).toMatch(/^sk-or-/)
    })

    it('reads the key: unused, limited, enabled', async () => {
      const key = { keyHash, name, disabled: false, limitMicros: 1_250_000, usedMicros: 0 }
      expect(await provider().getKeyUsage(keyHash)).toEqual(key)
    })

    it('finds the key by its name in the list', async () => {
      expect((await provider().listKeys()).find((key) => key.name === name)?.keyHash).toBe(keyHash)
    })

    it('sets another limit, to the micro-dollar', async () => {
      const key = await provider().updateKeyLimit(keyHash, { limitMicros: 2_000_001 })
      expect(key).toMatchObject({ limitMicros: 2_000_001, disabled: false })
    })

    it('disables the key, keeps its limit, and still lists it', async () => {
      const key = await provider().updateKeyLimit(keyHash, { disabled: true })
      expect(key).toMatchObject({ limitMicros: 2_000_001, disabled: true })
      expect(await provider().listKeys()).toContainEqual(key)
    })

    it('deletes the key, and again, and finds it no more', async () => {
      await provider().deleteKey(keyHash)
      await provider().deleteKey(keyHash)
      expect(await provider().getKeyUsage(keyHash)).toBeUndefined()
    })
  })
}
