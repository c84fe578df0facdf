import type { MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { ZodMiniType } from 'zod/mini'
import type { AppContext, AppEnv, Guard } from './context.ts'
import { type ProblemResponse, problem } from './problem.ts'

/** Refuses a body above this size before it is read. */
export const limitBody = (maxSize: number) =>
  bodyLimit({ maxSize, onError: (c) => problem(c as AppContext, 'body-too-large') })

/**
 * Refuses what another site's page asks for: a browser sends Origin with everything but a plain GET, and a cookie that
 * came along proves only whose browser it is.
 */
export const ownOrigin: Guard<ProblemResponse<'foreign-origin'>> = async (c, next) => {
  if (c.req.header('origin') !== c.get('config').publicUrl) return problem(c, 'foreign-origin')
  await next()
}

type Json<In, Out> = { in: { json: In }; out: { json: Out } }

/** Parses the JSON body at the door; `c.req.valid('json')` is what the schema made of it. No body at all reads as `{}`. */
export function jsonBody<Out extends object, In extends object>(
  schema: ZodMiniType<Out, In>,
): MiddlewareHandler<AppEnv, string, Json<In, Out>, ProblemResponse<'invalid-body'>> {
  return async (c, next) => {
    const text = await c.req.text()
    const parsed = schema.safeParse(text === '' ? {} : jsonOf(text))
    if (!parsed.success) {
      const issue = parsed.error.issues[0]
      return problem(c, 'invalid-body', { field: issue?.path.join('.') ?? '', detail: issue?.message })
    }
    c.req.addValidatedData('json', parsed.data)
    await next()
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
