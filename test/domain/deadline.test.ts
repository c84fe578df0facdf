import { describe, it } from 'vitest'
import type { DeadlineName, FailedStep } from '../../worker/domain/deployment/events.ts'
import { given } from '../scenario.ts'
import {
  addressed,
  at,
  atTime,
  command,
  destroyed,
  destroying,
  failed,
  held,
  installed,
  installing,
  keyIssued,
  ordered,
  ready,
  sample,
  terms,
} from './life.ts'

const ring = (minutes: number, deadline: DeadlineName) => command(minutes, 'CheckDeadline', { deadline })
const silent = [...installing, sample.MachineFellSilent]
const overdue = (minutes: number, deadline: DeadlineName, step: FailedStep) =>
  ({
    type: 'DeploymentFailed',
    v: 1,
    at: at(minutes),
    step,
    code: `${deadline}_overdue`,
    detail: `nothing new within ${terms.deadlines[deadline]} minutes`,
  }) as const

describe('a deadline', () => {
  it('that has passed ends the set-up where it stood', () => {
    given(...keyIssued)
      .when(ring(33, 'ordering'))
      .then(overdue(33, 'ordering', 'order'))
    given(...ordered)
      .when(ring(34, 'ordering'))
      .then(overdue(34, 'ordering', 'order'))
    given(...held)
      .when(ring(2_885, 'heldOrder'))
      .then(overdue(2_885, 'heldOrder', 'order'))
    given(...addressed)
      .when(ring(55, 'provisioning'))
      .then(overdue(55, 'provisioning', 'system'))
    given(...installed)
      .when(ring(28, 'health'))
      .then(overdue(28, 'health', 'health'))
  })

  it('rings at its minute and not before', () => {
    given(...ordered)
      .when(command(33.99, 'CheckDeadline', { deadline: 'ordering' }))
      .thenNothing()
    given(...ordered)
      .when(ring(34, 'ordering'))
      .then(overdue(34, 'ordering', 'order'))
  })

  it('that rings late does the same', () => {
    given(...ordered)
      .when(ring(5_000, 'ordering'))
      .then(overdue(5_000, 'ordering', 'order'))
  })

  it('that has been left behind rings for nothing', () => {
    given(...installing)
      .when(ring(99, 'ordering'))
      .thenNothing()
    given(...ready)
      .when(ring(99, 'health'))
      .thenNothing()
    given(...failed)
      .when(ring(99, 'ordering'))
      .thenNothing()
    given(...destroyed)
      .when(ring(999, 'teardown'))
      .thenNothing()
  })

  it('that rings twice acts once', () => {
    given(...ordered, sample.DeploymentFailed)
      .when(ring(34, 'ordering'))
      .thenNothing()
    given(...destroying, sample.TeardownOverdue)
      .when(ring(211, 'teardown'))
      .thenNothing()
  })

  it('is moved by progress, so that only a standstill is overdue', () => {
    given(...keyIssued, atTime(sample.ServerCartPrepared, 30))
      .when(ring(33, 'ordering'))
      .thenNothing()
  })

  it('is not moved by a new name', () => {
    given(...ordered, atTime(sample.DeploymentRenamed, 33))
      .when(ring(34, 'ordering'))
      .then(overdue(34, 'ordering', 'order'))
  })
})

describe('a silent machine', () => {
  it('gets its document once more', () => {
    const { type: _t, v: _v, at: _at, ...address } = sample.ServerAddressed
    given(...installing)
      .when(ring(25, 'silence'))
      .then(sample.MachineFellSilent)
      .thenEffects({
        type: 'DeliverSetup',
        ...address,
        hostKey: 'ssh-ed25519 AAAAhost',
        user: 'debian',
        release: terms.release,
      })
      .thenWakesAt({ deadline: 'silence', dueAt: at(33) })
  })

  it('that stays silent has failed', () => {
    given(...silent)
      .when(ring(33, 'silence'))
      .then(overdue(33, 'silence', 'install'))
    given(...silent, atTime(sample.SetupDelivered, 26))
      .when(ring(34, 'silence'))
      .then(overdue(34, 'silence', 'install'))
  })

  it('that talks for ever is overdue all the same', () => {
    const talking = [20, 27, 34, 41].map((minute) => atTime(sample.SetupStepReported, minute))
    given(...installing, ...talking)
      .when(ring(46, 'installing'))
      .then(overdue(46, 'installing', 'install'))
  })
})

describe('a teardown', () => {
  it('that takes too long is said, with what is missing', () => {
    given(...destroying, sample.SubscriptionEnded, sample.ModelKeyRevoked, sample.ServerRenewalStopped)
      .when(ring(210, 'teardown'))
      .then(sample.TeardownOverdue)
      .thenEffects()
      .thenWakesAt()
  })
})
