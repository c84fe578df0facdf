import type { Effect } from '../worker/domain/deployment/effects.ts'

/**
 * An effect that waits, or has been parked for a person. `attempts` counts claims and is written before the world is
 * asked: an attempt above 1 says that an earlier one may have acted, whatever became of its answer.
 */
export type OutboxRow = {
  key: string
  effect: Effect
  status: 'waiting' | 'parked' | 'done'
  /** Epoch milliseconds. */
  bornAt: number
  dueAt: number
  claimedUntil: number | null
  attempts: number
  /** Faults in a row; a look that found "not yet" starts it anew. */
  failures: number
  /** Look-ups that could not tell what an earlier attempt had done. */
  doubts: number
  found: string | null
  lookedAt: number | null
}

type Row = {
  key: string
  body: string
  status: OutboxRow['status']
  born_at: number
  due_at: number
  claimed_until: number | null
  attempts: number
  failures: number
  doubts: number
  found: string | null
  looked_at: number | null
}

const fromRow = (row: Row): OutboxRow => ({
  key: row.key,
  effect: JSON.parse(row.body) as Effect,
  status: row.status,
  bornAt: row.born_at,
  dueAt: row.due_at,
  claimedUntil: row.claimed_until,
  attempts: row.attempts,
  failures: row.failures,
  doubts: row.doubts,
  found: row.found,
  lookedAt: row.looked_at,
})

/** The effects of one deployment. `add`, `finish` and `park` belong into the transaction of the events that they go with. */
export function createOutbox(sql: SqlStorage) {
  const select = (where: string, ...bindings: (string | number)[]) =>
    [...sql.exec<Row>(`SELECT * FROM outbox WHERE ${where} ORDER BY due_at, key`, ...bindings)].map(fromRow)

  return {
    /** `key` is the idempotency key: the same on each attempt, born with the event. */
    add(key: string, effect: Effect, now: number, dueAt: number): void {
      sql.exec(
        "INSERT INTO outbox (key, type, body, status, born_at, due_at) VALUES (?, ?, ?, 'waiting', ?, ?)",
        ...[key, effect.type, JSON.stringify(effect), now, dueAt],
      )
    },

    /** Takes an effect for one attempt; from now on it counts as tried, and nobody else takes it until `until`. */
    claim(key: string, until: number): void {
      sql.exec('UPDATE outbox SET claimed_until = ?, attempts = attempts + 1 WHERE key = ?', until, key)
    },

    extendClaim(key: string, until: number): void {
      sql.exec('UPDATE outbox SET claimed_until = ? WHERE key = ?', until, key)
    },

    /** After a crash: gives back what the lost instance was trying, but for the types whose call may still be under way. */
    releaseLost(but: (type: Effect['type']) => boolean): void {
      for (const row of select("status = 'waiting' AND claimed_until IS NOT NULL")) {
        if (!but(row.effect.type)) sql.exec('UPDATE outbox SET claimed_until = NULL WHERE key = ?', row.key)
      }
    },

    /** Gives a claimed effect back for a later attempt. */
    release(
      key: string,
      next: { dueAt: number; failures: number; doubts: number; found: string; lookedAt: number },
    ): void {
      sql.exec(
        'UPDATE outbox SET claimed_until = NULL, due_at = ?, failures = ?, doubts = ?, found = ?, looked_at = ? WHERE key = ?',
        ...[next.dueAt, next.failures, next.doubts, next.found, next.lookedAt, key],
      )
    },

    finish(key: string): void {
      sql.exec("UPDATE outbox SET status = 'done', claimed_until = NULL WHERE key = ? AND status = 'waiting'", key)
    },

    park(key: string): void {
      sql.exec("UPDATE outbox SET status = 'parked', claimed_until = NULL WHERE key = ?", key)
    },

    /** Effects whose time has come and that nobody is trying: unclaimed, or claimed by an attempt that never came back. */
    due(now: number): OutboxRow[] {
      return select("status = 'waiting' AND due_at <= ?1 AND (claimed_until IS NULL OR claimed_until <= ?1)", now)
    },

    open: (): OutboxRow[] => select("status <> 'done'"),

    all: (): OutboxRow[] => select('1 = 1'),

    /** When the object must be awake next; null when nothing waits. */
    nextAt(): number | null {
      const row = sql
        .exec<{ next: number | null }>(
          "SELECT MIN(MAX(due_at, COALESCE(claimed_until, 0))) AS next FROM outbox WHERE status = 'waiting'",
        )
        .one()
      return row.next
    },
  }
}

export type Outbox = ReturnType<typeof createOutbox>
