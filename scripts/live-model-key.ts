import type { ModelKeyProvider } from '../worker/providers/openrouter/port.ts'
import type { Afterwards } from './live-cleanup.ts'

/** One dollar. */
const limitMicros = 1_000_000

/** Makes the instance's own key, with a limit of $1, and deletes it at the end. */
export async function makeModelKey(
  keys: ModelKeyProvider,
  name: string,
  { say, afterwards }: { say(line: string): void; afterwards: Afterwards },
): Promise<string> {
  afterwards.add({
    leftover: `the OpenRouter key ${name}, if there is one, which may use $1; delete it in OpenRouter's settings`,
    // By its name, since the answer to its making may have been lost.
    async act() {
      for (const key of await keys.listKeys()) if (key.name === name) await keys.deleteKey(key.keyHash)
      say(`No model key ${name} is left.`)
    },
  })
  const { secret } = await keys.createKey({ name, limitMicros })
  say(`The model key ${name} is made, with a limit of $1.`)
  return secret
}
