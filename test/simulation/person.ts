import type { Terms } from '../../worker/domain/deployment/events.ts'
import type { CommandBody } from '../../worker/effects/outcome.ts'
import type { Agenda } from './agenda.ts'
import { type Clock, HOUR, MINUTE, SECOND } from './clock.ts'
import type { Companies } from './companies.ts'
import type { SimulatedObject } from './object.ts'
import type { Random } from './random.ts'

type Around = { companies: Companies; agenda: Agenda; random: Random; clock: Clock; terms: Terms }

/**
 * Somebody who buys a deployment, changes their mind at any moment, and presses every button twice. `look` is called
 * after each step: some change their mind right when something has happened, so that no moment is left out.
 */
export function createPerson(object: SimulatedObject, { companies, agenda, random, terms }: Around) {
  let wishes = 0
  function wish(body: CommandBody): void {
    const commandId = `wish-${++wishes}`
    object.handle(commandId, body)
    if (random.chance(0.3)) agenda.in(random.between(0, 5 * MINUTE), () => void object.handle(commandId, body))
  }

  wish({
    type: 'RequestDeployment',
    deploymentId: object.id,
    ownerId: `owner-${object.id}`,
    name: 'Otter',
    customerId: `cus_${object.id}`,
    successUrl: 'https://deploy.example/paid',
    cancelUrl: 'https://deploy.example/deploy',
    terms,
  })
  if (random.chance(0.92))
    tryToPay(random.chance(0.9) ? random.between(1, 300) * SECOND : random.between(50, 75) * MINUTE)
  for (let n = random.pick([0, 0, 1, 2, 4]); n > 0; n--) {
    agenda.in(random.between(0, 3 * HOUR), () => wish({ type: 'RequestRestart' }))
    agenda.in(random.between(0, 3 * HOUR), () => wish({ type: 'RenameDeployment', name: `Heron ${n}` }))
  }
  let destroysAt = random.chance(0.35) ? random.between(1, random.pick([4, 10, 24])) : Number.POSITIVE_INFINITY
  if (random.chance(0.3)) {
    const when = random.chance(0.6) ? random.between(0, 25 * MINUTE) : random.between(0, 4 * HOUR)
    agenda.in(when, () => wish({ type: 'RequestDestroy', by: 'customer' }))
  }

  function look(): void {
    if (object.store().version() < destroysAt) return
    destroysAt = Number.POSITIVE_INFINITY
    wish({ type: 'RequestDestroy', by: 'customer' })
  }

  /** The page may not be there yet; a person tries again for some minutes. */
  function tryToPay(inMs: number, tries = 20): void {
    agenda.in(inMs, () => {
      const session = companies.stripe.sessions.get(object.sessionId() ?? '')
      if (session === undefined) {
        if (tries > 0) tryToPay(20 * SECOND, tries - 1)
        return
      }
      if (!companies.stripe.pay(session.sessionId)) return
      hint(session.sessionId)
      if (random.chance(0.08)) agenda.in(random.between(0, 4 * HOUR), () => endAtStripe(session.subscriptionId))
    })
  }

  /** Stripe tells of the payment never, once or more often, and in no order. */
  function hint(sessionId: string): void {
    for (let n = random.pick([0, 1, 1, 2, 3]); n > 0; n--) {
      const tell = () =>
        object.checkoutChanged(`stripe:evt_${n}_${object.id}`, sessionId, () => agenda.in(MINUTE, tell))
      agenda.in(random.between(100, 20 * SECOND), tell)
    }
  }

  /** Somebody ends the subscription in Stripe's own dashboard. */
  function endAtStripe(subscriptionId: string | null): void {
    if (subscriptionId === null) return
    companies.stripe.cancelSubscription(subscriptionId)
    const tell = () =>
      object.subscriptionChanged(`stripe:gone_${object.id}`, subscriptionId, () => agenda.in(10 * MINUTE, tell))
    agenda.in(random.between(100, 20 * SECOND), tell)
  }

  return { look }
}
