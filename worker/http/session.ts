import { accountsOf } from './accounts.ts'
import type { AppContext, Guard, Person } from './context.ts'
import { type ProblemResponse, problem } from './problem.ts'

/** Who the session cookie belongs to, or null. An operator is someone whose verified address is in the settings. */
export async function personOf(c: AppContext): Promise<Person | null> {
  const config = c.get('config')
  const found = await accountsOf(c.env, config).api.getSession({ headers: c.req.raw.headers })
  if (!found) return null
  const { id, email, name, emailVerified } = found.user
  const operator = emailVerified && config.auth.operatorEmails.includes(email.toLowerCase())
  return { id, email, name, emailVerified, operator }
}

export const signedIn: Guard<ProblemResponse<'not-signed-in'>> = async (c, next) => {
  const person = await personOf(c)
  if (!person) return problem(c, 'not-signed-in')
  c.set('person', person)
  await next()
}

/** After `signedIn`. */
export const verified: Guard<ProblemResponse<'email-not-verified'>> = async (c, next) => {
  if (!c.get('person').emailVerified) return problem(c, 'email-not-verified')
  await next()
}

/** An operator's session, or the scripts' own token. */
export const operator: Guard<ProblemResponse<'not-signed-in' | 'not-an-operator' | 'foreign-origin'>> = async (
  c,
  next,
) => {
  const config = c.get('config')
  const bearer = bearerToken(c)
  if (bearer !== undefined && config.auth.adminToken !== undefined) {
    if (!(await sameText(bearer, config.auth.adminToken))) return problem(c, 'not-signed-in')
    return next()
  }
  if (c.req.method !== 'GET' && c.req.header('origin') !== config.publicUrl) return problem(c, 'foreign-origin')
  const person = await personOf(c)
  if (!person) return problem(c, 'not-signed-in')
  if (!person.operator) return problem(c, 'not-an-operator')
  c.set('person', person)
  await next()
}

export const bearerToken = (c: AppContext): string | undefined =>
  /^Bearer (\S{1,500})$/.exec(c.req.header('authorization') ?? '')?.[1]

/** Compares digests, so that the time taken tells nothing about the secret. */
async function sameText(one: string, other: string): Promise<boolean> {
  const digest = (text: string) => crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  const [a, b] = await Promise.all([digest(one), digest(other)])
  return crypto.subtle.timingSafeEqual(a, b)
}
