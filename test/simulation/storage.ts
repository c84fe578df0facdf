import { DatabaseSync } from 'node:sqlite'

type Value = string | number | bigint | null | Uint8Array

/** The disk of one object: it outlives every instance. */
export function createDisk() {
  const database = new DatabaseSync(':memory:')
  const prepared = new Map<string, ReturnType<DatabaseSync['prepare']>>()
  let changes = 0
  return {
    /** Grows with each write, so that what was read before it can be kept. */
    changes: () => changes,
    exec(query: string): void {
      changes++
      database.exec(query)
    },
    all(query: string, ...bindings: Value[]): unknown[] {
      if (!query.startsWith('SELECT')) changes++
      const statement = prepared.get(query) ?? database.prepare(query)
      prepared.set(query, statement)
      return statement.all(...bindings)
    },
    close: () => database.close(),
  }
}

export type Disk = ReturnType<typeof createDisk>

/** What an instance sees of its disk. Once it has died it can't touch the disk any more, whatever code of it still runs. */
export function openDisk(disk: Disk, name: string) {
  let dead = false
  let depth = 0
  const exec = (query: string, ...bindings: Value[]) => {
    if (dead) throw new Error('this instance is dead')
    if (bindings.length === 0 && query.split(';').filter((one) => one.trim()).length > 1) {
      disk.exec(query)
      return rowsOf([])
    }
    return rowsOf(disk.all(query, ...bindings))
  }
  return {
    ctx: {
      id: { name, toString: () => name },
      storage: {
        sql: { exec },
        transactionSync<T>(run: () => T): T {
          if (depth++ > 0) throw new Error('a transaction in a transaction')
          disk.exec('BEGIN')
          try {
            const result = run()
            disk.exec('COMMIT')
            return result
          } catch (error) {
            disk.exec('ROLLBACK')
            throw error
          } finally {
            depth--
          }
        },
      },
    } as unknown as DurableObjectState,
    die: () => {
      dead = true
    },
    isDead: () => dead,
  }
}

function rowsOf(rows: unknown[]) {
  return {
    toArray: () => rows,
    one() {
      if (rows.length !== 1) throw new Error(`expected one row, found ${rows.length}`)
      return rows[0]
    },
    [Symbol.iterator]: () => rows[Symbol.iterator](),
  }
}
