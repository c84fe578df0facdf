import type { Clock } from './clock.ts'

/** What will happen by itself, in the order of its time. */
export function createAgenda(clock: Clock) {
  const entries: { at: number; n: number; run: () => void | Promise<void> }[] = []
  let n = 0
  return {
    in(ms: number, run: () => void | Promise<void>): void {
      entries.push({ at: clock.now + Math.max(0, ms), n: n++, run })
      entries.sort((a, b) => a.at - b.at || a.n - b.n)
    },
    nextAt: (): number | null => entries[0]?.at ?? null,
    next: () => entries.shift()?.run(),
  }
}

export type Agenda = ReturnType<typeof createAgenda>
