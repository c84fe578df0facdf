import { createHash } from 'node:crypto'
import { appendFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { deployment } from '../../worker/domain/deployment/deployment.ts'
import type { DeploymentEvent, DeploymentEventType } from '../../worker/domain/deployment/events.ts'
import { eventTypes, type StoredEvent, upcast } from '../../worker/domain/deployment/upcast.ts'
import { deepFreeze } from '../scenario.ts'
import * as life from './life.ts'

/*
 * A stream is forever: what was once written must be readable by every later version of the code. So each event type
 * has one file per version, written once. `UPDATE=1` adds the files and checksums that are missing and never changes
 * one that is there; a changed event needs a new version, an upcaster and a new file.
 */

const folder = path.join(import.meta.dirname, '../golden/events')
const list = path.join(import.meta.dirname, '../golden/checksums.txt')

/** What has happened before the first event of each type can. */
const before: Partial<Record<DeploymentEventType, readonly DeploymentEvent[]>> = {
  DeploymentRequested: [],
  CheckoutOpened: life.requested,
  CheckoutExpired: life.checkoutOpen,
  PaymentConfirmed: life.checkoutOpen,
  ServerOrdered: life.cartReady,
  ServerOrderAbandoned: life.cartReady,
  ServerOrderHeld: life.ordered,
  ServerOrderResumed: life.held,
  ServerOrderCancelled: life.ordered,
  ServerDelivered: life.ordered,
  SetupStepReported: life.installing,
  MachineFellSilent: life.installing,
  SetupCompleted: life.installing,
  ServiceRestarted: life.restarting,
  RestartCompleted: life.restarting,
  RestartFailed: life.restarting,
  ServerRenewalStopped: life.destroying,
  ServerWipeStarted: life.destroying,
  ServerWiped: life.destroying,
  TeardownOverdue: life.destroying,
}

const textOf = (name: string) => readFileSync(path.join(folder, name), 'utf8')
const checksum = (text: string) => createHash('sha256').update(text).digest('hex')

if (process.env.UPDATE) {
  for (const event of Object.values(life.sample)) {
    const file = path.join(folder, `${event.type}.v${event.v}.json`)
    if (!existsSync(file)) writeFileSync(file, `${JSON.stringify(event, null, 2)}\n`)
  }
  const listed = existsSync(list) ? readFileSync(list, 'utf8') : ''
  for (const name of readdirSync(folder).sort()) {
    if (!listed.includes(`  ${name}\n`)) appendFileSync(list, `${checksum(textOf(name))}  ${name}\n`)
  }
}

const names = readdirSync(folder).sort()
const checksums = new Map(
  readFileSync(list, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.split('  ').reverse() as [string, string]),
)

describe('an event as it was once written', () => {
  it.each(names)('%s is still read and still lived through', (name) => {
    const stored = JSON.parse(textOf(name)) as StoredEvent
    expect(`${stored.type}.v${stored.v}.json`).toBe(name)
    const event = deepFreeze(upcast(stored))
    const state = (before[event.type] ?? life.ready).reduce(deployment.evolve, deployment.initialState)
    expect(deployment.evolve(deepFreeze(state), event)).toMatchObject({ exists: true, id: 'dep_1' })
  })

  it.each(names)('%s has not been edited', (name) => {
    expect(checksum(textOf(name))).toBe(checksums.get(name))
  })

  it('has not been deleted', () => {
    expect(names).toEqual([...checksums.keys()].sort())
  })

  it('exists for the newest version of every type', () => {
    const newest = Object.values(life.sample).map((event) => `${event.type}.v${event.v}.json`)
    expect(names).toEqual(expect.arrayContaining(newest))
    expect(Object.keys(life.sample).sort()).toEqual([...eventTypes].sort())
  })

  it('reads as the newest version of its type', () => {
    for (const event of Object.values(life.sample)) expect(upcast(event)).toEqual(event)
  })
})

describe('an event that this code does not know', () => {
  it('is not guessed at', () => {
    expect(() => upcast({ type: 'ServerPainted', v: 1, at: life.at(0) })).toThrow('unknown event ServerPainted@1')
    expect(() => upcast({ type: 'ServerOrdered', v: 99, at: life.at(0) })).toThrow('unknown event ServerOrdered@99')
    expect(() => upcast({ type: 'constructor', v: 1, at: life.at(0) })).toThrow('unknown event')
  })
})
