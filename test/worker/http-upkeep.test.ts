import { createExecutionContext, createScheduledController, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, it } from 'vitest'
import { runJob } from '../../worker/cron/jobs.ts'
import { app } from '../../worker/http/app.ts'
import worker from '../../worker/index.ts'
import { type Browser, browser, expectProblem, signUp, until } from './http-client.ts'

const urls = { successUrl: `${env.PUBLIC_URL}/`, cancelUrl: `${env.PUBLIC_URL}/` }

async function deploy(person: Browser): Promise<string> {
  const { deploymentId }: { deploymentId: string } = await (await person.post('/api/openclaw/deploy', urls)).json()
  return deploymentId
}

const rowOf = (id: string) => env.DB.prepare('SELECT * FROM deployments WHERE id = ?').bind(id).first()
const projected = (id: string) => until(async () => (await rowOf(id)) ?? undefined)
const objectState = <T>(id: string, look: (state: DurableObjectState) => Promise<T>): Promise<T> =>
  runInDurableObject((env.DEPLOYMENT as unknown as DurableObjectNamespace).getByName(id), (_, state) => look(state))

describe('the rebuild of the projections', () => {
  let operator: Browser
  let id: string
  beforeAll(async () => {
    operator = await signUp(true, 'operator@example.com')
    id = await deploy(operator)
  })
  const path = '/api/admin/projections/rebuild'

  it('is for operators, from our own pages', async () => {
    await expectProblem(await browser().post(path, {}), 'not-signed-in', 401)
    await expectProblem(await (await signUp(true)).post(path, {}), 'not-an-operator', 403)
    await expectProblem(await operator.post(path, {}, { from: 'https://evil.example' }), 'foreign-origin', 403)
  })

  it('takes the scripts’ token when the setting has one, and no other', async () => {
    const adminToken = 'a token of more than 32 characters in all'
    const ask = (token: string) =>
      app.fetch(
        new Request(env.PUBLIC_URL + path, { method: 'POST', headers: { authorization: `Bearer ${token}` } }),
        { ...env, ADMIN_TOKEN: adminToken.replaceAll(' ', '-') },
        createExecutionContext(),
      )
    expect((await ask(adminToken.replaceAll(' ', '-'))).status).toBe(200)
    await expectProblem(await ask('a-guess'), 'not-signed-in', 401)
  })

  it('brings back a row that was lost', async () => {
    const before = await projected(id)
    await env.DB.prepare('DELETE FROM deployments').run()
    const answer = await operator.post(path, {})
    expect(await answer.json()).toMatchObject({ failed: [], next: null })
    expect(await rowOf(id)).toEqual(before)
  })

  it('goes through the directory page by page', async () => {
    const stranger = env.DB.prepare('INSERT INTO directory (id, owner_id, created_at) VALUES (?, ?, ?)')
    const ids = Array.from({ length: 60 }, (_, index) => `page-${String(index).padStart(2, '0')}`)
    await env.DB.batch(ids.map((each) => stranger.bind(each, 'nobody', '2020-01-01T00:00:00.000Z')))
    const first: { next: string } = await (await operator.post(path, {})).json()
    expect(first.next).not.toBeNull()
    expect(await (await operator.post(path, { after: first.next })).json()).toMatchObject({ next: null })
    await env.DB.prepare("DELETE FROM directory WHERE owner_id = 'nobody'").run()
  })
})

describe('the sweep', () => {
  it('wakes an object whose alarm was lost', async () => {
    const id = await deploy(await signUp(true))
    await projected(id)
    await objectState(id, (state) => state.storage.deleteAlarm())
    await env.DB.prepare('UPDATE deployments SET next_due_at = ? WHERE id = ?')
      .bind('2020-01-01T00:00:00.000Z', id)
      .run()
    const controller = createScheduledController({ cron: '*/5 * * * *', scheduledTime: new Date() })
    await worker.scheduled(controller, env)
    expect(await objectState(id, (state) => state.storage.getAlarm())).not.toBeNull()
  })

  it('finds a deployment that was never projected', async () => {
    const id = await deploy(await signUp(true))
    await projected(id)
    await objectState(id, (state) => state.storage.deleteAlarm())
    await env.DB.prepare('DELETE FROM deployments WHERE id = ?').bind(id).run()
    await runJob(env, '*/5 * * * *', Date.now() + 120_000)
    expect(await objectState(id, (state) => state.storage.getAlarm())).not.toBeNull()
  })

  it('isn’t started by an expression that nobody named', async () => {
    await expect(runJob(env, '0 0 * * *', Date.now())).rejects.toThrow('0 0 * * *')
  })
})
