/**
 * The tables of an object's own SQLite. Events, inbox, outbox and secrets change in one transaction, so that after a
 * crash either all of a step is there or none of it.
 */
export function createTables(sql: SqlStorage): void {
  sql.exec(`
    CREATE TABLE IF NOT EXISTS events (version INTEGER PRIMARY KEY, type TEXT NOT NULL, v INTEGER NOT NULL, at TEXT NOT NULL, body TEXT NOT NULL);
    CREATE TABLE IF NOT EXISTS inbox (command_id TEXT PRIMARY KEY, version INTEGER NOT NULL);
    CREATE TABLE IF NOT EXISTS outbox (
      key TEXT PRIMARY KEY, type TEXT NOT NULL, body TEXT NOT NULL, status TEXT NOT NULL,
      born_at INTEGER NOT NULL, due_at INTEGER NOT NULL, claimed_until INTEGER,
      attempts INTEGER NOT NULL DEFAULT 0, failures INTEGER NOT NULL DEFAULT 0, doubts INTEGER NOT NULL DEFAULT 0, found TEXT, looked_at INTEGER
    );
    CREATE INDEX IF NOT EXISTS outbox_due ON outbox (status, due_at);
    CREATE TABLE IF NOT EXISTS secrets (name TEXT PRIMARY KEY, sealed BLOB NOT NULL);
    CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value INTEGER NOT NULL);
  `)
}

/** A counter that outlives the instance: the projection's checkpoint, the snapshot's sequence number. */
export function readMeta(sql: SqlStorage, name: 'projected' | 'seq'): number {
  return Number(sql.exec('SELECT value FROM meta WHERE name = ?', name).toArray()[0]?.value ?? 0)
}

export function writeMeta(sql: SqlStorage, name: 'projected' | 'seq', value: number): void {
  sql.exec('INSERT INTO meta (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = ?2', name, value)
}
