import { type ClientResponse, hc } from 'hono/client'
import type { App } from '../../worker/http/app.ts'
import { ProblemError, readProblem } from './words/problems.ts'

const client = hc<App>('/', { init: { credentials: 'same-origin' } }).api
const deployments = client.openclaw.deployments

type Succeeded<R> = R extends ClientResponse<infer Body, 200 | 201 | 202, 'json'> ? Body : never

/** The body of a 2xx answer; any other becomes a ProblemError, and so does no answer at all. */
async function bodyOf<R extends Pick<Response, 'ok' | 'status' | 'json'>>(request: Promise<R>): Promise<Succeeded<R>> {
  const response = await request.catch(() => {
    throw new ProblemError({ code: 'no-connection', status: 0 })
  })
  if (!response.ok) throw await readProblem(response)
  return (await response.json()) as Succeeded<R>
}

export const getSession = () => bodyOf(client.session.$get())
export const listDeployments = async () => (await bodyOf(deployments.$get())).deployments
export const getDeployment = (id: string) => bodyOf(deployments[':id'].$get({ param: { id } }))
export const listEvents = async (id: string) => (await bodyOf(deployments[':id'].events.$get({ param: { id } }))).events

/** The server puts the id in the place of {DEPLOYMENT_ID}, Stripe the session's in the other. */
export const requestDeployment = (idempotencyKey: string) =>
  bodyOf(
    client.openclaw.deploy.$post(
      {
        json: {
          successUrl: `${location.origin}/deploy/{DEPLOYMENT_ID}?session_id={CHECKOUT_SESSION_ID}`,
          cancelUrl: `${location.origin}/?payment=none`,
        },
      },
      { headers: { 'idempotency-key': idempotencyKey } },
    ),
  )
export const destroyDeployment = (id: string, name: string) =>
  bodyOf(deployments[':id'].$delete({ param: { id }, json: { name } }))
export const restartDeployment = (id: string) => bodyOf(deployments[':id'].restart.$post({ param: { id } }))
export const renameDeployment = (id: string, name: string) =>
  bodyOf(deployments[':id'].$patch({ param: { id }, json: { name } }))
/** A one-time address; asked for at the moment it is needed and never kept. */
export const launchDeployment = async (id: string) =>
  (await bodyOf(deployments[':id'].launch.$post({ param: { id } }))).url

/** The address of the socket whose every message is a whole snapshot. */
export const liveUrl = (id: string): string =>
  `${location.origin.replace(/^http/, 'ws')}/api/openclaw/deployments/${encodeURIComponent(id)}/live`
