import type { DeploymentRpc } from '../../durable-objects/deployment-rpc.ts'
import { ownerOf } from '../projections/queries.ts'
import type { AppContext, Guard } from './context.ts'
import { type ProblemResponse, problem } from './problem.ts'

/**
 * After `signedIn`: lets the owner of `:id` through; to everyone else it does not exist. An operator may read it too,
 * which is logged, and end it, which its stream records.
 */
export const owned: Guard<ProblemResponse<'not-found'>> = async (c, next) => {
  const id = c.req.param('id') ?? ''
  const person = c.get('person')
  const ownerId = await ownerOf(c.env.DB, id)
  const byOperator = person.operator && (c.req.method === 'GET' || c.req.method === 'DELETE')
  if (ownerId === undefined || (ownerId !== person.id && !byOperator)) return problem(c, 'not-found')
  if (ownerId !== person.id)
    console.log(JSON.stringify({ event: 'operator-access', operator: person.id, deployment: id }))
  c.set('deployment', { id, by: ownerId === person.id ? 'customer' : 'operator' })
  await next()
}

/** The object of the deployment that `owned` let through. */
export const objectOf = (c: AppContext): DeploymentRpc & { fetch(request: Request): Promise<Response> } =>
  c.env.DEPLOYMENT.getByName(c.get('deployment').id)

/** A new wish of a person; the client's own key makes a repeat of the request the same wish. */
export function commandId(c: AppContext, wish: string): string {
  const key = c.req.header('idempotency-key')
  return `${wish}:${key && key.length <= 200 ? key : crypto.randomUUID()}`
}
