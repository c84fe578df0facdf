import type { ModelKey } from '../../../worker/providers/openrouter/port.ts'
import { ProviderError } from '../../../worker/providers/provider-error.ts'

/** OpenRouter with a memory: each wish for a key makes another one, and its secret is told once. */
export function createOpenRouterModel() {
  const keys: ModelKey[] = []
  let made = 0
  return {
    keys,
    createKey({ name, limitMicros }: { name: string; limitMicros: number }) {
      made++
      keys.unshift({ keyHash: `hash_${made}`, name, disabled: false, limitMicros, usedMicros: 0 })
      return { keyHash: `hash_${made}`, secret: `sk-or-secret-${made}` }
    },
    deleteKey(keyHash: string) {
      const index = keys.findIndex((key) => key.keyHash === keyHash)
      if (index >= 0) keys.splice(index, 1)
    },
    updateKeyLimit(keyHash: string, change: { limitMicros?: number; disabled?: boolean }) {
      const key = keys.find((one) => one.keyHash === keyHash)
      if (!key) {
        throw new ProviderError({ provider: 'openrouter', kind: 'refused', operation: 'PATCH key', status: 404 })
      }
      return { ...Object.assign(key, change) }
    },
    listKeys: (offset: number) => keys.slice(offset, offset + 100).map((key) => ({ ...key })),
  }
}

export type OpenRouterModel = ReturnType<typeof createOpenRouterModel>
