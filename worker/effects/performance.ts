import type { Config } from '../config.ts'
import type { Effect, EffectType } from '../domain/deployment/effects.ts'
import type { Deployment } from '../domain/deployment/state.ts'
import type { Outcome, SecretWrites } from './outcome.ts'
import type { Providers } from './providers.ts'
import type { SecretName } from './secret-names.ts'

/** Everything that one attempt at an effect may use. */
export type Performance<Type extends EffectType = EffectType> = {
  effect: Extract<Effect, { type: Type }>
  /** The deployment as it is when the attempt begins. */
  deployment: Deployment
  /** The idempotency key: the same on each attempt. */
  key: string
  /** From 1. Above 1, an earlier attempt may have acted and its answer may be lost. */
  attempt: number
  /** `settle`: buy nothing more, only find out what earlier attempts did. */
  intent: 'perform' | 'settle'
  /**
   * The last look before money is spent: true while the effect is still wanted. It takes the claim anew, so that nobody
   * else tries before the paid call must have ended, however long the look-ups before it took.
   */
  maySpend(): boolean
  providers: Providers
  config: Config
  secrets: {
    read(name: SecretName): Promise<string | undefined>
    /** Writes at once: what is kept here must be there before the world is asked. */
    keep(writes: SecretWrites): Promise<void>
  }
  /**
   * Gives the cart the order that it already has, or else the one among `candidates` that no other cart has, for ever.
   * With several of them free it can't be told which, so none is given and `orderId` is null.
   */
  claimOrder(cartId: string, candidates: string[]): Promise<Claimed>
  /** The owner's mail address now; undefined when there is no such person any more. */
  ownerEmail(): Promise<string | undefined>
}

export type Claimed = { orderId: string | null; free: number }

/** Performs one type of effect; throws only `ProviderError` and broken invariants. */
export type Performer<Type extends EffectType> = (performance: Performance<Type>) => Promise<Outcome>
