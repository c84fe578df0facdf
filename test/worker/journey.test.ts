import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import type { DeploymentSnapshot } from '../../worker/http/api.ts'
import { type Browser, signUp, until } from './http-client.ts'
import { relayFromOutside } from './relay.ts'
import { sandbox } from './sandbox-client.ts'

relayFromOutside()

it('takes a person from Deploy to READY and to DESTROYED', async () => {
  const person = await signUp(true)
  const { deploymentId, checkoutUrl } = await deploy(person)
  expect(checkoutUrl).toContain(env.TEST_SANDBOX)
  expect(await snapshotOf(person, deploymentId)).toMatchObject({ status: 'PENDING_PAYMENT', checkoutUrl })

  await sandbox.pay(checkoutUrl)
  const ready = await inStatus(person, deploymentId, 'READY')
  expect(ready.logbook.rows.map(({ state }) => state)).toEqual(['done', 'done', 'done', 'done', 'done'])
  expect(ready.openclawVersion).toBe(env.OPENCLAW_VERSION ?? '2026.9.6')

  const launch = await person.post(`/api/openclaw/deployments/${deploymentId}/launch`, {})
  const { url }: { url: string } = await launch.json()
  expect(url).toMatch(/#bootstrapToken=/)

  expect((await person.delete(`/api/openclaw/deployments/${deploymentId}`, { name: ready.name })).status).toBe(202)
  const destroyed = await inStatus(person, deploymentId, 'DESTROYED')
  expect(destroyed.chargesEnded).toBe(true)
})

async function deploy(person: Browser): Promise<{ deploymentId: string; checkoutUrl: string }> {
  const urls = { successUrl: `${env.PUBLIC_URL}/deploy/{DEPLOYMENT_ID}`, cancelUrl: `${env.PUBLIC_URL}/` }
  const response = await person.post('/api/openclaw/deploy', urls)
  expect(response.status, await response.clone().text()).toBe(201)
  return response.json()
}

async function snapshotOf(person: Browser, id: string): Promise<DeploymentSnapshot> {
  return (await person.get(`/api/openclaw/deployments/${id}`)).json()
}

/** Waits for the status, and says what the stream was waiting for when it doesn't come. */
async function inStatus(
  person: Browser,
  id: string,
  status: DeploymentSnapshot['status'],
): Promise<DeploymentSnapshot> {
  let last: DeploymentSnapshot | undefined
  try {
    return await until(async () => {
      last = await snapshotOf(person, id)
      return last.status === status ? last : undefined
    })
  } catch (error) {
    throw new Error(
      `${status} did not come: ${JSON.stringify({ status: last?.status, wait: last?.wait, problem: last?.problem })}`,
      { cause: error },
    )
  }
}
