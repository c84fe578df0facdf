import type { Effect, EffectType } from '../domain/deployment/effects.ts'
import { isProviderError } from '../providers/provider-error.ts'
import { deliverSetup, probeHealth, reachMachine, restartService } from './machine-effects.ts'
import { mailFor } from './mails.ts'
import { issueModelKey, revokeModelKey } from './model-key-effects.ts'
import { awaitServerOrder, checkOutServerCart, prepareServerCart } from './order-effects.ts'
import { isOurAccount } from './our-account.ts'
import { failed, type Outcome, record } from './outcome.ts'
import { awaitCheckout, endSubscription, openCheckout, useCardForRenewals } from './payment-effects.ts'
import type { Performance, Performer } from './performance.ts'
import {
  awaitRebuild,
  awaitWipe,
  readServerAddress,
  rebuildServer,
  stopServerRenewal,
  wipeServer,
} from './server-effects.ts'

const sendMail: Performer<'SendMail'> = async ({ effect, deployment, key, providers, config, ownerEmail }) => {
  const to = await ownerEmail()
  if (to === undefined) return { kind: 'done' }
  const page = { siteName: config.site.name, publicUrl: config.publicUrl }
  await providers.mail.send(mailFor(effect.mail, deployment, to, page), key)
  return { kind: 'done' }
}

const wakeAt: Performer<'WakeAt'> = async ({ effect }) => record({ type: 'CheckDeadline', deadline: effect.deadline })

const performers: { [Type in EffectType]: Performer<Type> } = {
  OpenCheckout: openCheckout,
  AwaitCheckout: awaitCheckout,
  UseCardForRenewals: useCardForRenewals,
  IssueModelKey: issueModelKey,
  PrepareServerCart: prepareServerCart,
  CheckOutServerCart: checkOutServerCart,
  AwaitServerOrder: awaitServerOrder,
  ReadServerAddress: readServerAddress,
  RebuildServer: rebuildServer,
  AwaitRebuild: awaitRebuild,
  ReachMachine: reachMachine,
  DeliverSetup: deliverSetup,
  ProbeHealth: probeHealth,
  RestartService: restartService,
  EndSubscription: endSubscription,
  RevokeModelKey: revokeModelKey,
  StopServerRenewal: stopServerRenewal,
  WipeServer: wipeServer,
  AwaitWipe: awaitWipe,
  SendMail: sendMail,
  WakeAt: wakeAt,
}

/** Effects that only look: a look that is refused says nothing about what it looks for, and its wait has a deadline. */
const looks: ReadonlySet<EffectType> = new Set([
  'AwaitCheckout',
  'AwaitServerOrder',
  'ReadServerAddress',
  'AwaitRebuild',
  'AwaitWipe',
])

/**
 * One attempt at one effect: asks the world and says what came of it. Nothing is thrown for a provider's fault; an
 * error that isn't a provider's is a defect of ours, and the attempt counts as a fault so that it is seen and retried.
 */
export async function perform<E extends Effect>(performance: Performance & { effect: E }): Promise<Outcome> {
  const performer = performers[performance.effect.type] as Performer<EffectType>
  try {
    return await performer(performance)
  } catch (error) {
    if (!isProviderError(error)) {
      console.error(JSON.stringify({ level: 'error', at: 'perform', key: performance.key, error: String(error) }))
      return { kind: 'fault', found: 'an error on our side' }
    }
    console.warn(JSON.stringify({ level: 'warn', at: 'perform', key: performance.key, ...error.facts }))
    const { kind, provider, code, status, retryAfterSeconds } = error.facts
    if (kind === 'refused' && !isOurAccount(error) && !looks.has(performance.effect.type)) {
      return failed(code ?? `${provider}_${status ?? 'refused'}`, error.message)
    }
    const found =
      kind === 'unknown_outcome' ? `${provider} gave no clear answer` : `${provider} can’t be asked right now`
    return { kind: 'fault', found, ...(retryAfterSeconds ? { afterMs: retryAfterSeconds * 1000 } : {}) }
  }
}
