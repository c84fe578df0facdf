import { describe, it } from 'vitest'
import type { MachineNews } from '../../worker/domain/deployment/commands.ts'
import { given } from '../scenario.ts'
import {
  addressed,
  at,
  atTime,
  command,
  delivered,
  destroying,
  failed,
  installed,
  installing,
  ordered,
  paid,
  reached,
  ready,
  rebuilding,
  rebuilt,
  sample,
  terms,
} from './life.ts'

const { type: _t, v: _v, at: _at, ...address } = sample.ServerAddressed
const machine = { hostKey: 'ssh-ed25519 AAAAhost', user: 'debian' }
const setup = { type: 'DeliverSetup', ...address, ...machine, release: terms.release } as const
const report = (minutes: number, news: Partial<MachineNews>) =>
  command(minutes, 'RecordMachineReport', {
    report: { step: 'node', state: 'done', attempt: 1, elapsedMs: 4_200, detail: '', openclawVersion: null, ...news },
  })

describe('reaching the machine', () => {
  it('begins when the fresh system and the address are both there, whichever comes last', () => {
    given(...rebuilding)
      .when(command(14, 'RecordServerRebuilt'))
      .then(sample.ServerRebuilt)
      .thenEffects({ type: 'ReachMachine', ipv4: '203.0.113.7' })
    given(...delivered, sample.ServerRebuildStarted, sample.ServerRebuilt)
      .when(command(15, 'RecordServerAddressed', address))
      .then({ ...sample.ServerAddressed, at: at(15) })
      .thenEffects({ type: 'ReachMachine', ipv4: '203.0.113.7' })
  })

  it('does not begin on one of the two', () => {
    given(...delivered, sample.ServerRebuildStarted)
      .when(command(14, 'RecordServerRebuilt'))
      .then(sample.ServerRebuilt)
      .thenEffects()
    given(...delivered)
      .when(command(11, 'RecordServerAddressed', address))
      .then(sample.ServerAddressed)
      .thenEffects()
  })

  it('follows the task of the rebuild', () => {
    given(...addressed)
      .when(command(12, 'RecordServerRebuildStarted', { taskId: '501', imageName: 'Debian 13' }))
      .then(sample.ServerRebuildStarted)
      .thenEffects({ type: 'AwaitRebuild', serviceName: 'vps-1.example', taskId: '501' })
  })

  it('takes each step once', () => {
    given(...rebuilding)
      .when(command(13, 'RecordServerRebuildStarted', { taskId: '503', imageName: 'Debian 13' }))
      .thenNothing()
    given(...addressed)
      .when(command(13, 'RecordServerAddressed', address))
      .thenNothing()
    given(...rebuilt)
      .when(command(15, 'RecordServerRebuilt'))
      .thenNothing()
    given(...reached)
      .when(command(16, 'RecordMachineReached', { hostKey: 'another', user: 'root' }))
      .thenNothing()
    given(...ready)
      .when(command(20, 'RecordHealthy', { about: 'ready' }))
      .thenNothing()
  })
})

describe('a step', () => {
  it('without what it stands on is not believed', () => {
    given(...ordered)
      .when(command(12, 'RecordServerRebuildStarted', { taskId: '501', imageName: 'Debian 13' }))
      .thenNothing()
    const unaddressed = [...delivered, sample.ServerRebuildStarted, sample.ServerRebuilt]
    given(...unaddressed)
      .when(command(15, 'RecordMachineReached', machine))
      .thenNothing()
    const withoutKey = reached.filter((event) => event.type !== 'ModelKeyIssued')
    given(...withoutKey)
      .when(command(16, 'RecordSetupDelivered'))
      .thenNothing()
    given(...withoutKey)
      .when(report(16, {}))
      .thenNothing()
  })
})

describe('the setup document', () => {
  it('is delivered when the machine is reached and its model key is there, whichever comes last', () => {
    given(...rebuilt)
      .when(command(15, 'RecordMachineReached', machine))
      .then(sample.MachineReached)
      .thenEffects(setup)
    const withoutKey = reached.filter((event) => event.type !== 'ModelKeyIssued')
    given(...withoutKey)
      .when(command(16, 'RecordModelKeyIssued', { keyHash: 'hash_1', limitMicros: 25_000_000 }))
      .then(atTime(sample.ModelKeyIssued, 16))
      .thenEffects(setup)
  })

  it('is not delivered without a model key', () => {
    const withoutKey = rebuilt.filter((event) => event.type !== 'ModelKeyIssued')
    given(...withoutKey)
      .when(command(15, 'RecordMachineReached', machine))
      .then(sample.MachineReached)
      .thenEffects()
  })

  it('waits under the silence of the machine once delivered', () => {
    given(...reached)
      .when(command(16, 'RecordSetupDelivered'))
      .then(sample.SetupDelivered)
      .thenEffects()
      .thenWakesAt({ deadline: 'silence', dueAt: at(24) })
  })

  it('may be reported on before its delivery has returned', () => {
    given(...reached)
      .when(report(16, {}))
      .then(atTime(sample.SetupStepReported, 16))
      .thenWakesAt({ deadline: 'silence', dueAt: at(24) })
    given(...reached, atTime(sample.SetupStepReported, 16))
      .when(command(17, 'RecordSetupDelivered'))
      .then(atTime(sample.SetupDelivered, 17))
  })
})

