import type { Context, MiddlewareHandler } from 'hono'
import type { Config, Env } from '../config.ts'

/** Who is asking. */
export type Person = { id: string; email: string; name: string; emailVerified: boolean; operator: boolean }

/** The deployment that a route is about, and as whom the person may touch it. */
export type Deployment = { id: string; by: 'customer' | 'operator' }

/** What a route finds on its context: the configuration and the request's id always, `person` behind
 * `signedIn`, `deployment` behind `owned`. */
export type AppEnv = {
  Bindings: Env
  Variables: { config: Config; requestId: string; person: Person; deployment: Deployment }
}

export type AppContext = Context<AppEnv>

/** A middleware that lets a request through or answers it with these problems; `hc` shows them to the dashboard. */
export type Guard<Refusal extends Response> = MiddlewareHandler<AppEnv, string, object, Refusal>
