import { DurableObject } from 'cloudflare:workers'
import { type Config, type Env, readConfig } from '../worker/config.ts'
import { launch } from '../worker/effects/launch.ts'
import type { CommandBody, SecretWrites } from '../worker/effects/outcome.ts'
import { readCheckout } from '../worker/effects/payment-effects.ts'
import { type Providers, providersOf } from '../worker/effects/providers.ts'
import { termsOf } from '../worker/effects/terms.ts'
import type { MachineReport } from '../worker/machine/report.ts'
import { describeEvents } from '../worker/projections/activity.ts'
import { findUserEmail } from '../worker/projections/queries.ts'
import { snapshotOf } from '../worker/projections/snapshot.ts'
import { createAttempts, sealAll } from './attempts.ts'
import { createChanges } from './changes.ts'
import type { DeployInput, DeploymentRpc, Handled } from './deployment-rpc.ts'
import { createDeploymentStore, type DeploymentStore } from './deployment-store.ts'
import { createEffectLoop } from './effect-loop.ts'
import { createLiveSockets } from './live-sockets.ts'
import { createProjector } from './projector.ts'
import { sameToken } from './same-token.ts'
import { createUsual } from './usual.ts'

/** How long a person is kept waiting for the payment page before the answer says that it comes later. */
const CHECKOUT_WAIT_MS = 15_000

/** How soon another instance takes over what this one was about to start. */
const BACKUP_MS = 1_000

/** One deployment: the shell around its stream. What may happen is decided in worker/domain, what is asked of the world in worker/effects. */
export class DeploymentObject extends DurableObject<Env> implements DeploymentRpc {
  readonly #config: Config
  readonly #providers: Providers
  readonly #store: DeploymentStore
  readonly #live: ReturnType<typeof createLiveSockets>
  readonly #attempts: ReturnType<typeof createAttempts>
  readonly #loop = createEffectLoop({ startDue: () => this.#startDue(), nextAt: () => this.#nextAt() })
  readonly #projector: ReturnType<typeof createProjector>
  readonly #usual: ReturnType<typeof createUsual>
  readonly #changes = createChanges()

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env)
    this.#config = readConfig(env)
    this.#providers = providersOf(this.#config)
    this.#store = createDeploymentStore(ctx, this.#config.secretsKey)
    this.#live = createLiveSockets(ctx)
    this.#projector = createProjector(this.#store, env.DB)
    this.#usual = createUsual(env.DB)
    this.#attempts = createAttempts(this.#store, this.#world(), () => this.#changed())
    // What a lost instance was trying is due again, perhaps sooner than its alarm.
    this.#arm()
  }

  async request(commandId: string, input: DeployInput): Promise<{ handled: Handled; checkoutUrl: string | null }> {
    const { ownerEmail: _, ...wish } = input
    const handled = this.#handle(commandId, { type: 'RequestDeployment', ...wish, terms: termsOf(this.#config) })
    if (handled.ok) await this.#changes.until(() => !awaitsCheckout(this.#store), CHECKOUT_WAIT_MS)
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
      usual: await this.#usual(),
      now: new Date().toISOString(),
      sandbox: this.#config.site.sandbox,
      checkoutUrl: (await this.#store.secrets.read('checkoutUrl')) ?? null,
    }
    return JSON.stringify(snapshotOf(state, context))
  }

  async events() {
    return describeEvents(this.#store.events.read())
  }

  rebuildProjection(): Promise<number> {
    return this.#projector.again()
  }

  async sweep(): Promise<{ wasAsleep: boolean }> {
    const wasAsleep = this.#nextAt() !== null && (await this.ctx.storage.getAlarm()) === null
    this.#arm()
    this.ctx.waitUntil(this.#drain())
    return { wasAsleep }
  }

  /** The live socket; the route has looked at who asks and from where. */
  override async fetch(_request: Request): Promise<Response> {
    const snapshot = await this.snapshot()
    return snapshot === null ? new Response(null, { status: 404 }) : this.#live.accept(snapshot)
  }

  /** Never throws for a provider's fault: what went wrong is in the outbox, with the time of the next try. */
  override async alarm(): Promise<void> {
    await this.#drain()
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
    // No await stands between the transaction and the alarm, so that both reach the disk together. The loop starts
    // at once; the alarm is there for the case that this instance is lost.
    this.#arm(Date.now() + BACKUP_MS)
    this.#changes.happened()
    this.ctx.waitUntil(this.#drain())
    if (this.#live.isWatched()) this.ctx.waitUntil(this.#broadcast())
  }

  async #broadcast(): Promise<void> {
    const snapshot = await this.snapshot()
    if (snapshot !== null) this.#live.send(snapshot)
  }

  #startDue(): Promise<void>[] {
    return [...this.#attempts.startDue(), ...this.#projector.startDue()]
  }

  #world() {
    return {
      providers: this.#providers,
      config: this.#config,
      claimOrder: (cartId: string, candidates: string[]) =>
        this.env.FLEET.getByName('fleet').claimOrder(cartId, candidates),
      ownerEmail: async () => {
        const state = this.#store.state()
        return state.exists ? findUserEmail(this.env.DB, state.ownerId) : undefined
      },
    }
  }

  #nextAt(): number | null {
    const times = [this.#store.outbox.nextAt(), this.#projector.nextAt()].filter((time) => time !== null)
    return times.length === 0 ? null : Math.min(...times)
  }

  async #drain(): Promise<void> {
    await this.#loop.drain()
    this.#arm()
  }

  /** One alarm for everything: at the earliest time that anything is due, but not before `earliest`. */
  #arm(earliest = Date.now()): void {
    const next = this.#nextAt()
    if (next !== null) this.ctx.waitUntil(this.ctx.storage.setAlarm(Math.max(next, earliest)))
  }
}

function awaitsCheckout(store: DeploymentStore): boolean {
  const state = store.state()
  return state.exists && state.lifecycle.kind === 'awaitingPayment' && state.subscription.kind === 'checkoutRequested'
}
