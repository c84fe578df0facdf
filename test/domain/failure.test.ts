import { describe, it } from 'vitest'
import type { EffectType } from '../../worker/domain/deployment/effects.ts'
import type { DeploymentEvent, FailedStep } from '../../worker/domain/deployment/events.ts'
import { given } from '../scenario.ts'
import {
  addressed,
  at,
  cartReady,
  command,
  destroying,
  installed,
  paid,
  reached,
  ready,
  rebuilding,
  rebuilt,
  sample,
} from './life.ts'

const refused = (effect: EffectType, minutes = 50, key = 'k') =>
  command(minutes, 'RecordEffectFailed', { effect, key, code: 'refused', detail: 'no' })
const parked = (effect: EffectType, minutes = 50, key = 'k') =>
  ({ type: 'EffectParked', v: 1, at: at(minutes), effect, key, reason: 'no' }) as const

describe('a refusal', () => {
  it('ends the set-up at the step that it belongs to', () => {
    const cases: [readonly DeploymentEvent[], EffectType, FailedStep][] = [
      [paid, 'PrepareServerCart', 'order'],
      [addressed, 'ReadServerAddress', 'system'],
      [addressed, 'RebuildServer', 'system'],
      [rebuilding, 'AwaitRebuild', 'system'],
      [rebuilt, 'ReachMachine', 'system'],
      [reached, 'DeliverSetup', 'install'],
      [installed, 'ProbeHealth', 'health'],
    ]
    for (const [history, effect, step] of cases) {
      given(...history)
        .when(refused(effect))
        .then({ type: 'DeploymentFailed', v: 1, at: at(50), step, code: 'refused', detail: 'no' })
        .thenEffects({ type: 'SendMail', mail: 'setupFailed' })
    }
  })

  it('of a teardown waits for a person, and says so once', () => {
    for (const effect of [
      'EndSubscription',
      'RevokeModelKey',
      'StopServerRenewal',
      'WipeServer',
      'AwaitWipe',
    ] as const) {
      given(...destroying)
        .when(refused(effect, 99))
        .then(parked(effect, 99))
        .thenEffects()
      given(...destroying, parked(effect, 99))
        .when(refused(effect, 99))
        .thenNothing()
    }
  })

  it('of what sets nothing up does not stop the deployment', () => {
    given(...paid)
      .when(refused('UseCardForRenewals'))
      .then(parked('UseCardForRenewals'))
    given(...ready)
      .when(refused('SendMail'))
      .then(parked('SendMail'))
  })

  it('of a key, when the end is already decided, leaves nothing to revoke', () => {
    given(...paid, { type: 'DestroyRequested', v: 1, at: at(20), by: 'customer' })
      .when(refused('IssueModelKey'))
      .then({ type: 'ModelKeyAbandoned', v: 1, at: at(50) })
  })

  it('of a step that nobody waits for any more changes nothing', () => {
    for (const effect of ['ReadServerAddress', 'RebuildServer', 'ReachMachine', 'DeliverSetup'] as const) {
      given(...destroying)
        .when(refused(effect, 99))
        .thenNothing()
      given(...addressed, sample.DeploymentFailed)
        .when(refused(effect, 99))
        .thenNothing()
    }
  })
})

describe('a purchase that was settled as never made', () => {
  const abandoned = (step: FailedStep) =>
    ({
      type: 'DeploymentFailed',
      v: 1,
      at: at(50),
      step,
      code: 'abandoned',
      detail: 'it was settled that none was made',
    }) as const

  it('leaves nothing to set up', () => {
    given(...cartReady)
      .when(command(50, 'RecordServerOrderAbandoned'))
      .then({ type: 'ServerOrderAbandoned', v: 1, at: at(50) }, abandoned('order'))
    given(...paid)
      .when(command(50, 'RecordModelKeyAbandoned'))
      .then({ type: 'ModelKeyAbandoned', v: 1, at: at(50) }, abandoned('install'))
  })

  it('is no second failure', () => {
    given(...cartReady, sample.DeploymentFailed)
      .when(command(50, 'RecordServerOrderAbandoned'))
      .then({ type: 'ServerOrderAbandoned', v: 1, at: at(50) })
      .thenEffects()
  })
})

describe('an outcome that cannot be known', () => {
  it('is parked under its own key, beside others of the same kind', () => {
    const unsure = command(5, 'RecordEffectUnsure', { effect: 'IssueModelKey', key: 'k2', detail: 'no' })
    given(...paid)
      .when(unsure)
      .then(parked('IssueModelKey', 5, 'k2'))
      .thenEffects()
    given(...paid, parked('IssueModelKey', 4, 'k1'))
      .when(unsure)
      .then(parked('IssueModelKey', 5, 'k2'))
    given(...paid, parked('IssueModelKey', 4, 'k2'))
      .when(unsure)
      .thenNothing()
  })
})
