import { type DefaultError, type QueryKey, QueryObserver, type QueryObserverOptions } from '@tanstack/solid-query'
import { createComputed, onCleanup } from 'solid-js'
import { createStore, reconcile } from 'solid-js/store'
import { queryClient } from './queries.ts'

/**
 * A query's result as a store, for as long as the caller lives. It is not the library's own `useQuery`, which reads through
 * a resource: data that was in the cache already makes the nearest Suspense boundary take the page away and put it back
 * at the next refresh, and a frame that is put back loads its one-time address a second time. Rows keep their identity by
 * `id`, so that a snapshot changes only what differs.
 */
export function observe<T, K extends QueryKey>(options: () => QueryObserverOptions<T, DefaultError, T, T, K>) {
  const observer = new QueryObserver(queryClient, options())
  type Result = ReturnType<typeof observer.getCurrentResult>
  // A copy, because the store changes its data in place and the cache's must stay as they came.
  const copy = (result: Result): Result => ({ ...result, data: structuredClone(result.data) }) as Result
  const [state, setState] = createStore<Result>(
    copy(observer.getOptimisticResult(queryClient.defaultQueryOptions(options()))),
  )
  const apply = (result: Result) => setState(reconcile(copy(result), { key: 'id' }))

  onCleanup(observer.subscribe(apply))
  createComputed(() => {
    observer.setOptions(options())
    apply(observer.getCurrentResult())
  })
  return state
}
