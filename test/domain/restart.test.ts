import { describe, it } from 'vitest'
import { given } from '../scenario.ts'
import {
  at,
  checkoutOpen,
  command,
  destroyed,
  destroying,
  failed,
  installing,
  ordered,
  ready,
  restarting,
  sample,
} from './life.ts'

const restarted = [...restarting, sample.ServiceRestarted]

describe('a restart', () => {
  it('restarts the service on the machine that we know, under a deadline', () => {
    given(...ready)
      .when(command(30, 'RequestRestart'))
      .then(sample.RestartRequested)
      .thenEffects({ type: 'RestartService', ipv4: '203.0.113.7', hostKey: 'ssh-ed25519 AAAAhost', user: 'debian' })
      .thenWakesAt({ deadline: 'restart', dueAt: at(35) })
  })

  it('is over when OpenClaw answers from outside after it, not before', () => {
    given(...restarting)
      .when(command(31, 'RecordHealthy', { about: 'restart' }))
      .thenNothing()
    given(...restarting)
      .when(command(31, 'RecordServiceRestarted'))
      .then(sample.ServiceRestarted)
      .thenEffects({ type: 'ProbeHealth', origin: 'https://203-0-113-7.example', about: 'restart' })
    given(...restarted)
      .when(command(32, 'RecordHealthy', { about: 'restart' }))
      .then(sample.RestartCompleted)
      .thenEffects()
  })

  it('is not begun twice', () => {
    given(...restarting)
      .when(command(31, 'RequestRestart'))
      .thenNothing()
    given(...restarted)
      .when(command(31, 'RecordServiceRestarted'))
      .thenNothing()
  })

  it('can be asked for again when it is over, however it ended', () => {
    for (const end of [sample.RestartCompleted, sample.RestartFailed]) {
      given(...restarted, end)
        .when(command(40, 'RequestRestart'))
        .then({ type: 'RestartRequested', v: 1, at: at(40) })
    }
  })

  it('that brings nothing back in time has failed, and the deployment stays READY', () => {
    given(...restarted)
      .when(command(35, 'CheckDeadline', { deadline: 'restart' }))
      .then(sample.RestartFailed)
      .thenEffects()
  })

  it('that the machine refuses has failed, and the deployment stays READY', () => {
    const no = { effect: 'RestartService', key: 'k', code: 'host_key', detail: 'another host key' }
    given(...restarting)
      .when(command(31, 'RecordEffectFailed', no))
      .then({ type: 'RestartFailed', v: 1, at: at(31), code: 'host_key', detail: 'another host key' })
    given(...ready)
      .when(command(31, 'RecordEffectFailed', no))
      .thenNothing()
  })

  it('is only for a deployment that is READY', () => {
    const cases = [
      [checkoutOpen, 'PENDING_PAYMENT'],
      [ordered, 'ORDERING'],
      [installing, 'INSTALLING'],
      [failed, 'ERROR'],
      [destroying, 'DESTROYING'],
      [destroyed, 'DESTROYED'],
    ] as const
    for (const [history, status] of cases) {
      given(...history)
        .when(command(99, 'RequestRestart'))
        .thenRejected({ code: 'notAllowedNow', status })
    }
  })
})
