import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import { relayFromOutside } from './relay.ts'
import { destroyed, launchDeployment, paid, ready } from './trip.ts'

relayFromOutside()

it('takes a person from Deploy to READY and to DESTROYED', async () => {
  const trip = await launchDeployment()
  expect(trip.checkoutUrl).toContain(env.TEST_SANDBOX)
  expect(await trip.look()).toMatchObject({ status: 'PENDING_PAYMENT', checkoutUrl: trip.checkoutUrl })

  await paid(trip)
  const running = await ready(trip)
  expect(running.logbook.rows.map(({ state }) => state)).toEqual(['done', 'done', 'done', 'done', 'done'])
  expect(running).toMatchObject({ openclawVersion: '2026.9.6', checkoutUrl: null, problem: null, wait: null })

  const launch = await trip.person.post(`/api/openclaw/deployments/${trip.deploymentId}/launch`, {})
  const { url }: { url: string } = await launch.json()
  expect(url).toMatch(/^http:\/\/127\..*#bootstrapToken=/)

  const ended = await destroyed(trip)
  expect(ended).toMatchObject({ chargesEnded: true, allowed: { restart: false, destroy: false, launch: false } })
}, 60_000)
