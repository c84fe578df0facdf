/** The world's only time; while a simulation runs, `Date.now` and `Math.random` are its own. */
export type Clock = { now: number }

export const SECOND = 1_000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

export const START = Date.UTC(2026, 10, 23, 10)

export async function withSimulatedTime<T>(clock: Clock, random: () => number, run: () => Promise<T>): Promise<T> {
  const real = { now: Date.now, random: Math.random, warn: console.warn, error: console.error }
  Date.now = () => clock.now
  Math.random = random
  // Each fault is logged by the code under test; thousands of them would hide what matters.
  console.warn = () => {}
  console.error = () => {}
  try {
    return await run()
  } finally {
    Date.now = real.now
    Math.random = real.random
    console.warn = real.warn
    console.error = real.error
  }
}