describe('a machine', () => {
  it('that tells a step earns more time', () => {
    given(...installing)
      .when(report(20, { step: 'openclaw', state: 'started' }))
      .then({ ...sample.SetupStepReported, at: at(20), step: 'openclaw', state: 'started' })
      .thenEffects()
      .thenWakesAt({ deadline: 'silence', dueAt: at(28) })
  })

  it('that completes the expected version is asked for its health', () => {
    given(...installing)
      .when(report(18, { step: 'complete', openclawVersion: '2026.11.4' }))
      .then(sample.SetupCompleted)
      .thenEffects({ type: 'ProbeHealth', origin: 'https://203-0-113-7.example', about: 'ready' })
      .thenWakesAt({ deadline: 'health', dueAt: at(28) })
  })

  it('that runs another version, or does not say which, has failed', () => {
    for (const [openclawVersion, runs] of [
      ['2026.10.1', '2026.10.1'],
      [null, 'unknown'],
    ] as const) {
      given(...installing)
        .when(report(18, { step: 'complete', openclawVersion }))
        .then({
          type: 'DeploymentFailed',
          v: 1,
          at: at(18),
          step: 'install',
          code: 'wrong_version',
          detail: `expected 2026.11.4, the machine runs ${runs}`,
        })
    }
  })

  it('is not complete before it says that it is done', () => {
    given(...installing)
      .when(report(18, { step: 'complete', state: 'started', openclawVersion: '2026.11.4' }))
      .thenNothing()
  })

  it('that gives up a step has failed, with the step in the code', () => {
    given(...installing)
      .when(report(18, { step: 'proxy', state: 'gave_up', attempt: 5, detail: 'port 80 is closed' }))
      .then({
        type: 'DeploymentFailed',
        v: 1,
        at: at(18),
        step: 'install',
        code: 'setup_proxy',
        detail: 'port 80 is closed',
      })
      .thenEffects({ type: 'SendMail', mail: 'setupFailed' })
  })

  it('is not listened to before it was reached or after the set-up is over', () => {
    for (const history of [paid, ordered, rebuilt, installed, ready, failed, destroying]) {
      given(...history)
        .when(report(99, {}))
        .thenNothing()
      given(...history)
        .when(report(99, { step: 'complete', openclawVersion: '2026.11.4' }))
        .thenNothing()
      given(...history)
        .when(report(99, { step: 'proxy', state: 'gave_up' }))
        .thenNothing()
    }
  })

  it('has no step recorded for a deployment that ends', () => {
    const over = { type: 'DestroyRequested', v: 1, at: at(20), by: 'customer' } as const
    given(...delivered, over)
      .when(command(21, 'RecordServerAddressed', address))
      .thenNothing()
    given(...addressed, over)
      .when(command(21, 'RecordServerRebuildStarted', { taskId: '501', imageName: 'Debian 13' }))
      .thenNothing()
    given(...rebuilding, over)
      .when(command(21, 'RecordServerRebuilt'))
      .thenNothing()
    given(...rebuilt, over)
      .when(command(21, 'RecordMachineReached', machine))
      .thenNothing()
    given(...reached, over)
      .when(command(21, 'RecordSetupDelivered'))
      .thenNothing()
    given(...installed, over)
      .when(command(21, 'RecordHealthy', { about: 'ready' }))
      .thenNothing()
  })
})

describe('READY', () => {
  it('comes with the first answer from outside, and a mail', () => {
    given(...installed)
      .when(command(19, 'RecordHealthy', { about: 'ready' }))
      .then(sample.DeploymentReady)
      .thenEffects({ type: 'SendMail', mail: 'ready' })
      .thenWakesAt()
  })

  it('needs the completed setup first', () => {
    given(...installing)
      .when(command(18, 'RecordHealthy', { about: 'ready' }))
      .thenNothing()
  })
})
