import type { Context } from 'hono'
import * as z from 'zod/mini'

const classes: Record<number, string> = {
  400: 'Client::BadRequest',
  401: 'Client::Unauthorized',
  403: 'Client::Forbidden',
  404: 'Client::NotFound',
  409: 'Client::Conflict',
  429: 'Client::TooManyRequests',
  460: 'Client::Expired',
}

/** Thrown by routes; becomes OVH's error document. */
export class Refusal extends Error {
  readonly status: number
  readonly code: string | undefined

  constructor(status: number, message: string, code?: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

export function errorDocument(error: { status: number; message: string; code?: string | undefined }): Response {
  const body = {
    class: classes[error.status] ?? (error.status >= 500 ? 'Server::InternalServerError' : 'Client::BadRequest'),
    message: error.message,
    ...(error.code ? { errorCode: error.code } : {}),
  }
  return Response.json(body, { status: error.status })
}

export const notFound = (what: string) => new Refusal(404, `The requested object (${what}) does not exist`)

/** The body, with no field missing and none too many; OVH itself ignores some strangers, but here a misspelt field must not look like success. */
export async function bodyOf<T>(c: Context, schema: z.ZodMiniType<T>): Promise<T> {
  const text = await c.req.text()
  const parsed = schema.safeParse(parse(text))
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  const where = issue?.code === 'unrecognized_keys' ? issue.keys : issue?.path
  throw new Refusal(400, `[${where?.join('.') || 'body'}] Given data is not valid`, 'INVALID_PARAMETER')
}

export const noBody = z.strictObject({})

function parse(text: string): unknown {
  try {
    return text === '' ? {} : JSON.parse(text)
  } catch {
    return undefined
  }
}
