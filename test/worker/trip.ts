import { env } from 'cloudflare:workers'
import { expect } from 'vitest'
import type { DeploymentEvent, DeploymentSnapshot } from '../../worker/http/api.ts'
import { type Browser, signUp } from './http-client.ts'
import { sandbox } from './sandbox-client.ts'

/** One person with one deployment, and what OVH had sold before. */
export type Trip = {
  person: Browser
  deploymentId: string
  checkoutUrl: string
  ordersBefore: number
  look(): Promise<Look>
}
type Look = DeploymentSnapshot & { version: number }

export async function launchDeployment(somebody?: Browser): Promise<Trip> {
  const person = somebody ?? (await signUp(true))
  const ordersBefore = (await sandbox.state()).ovh.orders.length
  const { deploymentId, checkoutUrl } = await press(person)
  const look = async (): Promise<Look> => {
    const snapshot: DeploymentSnapshot = await (await person.get(`/api/openclaw/deployments/${deploymentId}`)).json()
    return { ...snapshot, version: snapshot.seq }
  }
  const trip = { person, deploymentId, ordersBefore, look }
  return {
    ...trip,
    checkoutUrl: checkoutUrl ?? (await until(trip, 'checkoutUrl', (now) => now.checkoutUrl ?? undefined)),
  }
}

/** Presses Deploy, and again while a company doesn't answer: the same press by its Idempotency-Key. */
async function press(person: Browser): Promise<{ deploymentId: string; checkoutUrl: string | null }> {
  const urls = { successUrl: `${env.PUBLIC_URL}/deploy/{DEPLOYMENT_ID}`, cancelUrl: `${env.PUBLIC_URL}/` }
  const headers = { 'idempotency-key': crypto.randomUUID() }
  for (let presses = 1; ; presses += 1) {
    const response = await person.post('/api/openclaw/deploy', urls, { headers })
    if (response.status === 201) return response.json()
    expect([response.status, presses < 5], await response.text()).toEqual([503, true])
  }
}

export async function paid(trip: Trip): Promise<void> {
  await sandbox.pay(trip.checkoutUrl)
}

export function ready(trip: Trip): Promise<Look> {
  return inStatus(trip, 'READY')
}

/** Asks for the end and waits for it. */
export async function destroyed(trip: Trip): Promise<Look> {
  const { name } = await trip.look()
  const response = await trip.person.delete(`/api/openclaw/deployments/${trip.deploymentId}`, { name })
  expect(response.status, await response.clone().text()).toBe(202)
  return inStatus(trip, 'DESTROYED')
}

export function inStatus(trip: Trip, status: DeploymentSnapshot['status']): Promise<Look> {
  return until(trip, status, (now) => (now.status === status ? now : undefined))
}

/** Counted and not timed, since some tests move the calendar: about a minute. */
const MOST_LOOKS = 2_000

/** Looks until there is an answer; when it doesn't come, says what the deployment was waiting for. */
export async function until<T>(
  trip: Pick<Trip, 'look' | 'person' | 'deploymentId'>,
  what: string,
  find: (now: Look) => T | undefined,
): Promise<T> {
  for (let looks = 1; ; looks += 1) {
    const now = await trip.look()
    const found = find(now)
    if (found !== undefined) return found
    if (looks > MOST_LOOKS || (now.status === 'ERROR' && what !== 'ERROR')) {
      const events = (await eventsOf(trip)).map(({ type }) => type)
      throw new Error(
        `${what} did not come: ${JSON.stringify({ status: now.status, wait: now.wait, problem: now.problem, events }, null, 1)}`,
      )
    }
    await scheduler.wait(25)
  }
}

export async function eventsOf({
  person,
  deploymentId,
}: Pick<Trip, 'person' | 'deploymentId'>): Promise<DeploymentEvent[]> {
  const { events }: { events: DeploymentEvent[] } = await (
    await person.get(`/api/openclaw/deployments/${deploymentId}/events`)
  ).json()
  return events
}

const isRebuild = ({ type, state }: { type: string; state: string }) =>
  /^re(build|install)/i.test(type) && state === 'done'

export type Bought = {
  orders: number
  keysLeft: number
  subscriptions: number
  liveSubscriptions: number
  /** Of the servers that were ordered for this trip: is each without the person's data, and is none renewed? */
  serversWiped: boolean
  serversRenewed: boolean
}

/** What the companies say was bought for this deployment, and what of it still costs money. */
export async function boughtBy({ deploymentId, ordersBefore }: Trip): Promise<Bought> {
  const { ovh, openrouter, stripe } = await sandbox.state()
  const orders = ovh.orders.slice(ordersBefore)
  const names = orders.map(({ serviceName }) => serviceName)
  const servers = ovh.servers.filter(({ serviceName }) => names.includes(serviceName))
  const subscriptions = stripe.subscriptions.filter((one) => one.deploymentId === deploymentId)
  return {
    orders: orders.length,
    keysLeft: openrouter.keys.filter(({ name }) => name.startsWith(`dep_${deploymentId}#`)).length,
    subscriptions: subscriptions.length,
    liveSubscriptions: subscriptions.filter(({ status }) => status !== 'canceled').length,
    serversWiped: servers.length === orders.length && servers.every(({ tasks }) => tasks.filter(isRebuild).length >= 2),
    serversRenewed: servers.some(({ renews }) => renews),
  }
}
