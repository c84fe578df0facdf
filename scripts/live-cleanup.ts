/** Something to give back at the end; `leftover` tells a person what stays, and what to do, when that fails. */
type Cleanup = { act(): Promise<void>; leftover: string }

export type Afterwards = {
  /** The last one that is added is the first that runs. */
  add(cleanup: Cleanup): void
  /** What stays whatever we do. */
  remains(leftover: string): void
}

/**
 * Runs `work` and then each cleanup, none of which another's failure stops. What could not be given back is the last
 * thing that is said, so that nobody pays for it unknowingly. Answers whether all of it went well.
 */
export async function withCleanup(
  say: (line: string) => void,
  work: (afterwards: Afterwards) => Promise<void>,
): Promise<boolean> {
  const cleanups: Cleanup[] = []
  const leftovers: string[] = []
  let fine = true
  try {
    await work({ add: (cleanup) => cleanups.unshift(cleanup), remains: (leftover) => leftovers.push(leftover) })
  } catch (error) {
    fine = false
    say(`Failed: ${messageOf(error)}`)
  }
  for (const { act, leftover } of cleanups) {
    try {
      await act()
    } catch (error) {
      fine = false
      leftovers.push(`${leftover} (${messageOf(error)})`)
    }
  }
  for (const leftover of leftovers) say(`STILL THERE: ${leftover}`)
  return fine
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error))
