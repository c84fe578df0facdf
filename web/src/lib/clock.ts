import { type Accessor, createSignal, onCleanup } from 'solid-js'

/**
 * The server's clock, ticking each second. `anchor` is the server's time and the moment at which it arrived here: a
 * person's computer may be minutes off, and elapsed times must not show it.
 */
export function createServerClock(anchor: Accessor<{ serverNow: string; receivedAt: number } | undefined>) {
  const [tick, setTick] = createSignal(Date.now())
  const timer = setInterval(() => setTick(Date.now()), 1_000)
  onCleanup(() => clearInterval(timer))
  return () => {
    const known = anchor()
    if (!known) return tick()
    return Math.max(tick(), known.receivedAt) + (Date.parse(known.serverNow) - known.receivedAt)
  }
}
