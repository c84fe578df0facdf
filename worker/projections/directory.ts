import { drizzle } from 'drizzle-orm/d1'
import { deploymentOfRequest } from './queries.ts'
import { directory } from './tables.ts'

type Entry = { id: string; ownerId: string; createdAt: string; requestKey: string | null }

/** Writes a new deployment down and answers its id; the same request key answers with the id that it got the first time. */
export async function enterDirectory(db: D1Database, entry: Entry): Promise<string> {
  await drizzle(db).insert(directory).values(entry).onConflictDoNothing({ target: directory.requestKey })
  if (entry.requestKey === null) return entry.id
  return (await deploymentOfRequest(db, entry.requestKey)) ?? entry.id
}
