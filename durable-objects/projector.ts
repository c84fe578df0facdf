import { project } from '../worker/projections/project.ts'
import type { DeploymentStore } from './deployment-store.ts'

/** After D1 could not be written, the next try. */
const RETRY_MS = 5_000

/** Carries the stream past its checkpoint into D1; however often it fails, the row comes at last, since the checkpoint stays. */
export function createProjector(store: DeploymentStore, db: D1Database) {
  let running = false
  let notBefore = 0
  const isBehind = () => !running && store.projectedVersion() < store.version()

  async function catchUp(): Promise<void> {
    const state = store.state()
    if (!state.exists) return
    const version = store.version()
    running = true
    try {
      await project(db, state, { version, nextAt: store.outbox.nextAt(), again: false })
      store.setProjected(version)
      notBefore = 0
    } catch (error) {
      notBefore = Date.now() + RETRY_MS
      console.error(JSON.stringify({ level: 'error', at: 'project', id: state.id, error: String(error) }))
    } finally {
      running = false
    }
  }

  return {
    /** Starts catching up when that is due; nothing when it isn't. */
    startDue: (): Promise<void>[] => (isBehind() && notBefore <= Date.now() ? [catchUp()] : []),

    /** Epoch milliseconds of the next try; null when D1 is as far as the stream. */
    nextAt: (): number | null => (isBehind() ? notBefore : null),

    /** Writes the row of the present version again, whatever stands there. Answers that version. */
    async again(): Promise<number> {
      const state = store.state()
      const version = store.version()
      if (state.exists) await project(db, state, { version, nextAt: store.outbox.nextAt(), again: true })
      return version
    },
  }
}
