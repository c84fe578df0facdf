import type { DeploymentEvent } from '../worker/domain/deployment/events.ts'
import { type StoredEvent, upcast } from '../worker/domain/deployment/upcast.ts'

/** An event with its version: its position in the stream, from 1. */
export type Recorded = { version: number; event: DeploymentEvent }

/** The stream and the inbox of one deployment. Call the writing members inside a transaction. */
export function createEventStore(sql: SqlStorage) {
  const version = () => Number(sql.exec('SELECT COALESCE(MAX(version), 0) AS version FROM events').one().version)

  return {
    version,

    read(after = 0): Recorded[] {
      const rows = sql.exec<{ version: number; type: string; v: number; at: string; body: string }>(
        'SELECT version, type, v, at, body FROM events WHERE version > ? ORDER BY version',
        after,
      )
      return [...rows].map(({ version, type, v, at, body }) => ({
        version,
        event: upcast({ ...JSON.parse(body), type, v, at } as StoredEvent),
      }))
    },

    /** Appends after `expectedVersion`; throws when the stream is elsewhere, so that no decision is made on an old state. */
    append(expectedVersion: number, events: readonly DeploymentEvent[]): number {
      const actual = version()
      if (actual !== expectedVersion) throw new Error(`expected version ${expectedVersion}, found ${actual}`)
      events.forEach((event, index) => {
        const { type, v, at, ...body } = event
        const row = [expectedVersion + index + 1, type, v, at, JSON.stringify(body)]
        sql.exec('INSERT INTO events (version, type, v, at, body) VALUES (?, ?, ?, ?, ?)', ...row)
      })
      return expectedVersion + events.length
    },

    /** The version that a command led to when it was first handled; undefined for a new command id. */
    handledAt(commandId: string): number | undefined {
      const row = sql
        .exec<{ version: number }>('SELECT version FROM inbox WHERE command_id = ?', commandId)
        .toArray()[0]
      return row?.version
    },

    markHandled(commandId: string, version: number): void {
      sql.exec('INSERT INTO inbox (command_id, version) VALUES (?, ?)', commandId, version)
    },
  }
}

export type EventStore = ReturnType<typeof createEventStore>
