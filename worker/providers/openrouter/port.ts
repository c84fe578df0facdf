/** Keys to models with a limit each, in our words; money is integer micro-dollars. */
export type ModelKeyProvider = {
  /** Makes a key. Not idempotent: after an unclear answer, delete the keys of that name before making another. `secret` is shown only here. */
  createKey(key: { name: string; limitMicros: number }): Promise<{ keyHash: string; secret: string }>
  /** Deletes a key; one that is already gone counts as deleted. */
  deleteKey(keyHash: string): Promise<void>
  /** The key's cumulative use; undefined when there is no such key. */
  getKeyUsage(keyHash: string): Promise<ModelKey | undefined>
  /** Sets the absolute limit and, when given, whether the key is disabled; answers what the provider now has. */
  updateKeyLimit(keyHash: string, change: { limitMicros?: number; disabled?: boolean }): Promise<ModelKey>
  /** One page of the newest keys, disabled ones too; fewer than 100 means that it is the last. */
  listKeys(offset?: number): Promise<ModelKey[]>
}

export type ModelKey = {
  keyHash: string
  name: string
  disabled: boolean
  /** null: the key has no limit. */
  limitMicros: number | null
  /** Absolute total since the key was made, rounded up to whole micro-dollars. */
  usedMicros: number
}
