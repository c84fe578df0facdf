import type { LogbookRow } from '../../../worker/http/api.ts'

/**
 * How long the rows that are left usually take, as a range in seconds; null when one of them has no history yet. Never a
 * percentage: nobody can measure how much of a rebuild is done.
 */
export function remaining(rows: readonly LogbookRow[], now: number): { from: number; to: number } | null {
  let from = 0
  let to = 0
  for (const row of rows) {
    if (row.state === 'done') continue
    if (row.state === 'failed' || !row.usual) return null
    const elapsed = row.state === 'current' && row.startedAt ? (now - Date.parse(row.startedAt)) / 1000 : 0
    from += Math.max(0, row.usual.p50Seconds - elapsed)
    to += Math.max(0, row.usual.p90Seconds - elapsed)
  }
  return { from, to }
}
