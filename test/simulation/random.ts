/** A seeded source of chance: the same seed tells the same story. */
export type Random = ReturnType<typeof createRandom>

export function createRandom(seed: number) {
  let a = seed >>> 0
  /** mulberry32, in [0, 1). */
  function next(): number {
    a = (a + 0x6d2b79f5) | 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  const between = (low: number, high: number) => Math.floor(low + next() * (high - low))
  return {
    next,
    chance: (probability: number) => next() < probability,
    /** An integer from `low` up to, not including, `high`. */
    between,
    pick<T>(from: readonly [T, ...T[]]): T {
      return from[between(0, from.length)] ?? from[0]
    },
  }
}
