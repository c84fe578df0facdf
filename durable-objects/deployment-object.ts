import { DurableObject } from 'cloudflare:workers'
import { type Config, type Env, readConfig } from '../worker/config.ts'
import { launch } from '../worker/effects/launch.ts'
import type { CommandBody, SecretWrites } from '../worker/effects/outcome.ts'
import { readCheckout } from '../worker/effects/payment-effects.ts'
import { type Providers, providersOf } from '../worker/effects/providers.ts'
import { termsOf } from '../worker/effects/terms.ts'
import type { MachineReport } from '../worker/machine/report.ts'
import { describeEvents } from '../worker/projections/activity.ts'
import { timedSteps } from '../worker/projections/logbook.ts'
import { project } from '../worker/projections/project.ts'
import { findUserEmail, type UsualDurations, usualDurations } from '../worker/projections/queries.ts'
import { snapshotOf } from '../worker/projections/snapshot.ts'
import { sealAll, startAttempt } from './attempts.ts'
import type { DeployInput, DeploymentRpc, Handled } from './deployment-rpc.ts'
import { createDeploymentStore, type DeploymentStore } from './deployment-store.ts'
import { createEffectLoop } from './effect-loop.ts'
import { createLiveSockets } from './live-sockets.ts'
import { sameToken } from './same-token.ts'

/** How long a person is kept waiting for the payment page before the answer says that it comes later. */
const CHECKOUT_WAIT_MS = 15_000
/** After D1 could not be written, the next try. */
const PROJECTION_RETRY_MS = 5_000
const USUAL_KEPT_MS = 10 * 60_000

