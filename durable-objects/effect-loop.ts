/** What the loop needs of an object; `startDue` claims what is due and starts it, side by side. */
export type LoopHost = {
  /** Starts everything that is due now and isn't running; the promises never reject. */
  startDue(): Promise<void>[]
  /** Epoch milliseconds of the next thing to start; null when nothing waits. */
  nextAt(): number | null
}

/** A due time further away than this is the alarm's business: a timer would keep the object in memory for nothing. */
const NEAR_MS = 10_000

/** An attempt that has outlived its claim is due and can't be started: it is looked at again, but not in a spin. */
const SOONEST_MS = 20

/**
 * Drives the outbox while anything is under way: starts what is due, and what becomes due while other effects still
 * run. It ends when nothing runs, and the alarm is then the only thing that wakes the object. There is one loop an
 * object, whoever asks for it: a command, the alarm, or the sweep.
 */
export function createEffectLoop(host: LoopHost) {
  const running = new Set<Promise<void>>()
  let wake: (() => void) | undefined
  let drained: Promise<void> | undefined

  async function run(): Promise<void> {
    for (;;) {
      for (const started of host.startDue()) {
        const tracked = started.finally(() => running.delete(tracked))
        running.add(tracked)
      }
      if (running.size === 0) return
      await nextTurn()
    }
  }

  async function nextTurn(): Promise<void> {
    const woken = new Promise<void>((resolve) => {
      wake = resolve
    })
    const nextAt = host.nextAt()
    const inMs = nextAt === null ? Number.POSITIVE_INFINITY : Math.max(SOONEST_MS, nextAt - Date.now())
    const timer = inMs <= NEAR_MS ? setTimeout(() => wake?.(), inMs) : undefined
    await Promise.race([...running, woken])
    clearTimeout(timer)
  }

  return {
    /** Resolves when nothing is running and nothing is due. New work that arrives meanwhile is taken along. */
    drain(): Promise<void> {
      wake?.()
      drained ??= run().finally(() => {
        drained = undefined
      })
      return drained
    },
  }
}
