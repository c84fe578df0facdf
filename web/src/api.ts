import type { DeploymentEvent, DeploymentSnapshot, DeploymentSummary, SessionInfo } from '../../worker/http/api.ts'
import { ProblemError, readProblem } from './words/problems.ts'

/** Sends JSON to our own origin; answers that are not 2xx become a ProblemError. */
export async function send<T>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const init: RequestInit = { method, credentials: 'same-origin', headers: { accept: 'application/json', ...headers } }
  if (body !== undefined) {
    init.body = JSON.stringify(body)
    init.headers = { ...init.headers, 'content-type': 'application/json' }
  }
  const response = await fetch(path, init).catch(() => {
    throw new ProblemError({ slug: 'no-connection', status: 0 })
  })
  if (!response.ok) throw await readProblem(response)
  const text = await response.text()
  return (text === '' ? null : JSON.parse(text)) as T
}

const deployments = '/api/openclaw/deployments'
const at = (id: string, rest = '') => `${deployments}/${encodeURIComponent(id)}${rest}`

export const getSession = () => send<SessionInfo>('GET', '/api/session')
export const listDeployments = async () =>
  (await send<{ deployments: DeploymentSummary[] }>('GET', deployments)).deployments
export const getDeployment = (id: string) => send<DeploymentSnapshot>('GET', at(id))
export const listEvents = async (id: string) =>
  (await send<{ events: DeploymentEvent[] }>('GET', at(id, '/events'))).events

/** The server puts the id in the place of {DEPLOYMENT_ID}, Stripe the session's in the other. */
export const requestDeployment = (idempotencyKey: string) =>
  send<{ deploymentId: string; checkoutUrl: string }>(
    'POST',
    '/api/openclaw/deploy',
    {
      successUrl: `${location.origin}/deploy/{DEPLOYMENT_ID}?session_id={CHECKOUT_SESSION_ID}`,
      cancelUrl: `${location.origin}/?payment=none`,
    },
    { 'idempotency-key': idempotencyKey },
  )
export const destroyDeployment = (id: string, name: string) => send<unknown>('DELETE', at(id), { name })
export const restartDeployment = (id: string) => send<unknown>('POST', at(id, '/restart'))
export const renameDeployment = (id: string, name: string) => send<unknown>('PATCH', at(id), { name })
/** A one-time address; asked for at the moment it is needed and never kept. */
export const launchDeployment = async (id: string) => (await send<{ url: string }>('POST', at(id, '/launch'))).url
/** The address of the socket whose every message is a whole snapshot. */
export const liveUrl = (id: string) => `${location.origin.replace(/^http/, 'ws')}${at(id, '/live')}`
