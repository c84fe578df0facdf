import { createAttempts, sealAll } from '../../durable-objects/attempts.ts'
import type { Handled } from '../../durable-objects/deployment-rpc.ts'
import { createDeploymentStore, type DeploymentStore } from '../../durable-objects/deployment-store.ts'
import type { Config } from '../../worker/config.ts'
import type { DeploymentEvent } from '../../worker/domain/deployment/events.ts'
import type { CommandBody } from '../../worker/effects/outcome.ts'
import { readCheckout } from '../../worker/effects/payment-effects.ts'
import type { Claimed } from '../../worker/effects/performance.ts'
import type { Providers } from '../../worker/effects/providers.ts'
import type { MachineReport } from '../../worker/machine/report.ts'
import { createDisk, openDisk } from './storage.ts'
import { trace } from './trace.ts'
import type { Caller } from './wire.ts'

type World = {
  config: Config
  providersFor(caller: Caller, deploymentId: string): Providers
  claimOrder(caller: Caller, cartId: string, candidates: string[]): Promise<Claimed>
}

/**
 * One deployment's object: the real store and the real attempts on a disk in memory, in one instance after another. It
 * stands in for deployment-object.ts alone, which needs workerd.
 */
export function createObject(id: string, world: World) {
  const disk = createDisk()
  let instance = start()
  let page: DeploymentEvent | undefined
  let next: { changes: number; at: number | null } = { changes: -1, at: null }

  function start() {
    const { ctx, die, isDead } = openDisk(disk, id)
    let running = 0
    let waiting = 0
    const caller: Caller = {
      name: id,
      isDead,
      crash: () => crash(),
      waits: (by) => {
        waiting += by
      },
    }
    const store = createDeploymentStore(ctx, world.config.secretsKey)
    const providers = world.providersFor(caller, id)
    const around = {
      providers,
      config: world.config,
      claimOrder: (cartId: string, candidates: string[]) => world.claimOrder(caller, cartId, candidates),
      ownerEmail: async () => `${id}@example.com`,
    }
    return {
      store,
      providers,
      attempts: createAttempts(store, around, () => {}),
      caller,
      die,
      /** True while code of this instance still runs, and not only waits for an answer. */
      isBusy: () => running > waiting,
      run(work: () => Promise<unknown>): void {
        running++
        work()
          .catch(() => {})
          .finally(() => {
            running--
          })
      },
    }
  }

  /** All that is in memory is gone; what was under way never comes back. */
  function crash(): void {
    trace(id, 'crash')
    instance.die()
    instance = start()
  }

  const handle = (commandId: string, body: CommandBody): Handled => instance.store.handle(commandId, body)

  return {
    id,
    crash,
    handle,
    isBusy: () => instance.isBusy(),
    store: (): DeploymentStore => instance.store,
    /** Grows with everything that is written to the disk. */
    changes: () => disk.changes(),
    nextAt(): number | null {
      if (next.changes !== disk.changes()) next = { changes: disk.changes(), at: instance.store.outbox.nextAt() }
      return next.at
    },
    /** What the alarm does: everything that is due is claimed and started, side by side. Answers how much that was. */
    alarm(): number {
      const started = instance.attempts.startDue()
      for (const attempt of started) instance.run(() => attempt)
      return started.length
    },
    /** Stripe's hint; `failed` is told when it could not be followed, so that Stripe repeats it. */
    checkoutChanged(commandId: string, sessionId: string, failed: () => void): void {
      const { store, providers, run } = instance
      run(async () => {
        try {
          const news = await readCheckout(providers, sessionId)
          if (news?.kind !== 'command') return
          store.handle(commandId, news.command, { secrets: await sealAll(store, news.secrets) })
        } catch {
          failed()
        }
      })
    },
    subscriptionChanged(commandId: string, subscriptionId: string, failed: () => void): void {
      const { store, providers, run } = instance
      run(async () => {
        try {
          const { status } = await providers.payments.getSubscription(subscriptionId)
          if (status === 'canceled') store.handle(commandId, { type: 'RecordSubscriptionGone', subscriptionId })
        } catch {
          failed()
        }
      })
    },
    report(token: string, report: MachineReport): void {
      const { store, run } = instance
      run(async () => {
        if ((await store.secrets.read('reportToken')) !== token) return
        const { step, state, attempt, elapsedMs, detail = '', openclawVersion = null } = report
        store.handle(`report:${step}:${state}:${attempt}:${elapsedMs}`, {
          type: 'RecordMachineReport',
          report: { step, state, attempt, elapsedMs, detail, openclawVersion },
        })
      })
    },
    /** The page that the person was shown; one whose answer was lost is known to nobody. */
    sessionId(): string | undefined {
      const opened = page ?? instance.store.events.read().find(({ event }) => event.type === 'CheckoutOpened')?.event
      page = opened
      return opened?.type === 'CheckoutOpened' ? opened.sessionId : undefined
    },
    secretsKept: () => disk.all('SELECT name FROM secrets').length,
    streamAsText: () => JSON.stringify(disk.all('SELECT * FROM events')),
    close: () => disk.close(),
  }
}

export type SimulatedObject = ReturnType<typeof createObject>
