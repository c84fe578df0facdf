import type { Env } from '../config.ts'
import { directoryPage } from './queries.ts'

/** An object each; a Worker may make 1,000 calls in one request, and a page must end while a person waits. */
const PAGE = 50

export type RebuiltPage = { rebuilt: number; failed: string[]; next: string | null }

/** Projects the streams of one page of the directory again. D1 is a view: whatever was lost there comes back by this. */
export async function rebuildPage(env: Env, after: string): Promise<RebuiltPage> {
  const ids = await directoryPage(env.DB, after, PAGE)
  const results = await Promise.allSettled(ids.map((id) => env.DEPLOYMENT.getByName(id).rebuildProjection()))
  const failed = ids.filter((_, index) => results[index]?.status === 'rejected')
  return { rebuilt: ids.length - failed.length, failed, next: ids.length === PAGE ? (ids.at(-1) ?? null) : null }
}
