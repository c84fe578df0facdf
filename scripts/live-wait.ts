import { isProviderError } from '../worker/providers/provider-error.ts'

export type Pace = {
  say(line: string): void
  lookEveryMs: number
  /** Ends each wait that is told of it; waits that give something back are not. */
  signal?: AbortSignal | undefined
}

type Patience = {
  patienceMs?: number
  /** Whether a refused look is only "not yet"; otherwise it ends the wait. */
  refusedIsNotYet?: boolean
}

const oneHourMs = 60 * 60 * 1000

/** Looks until there is something; looking must be safe to repeat, since a look that gave no clear answer is repeated. */
export async function until<T>(
  { say, lookEveryMs, signal }: Pace,
  what: string,
  look: () => Promise<T | undefined>,
  { patienceMs = oneHourMs, refusedIsNotYet = false }: Patience = {},
): Promise<T> {
  const started = Date.now()
  say(`Waiting for ${what} …`)
  let told = ''
  do {
    signal?.throwIfAborted()
    try {
      const found = await look()
      if (found !== undefined) return found
    } catch (error) {
      const lasting = isProviderError(error, 'refused') && !refusedIsNotYet
      if (!isProviderError(error) || lasting || error.facts.code === 'host_key_changed') throw error
      if (error.facts.operation !== told) say(`  not yet: ${error.message}`)
      told = error.facts.operation
    }
    await pause(lookEveryMs, signal)
  } while (Date.now() - started < patienceMs)
  throw new Error(`${what} took longer than ${Math.round(patienceMs / 60_000)} minutes`)
}

/** Ends early when told to; the caller looks at the signal next. */
function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const over = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', over)
      resolve()
    }
    const timer = setTimeout(over, ms)
    signal?.addEventListener('abort', over)
  })
}
