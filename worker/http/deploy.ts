import * as z from 'zod/mini'
import type { DeployInput } from '../../durable-objects/deployment-rpc.ts'
import type { Config, Env } from '../config.ts'
import { enterDirectory } from '../projections/directory.ts'
import { countRequestsSince, deploymentOfRequest, listDeployments } from '../projections/queries.ts'
import type { Person } from './context.ts'
import { customerOf } from './customer.ts'
import { freshName } from './names.ts'

const address = z.string().check(z.minLength(1, 'is required'), z.maxLength(2000, 'is too long'))
/** `{DEPLOYMENT_ID}` in either address is replaced by the new deployment's id. */
export const deployBody = z.object({ successUrl: address, cancelUrl: address })
export type DeployBody = z.infer<typeof deployBody>

/** One wish of one person, by the `Idempotency-Key` that came with it; null without one, or with one beyond reason. */
export const requestKeyOf = (person: Person, key: string | undefined): string | null =>
  key && key.length <= 200 ? `${person.id}:${key}` : null

/** More wishes an hour than anyone has by hand; each costs a page at Stripe. */
const REQUESTS_PER_HOUR = 20

/** The first of the two addresses that doesn't lead back to us: Stripe would send the person wherever it says. */
export function foreignAddress(body: DeployBody, publicUrl: string): keyof DeployBody | undefined {
  const isOurs = (url: string) => URL.canParse(url) && new URL(url).origin === publicUrl
  if (!isOurs(body.successUrl)) return 'successUrl'
  if (!isOurs(body.cancelUrl)) return 'cancelUrl'
}

export type DeployWish = { person: Person; body: DeployBody; requestKey: string | null }

/**
 * The deployment that a wish is about, written in the directory before its object hears of it; undefined when the person
 * has wished too often.
 */
export async function deploymentFor(env: Env, wish: DeployWish): Promise<string | undefined> {
  const { person, requestKey } = wish
  const known = requestKey ? await deploymentOfRequest(env.DB, requestKey) : undefined
  if (known) return known
  const now = Date.now()
  const hourAgo = new Date(now - 3_600_000).toISOString()
  if ((await countRequestsSince(env.DB, person.id, hourAgo)) >= REQUESTS_PER_HOUR) return undefined
  return enterDirectory(env.DB, {
    id: crypto.randomUUID(),
    ownerId: person.id,
    createdAt: new Date(now).toISOString(),
    requestKey,
  })
}

/** What the object is asked for; the name is one that this person doesn't use yet. */
export async function deployInput(env: Env, config: Config, id: string, wish: DeployWish): Promise<DeployInput> {
  const { person, body } = wish
  const [customerId, owned] = await Promise.all([customerOf(env, config, person), listDeployments(env.DB, person.id)])
  const withId = (url: string) => url.replaceAll('{DEPLOYMENT_ID}', id)
  return {
    deploymentId: id,
    ownerId: person.id,
    ownerEmail: person.email,
    name: freshName(new Set(owned.map((deployment) => deployment.name))),
    customerId,
    successUrl: withId(body.successUrl),
    cancelUrl: withId(body.cancelUrl),
  }
}
