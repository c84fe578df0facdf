import type { Command } from '../worker/domain/deployment/commands.ts'
import { deployment } from '../worker/domain/deployment/deployment.ts'
import type { DeploymentEvent } from '../worker/domain/deployment/events.ts'
import { react } from '../worker/domain/deployment/react.ts'
import type { DeploymentState } from '../worker/domain/deployment/state.ts'
import type { CommandBody } from '../worker/effects/outcome.ts'
import { mayHaveBought } from '../worker/effects/retry-policy.ts'
import type { Handled } from './deployment-rpc.ts'
import { createEventStore } from './event-store.ts'
import { createOutbox } from './outbox.ts'
import { createTables, readMeta, writeMeta } from './schema.ts'
import { createSecrets, type SealedSecret } from './secrets.ts'

/** What goes into the same transaction as a command's events. */
export type Alongside = {
  secrets?: SealedSecret[]
  /** What becomes of the effect whose outcome the command is, given the events that followed. */
  settle?(events: readonly DeploymentEvent[]): void
}

/**
 * One deployment's stream, inbox, outbox and secrets, and the one way to change them: a command, decided and recorded
 * with all that follows from it in a single transaction.
 */
export function createDeploymentStore(ctx: DurableObjectState, secretsKey: Uint8Array<ArrayBuffer>) {
  const { sql } = ctx.storage
  createTables(sql)
  const events = createEventStore(sql)
  const outbox = createOutbox(sql)
  outbox.releaseLost(mayHaveBought)
  // The id and not its name: an alarm may wake the object without telling it the name.
  const secrets = createSecrets(sql, ctx.id.toString(), secretsKey)
  const recorded = events.read()
  let version = recorded.at(-1)?.version ?? 0
  let state: DeploymentState = recorded.reduce(
    (folded, { event }) => deployment.evolve(folded, event),
    deployment.initialState,
  )

  function addEffects(
    before: DeploymentState,
    event: DeploymentEvent,
    after: DeploymentState,
    at: number,
    now: number,
  ) {
    if (!after.exists) return
    const { id } = after
    react(before, event, after).forEach((effect, n) => {
      const dueAt = effect.type === 'WakeAt' ? Date.parse(effect.dueAt) : now
      outbox.add(`${id}:${at}:${n}:${effect.type}`, effect, now, dueAt)
    })
  }

  return {
    events,
    outbox,
    secrets,
    state: () => state,
    version: () => version,
    seq: () => readMeta(sql, 'seq'),
    projectedVersion: () => readMeta(sql, 'projected'),
    setProjected: (to: number) => writeMeta(sql, 'projected', to),
    /** Says that a person can see something new. */
    touch: () => writeMeta(sql, 'seq', readMeta(sql, 'seq') + 1),

    /** Handles a command once: a repeat of its id answers like the first time and changes nothing. */
    handle(commandId: string, body: CommandBody, alongside: Alongside = {}): Handled {
      const now = Date.now()
      const command = { ...body, now: new Date(now).toISOString() } as Command
      return ctx.storage.transactionSync((): Handled => {
        const seen = events.handledAt(commandId)
        const decision = seen === undefined ? deployment.decide(command, state) : ({ kind: 'ignored' } as const)
        if (decision.kind === 'rejected') return { ok: false, rejection: decision.rejection }
        const news = decision.kind === 'accepted' ? decision.events : []
        const reached = events.append(version, news)
        let folded = state
        news.forEach((event, index) => {
          const after = deployment.evolve(folded, event)
          addEffects(folded, event, after, version + index + 1, now)
          folded = after
        })
        if (seen === undefined) events.markHandled(commandId, reached)
        for (const secret of alongside.secrets ?? []) secrets.write(secret)
        alongside.settle?.(news)
        if (news.some((event) => event.type === 'DeploymentDestroyed')) secrets.deleteAll()
        if (news.length > 0) writeMeta(sql, 'seq', readMeta(sql, 'seq') + 1)
        // The last lines: nothing after them can throw, so memory and disk agree.
        version = reached
        state = folded
        return { ok: true, version: seen ?? reached }
      })
    },
  }
}

export type DeploymentStore = ReturnType<typeof createDeploymentStore>
