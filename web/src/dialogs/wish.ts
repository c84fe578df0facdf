import { createSignal } from 'solid-js'
import { deploymentQuery, deploymentsQuery, queryClient } from '../queries.ts'

/** Sends one wish about a deployment, then reads it again, so that what the page shows is what the server says. */
export function createWish(id: () => string, send: () => Promise<unknown>) {
  const [sending, setSending] = createSignal(false)
  const [failure, setFailure] = createSignal<unknown>(null)
  const run = async (): Promise<boolean> => {
    if (sending()) return false
    setFailure(null)
    setSending(true)
    try {
      await send()
      await Promise.all([
        queryClient.invalidateQueries({ queryKey: deploymentQuery(id()).queryKey }),
        queryClient.invalidateQueries({ queryKey: deploymentsQuery.queryKey }),
      ])
      return true
    } catch (error) {
      setFailure(error)
      return false
    } finally {
      setSending(false)
    }
  }
  return { run, sending, failure, clear: () => setFailure(null) }
}
