import type { ModelKeyProvider } from '../providers/openrouter/port.ts'
import { isProviderError } from '../providers/provider-error.ts'
import { isOurAccount } from './our-account.ts'
import { record } from './outcome.ts'
import type { Performer } from './performance.ts'

/**
 * A key's secret is shown only once, so a key whose answer was lost is of no use to anyone: it is deleted by its name
 * before another is made. The name is the deployment's own, so nobody else's key can be meant.
 */
export const issueModelKey: Performer<'IssueModelKey'> = async ({ effect, attempt, intent, maySpend, providers }) => {
  const { keyName: name, limitMicros } = effect
  if (attempt > 1) {
    try {
      await deleteKeysNamed(providers.modelKeys, name)
    } catch (error) {
      // Refused here is the look, not the key: an earlier attempt may have left one that spends.
      if (isProviderError(error, 'refused') && !isOurAccount(error)) return { kind: 'unsure', found: error.message }
      throw error
    }
  }
  if (intent === 'settle' || !maySpend()) return record({ type: 'RecordModelKeyAbandoned' })
  const { keyHash, secret } = await providers.modelKeys.createKey({ name, limitMicros })
  return record({ type: 'RecordModelKeyIssued', keyHash, limitMicros }, { modelKey: secret })
}

/** OpenRouter lists the newest first, 100 a page; a key that we lost some minutes ago is on the first pages. */
const PAGES = 3
const PAGE = 100
/** Pages shift while others make keys, so they overlap. */
const STEP = 90

async function deleteKeysNamed(keys: ModelKeyProvider, name: string): Promise<void> {
  for (let page = 0; page < PAGES; page++) {
    const found = await keys.listKeys(page * STEP)
    for (const key of found.filter((one) => one.name === name)) await keys.deleteKey(key.keyHash)
    if (found.length < PAGE) return
  }
}

/** Stops the spending, reads the last figure, keeps it, deletes the key: a crash in between loses neither key nor figure. */
export const revokeModelKey: Performer<'RevokeModelKey'> = async ({ effect, providers, secrets }) => {
  const { keyHash } = effect
  const last = await disable(providers.modelKeys, keyHash)
  if (last !== undefined) await secrets.keep({ modelKeyUsage: String(last) })
  await providers.modelKeys.deleteKey(keyHash)
  const usedMicros = last ?? Number((await secrets.read('modelKeyUsage')) ?? 0)
  return record({ type: 'RecordModelKeyRevoked', keyHash, usedMicros }, { modelKey: null, modelKeyUsage: null })
}

/** The key's use when it was disabled; undefined when there is no such key any more. */
async function disable(keys: ModelKeyProvider, keyHash: string): Promise<number | undefined> {
  try {
    return (await keys.updateKeyLimit(keyHash, { disabled: true })).usedMicros
  } catch (error) {
    if (isProviderError(error, 'refused') && error.facts.status === 404) return undefined
    throw error
  }
}