/** One deployment: the shell around its stream. What may happen is decided in worker/domain, what is asked of the world in worker/effects. */
export class DeploymentObject extends DurableObject<Env> implements DeploymentRpc {
  readonly #config: Config
  readonly #providers: Providers
  readonly #store: DeploymentStore
  readonly #live: ReturnType<typeof createLiveSockets>
  readonly #loop = createEffectLoop({ startDue: () => this.#startDue(), nextAt: () => this.#nextAt() })
  readonly #waiting = new Set<() => void>()
  #projection: { running: boolean; notBefore: number } = { running: false, notBefore: 0 }
  #usual: { read: UsualDurations; at: number } = { read: {}, at: 0 }

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env)
    this.#config = readConfig(env)
    this.#providers = providersOf(this.#config)
    this.#store = createDeploymentStore(ctx, this.#config.secretsKey)
    this.#live = createLiveSockets(ctx)
  }

  async request(commandId: string, input: DeployInput): Promise<{ handled: Handled; checkoutUrl: string | null }> {
    const { ownerEmail: _, ...wish } = input
    const handled = this.#handle(commandId, { type: 'RequestDeployment', ...wish, terms: termsOf(this.#config) })
    if (handled.ok) await this.#until((store) => !awaitsCheckout(store), CHECKOUT_WAIT_MS)
    return { handled, checkoutUrl: handled.ok ? ((await this.#store.secrets.read('checkoutUrl')) ?? null) : null }
  }

  async rename(commandId: string, name: string): Promise<Handled> {
    return this.#handle(commandId, { type: 'RenameDeployment', name })
  }

  async restart(commandId: string): Promise<Handled> {
    return this.#handle(commandId, { type: 'RequestRestart' })
  }

  async destroy(commandId: string, by: 'customer' | 'operator'): Promise<Handled> {
    return this.#handle(commandId, { type: 'RequestDestroy', by })
  }

  async checkoutChanged(commandId: string, sessionId: string): Promise<Handled> {
    const news = await readCheckout(this.#providers, sessionId)
    if (news?.kind !== 'command') return { ok: true, version: this.#store.version() }
    return this.#handleWith(commandId, news.command, news.secrets)
  }

  async subscriptionChanged(commandId: string, subscriptionId: string): Promise<Handled> {
    const { status } = await this.#providers.payments.getSubscription(subscriptionId)
    if (status !== 'canceled') return { ok: true, version: this.#store.version() }
    return this.#handle(commandId, { type: 'RecordSubscriptionGone', subscriptionId })
  }

  async report(token: string, report: MachineReport): Promise<Handled | 'badToken'> {
    const expected = await this.#store.secrets.read('reportToken')
    if (expected === undefined || !(await sameToken(expected, token))) return 'badToken'
    const { step, state, attempt, elapsedMs, detail = '', openclawVersion = null } = report
    const news = { step, state, attempt, elapsedMs, detail, openclawVersion }
    return this.#handle(`report:${step}:${state}:${attempt}:${elapsedMs}`, {
      type: 'RecordMachineReport',
      report: news,
    })
  }

  launch() {
    return launch(this.#store.state(), {
      providers: this.#providers,
      config: this.#config,
      secrets: this.#store.secrets,
    })
  }

  async snapshot(): Promise<string | null> {
    const state = this.#store.state()
    if (!state.exists) return null
    const context = {
      seq: this.#store.seq(),
      effects: this.#store.outbox.open(),
      usual: await this.#readUsual(),
      now: new Date().toISOString(),
      sandbox: this.#config.site.sandbox,
      checkoutUrl: (await this.#store.secrets.read('checkoutUrl')) ?? null,
    }
    return JSON.stringify(snapshotOf(state, context))
  }

  async events() {
    return describeEvents(this.#store.events.read())
  }

  async rebuildProjection(): Promise<number> {
    const state = this.#store.state()
    if (state.exists)
      await project(this.env.DB, state, {
        version: this.#store.version(),
        nextAt: this.#store.outbox.nextAt(),
        again: true,
      })
    return this.#store.version()
  }

  async sweep(): Promise<{ wasAsleep: boolean }> {
    const wasAsleep = this.#nextAt() !== null && (await this.ctx.storage.getAlarm()) === null
    this.#arm()
    this.ctx.waitUntil(this.#loop.drain())
    return { wasAsleep }
  }

  /** The live socket; the route has looked at who asks and from where. */
  override async fetch(_request: Request): Promise<Response> {
    const snapshot = await this.snapshot()
    return snapshot === null ? new Response(null, { status: 404 }) : this.#live.accept(snapshot)
  }

  /** Never throws for a provider's fault: what went wrong is in the outbox, with the time of the next try. */
  override async alarm(): Promise<void> {
    await this.#loop.drain()
    this.#arm()
  }

  override webSocketMessage(): void {}

  override webSocketClose(socket: WebSocket, code: number): void {
    socket.close(code === 1005 || code === 1006 ? 1000 : code)
  }

  #handle(commandId: string, body: CommandBody, alongside: Parameters<DeploymentStore['handle']>[2] = {}): Handled {
    const handled = this.#store.handle(commandId, body, alongside)
    this.#changed()
    return handled
  }

  async #handleWith(commandId: string, body: CommandBody, secrets: SecretWrites | undefined): Promise<Handled> {
    return this.#handle(commandId, body, { secrets: await sealAll(this.#store, secrets) })
  }

  #changed(): void {
    // No await stands between the transaction and the alarm, so that both reach the disk together.
    this.#arm()
    for (const look of this.#waiting) look()
    this.ctx.waitUntil(this.#loop.drain())
    if (this.#live.isWatched()) this.ctx.waitUntil(this.#broadcast())
  }

  async #broadcast(): Promise<void> {
    const snapshot = await this.snapshot()
    if (snapshot !== null) this.#live.send(snapshot)
  }

  #startDue(): Promise<void>[] {
    const started = this.#store.outbox
      .due(Date.now())
      .map((row) => startAttempt(this.#store, row, this.#world(), () => this.#changed()))
    if (this.#isBehind() && this.#projection.notBefore <= Date.now()) started.push(this.#project())
    return started
  }

  #world() {
    return {
      providers: this.#providers,
      config: this.#config,
      claimOrder: (orderId: string) => this.env.FLEET.getByName('fleet').claimOrder(orderId, this.#id()),
      ownerEmail: async () => {
        const state = this.#store.state()
        return state.exists ? findUserEmail(this.env.DB, state.ownerId) : undefined
      },
    }
  }

  #id(): string {
    const state = this.#store.state()
    if (!state.exists) throw new Error('an effect without a deployment')
    return state.id
  }

  #isBehind = () => !this.#projection.running && this.#store.projectedVersion() < this.#store.version()

  async #project(): Promise<void> {
    const state = this.#store.state()
    if (!state.exists) return
    const version = this.#store.version()
    this.#projection = { running: true, notBefore: 0 }
    try {
      await project(this.env.DB, state, { version, nextAt: this.#store.outbox.nextAt(), again: false })
      this.#store.setProjected(version)
      this.#projection = { running: false, notBefore: 0 }
    } catch (error) {
      console.error(JSON.stringify({ level: 'error', at: 'project', id: state.id, error: String(error) }))
      this.#projection = { running: false, notBefore: Date.now() + PROJECTION_RETRY_MS }
    }
    this.#arm()
  }

  #nextAt(): number | null {
    const effects = this.#store.outbox.nextAt()
    if (!this.#isBehind()) return effects
    return effects === null ? this.#projection.notBefore : Math.min(effects, this.#projection.notBefore)
  }

  #arm(): void {
    const next = this.#nextAt()
    if (next !== null) this.ctx.waitUntil(this.ctx.storage.setAlarm(Math.max(next, Date.now())))
  }

  /** Waits until the store is as wanted, at most so long; the answer is read from the store and not from here. */
  #until(wanted: (store: DeploymentStore) => boolean, mostMs: number): Promise<void> {
    if (wanted(this.#store)) return Promise.resolve()
    return new Promise((resolve) => {
      const timer = setTimeout(() => done(), mostMs)
      const look = () => {
        if (wanted(this.#store)) done()
      }
      const done = () => {
        clearTimeout(timer)
        this.#waiting.delete(look)
        resolve()
      }
      this.#waiting.add(look)
    })
  }

  async #readUsual(): Promise<UsualDurations> {
    if (Date.now() - this.#usual.at < USUAL_KEPT_MS) return this.#usual.read
    this.#usual = { read: this.#usual.read, at: Date.now() }
    try {
      this.#usual.read = await usualDurations(this.env.DB, timedSteps)
    } catch (error) {
      // Nobody should miss the truth about a deployment because of a statistic.
      console.warn(JSON.stringify({ level: 'warn', at: 'usual', error: String(error) }))
    }
    return this.#usual.read
  }
}

function awaitsCheckout(store: DeploymentStore): boolean {
  const state = store.state()
  return state.exists && state.lifecycle.kind === 'awaitingPayment' && state.subscription.kind === 'checkoutRequested'
}
