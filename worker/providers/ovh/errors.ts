import * as z from 'zod/mini'
import { ProviderError, type ProviderErrorFacts } from '../provider-error.ts'
import type { ErrorReader } from '../request-json.ts'

const errorBody = z.object({
  class: z.optional(z.string()),
  errorCode: z.optional(z.string()),
  message: z.optional(z.string()),
  /** Says for instance which action the account's policy forbids. */
  details: z.optional(z.unknown()),
  /** The token address answers in OAuth2's own shape. */
  error: z.optional(z.string()),
  error_description: z.optional(z.string()),
})

/** `errorCode` is the finer of OVH's two codes and often absent; `class` is nearly always there. */
export const readOvhError: ErrorReader = (body, response) => {
  const said = errorBody.safeParse(body).data ?? {}
  const code = said.errorCode ?? said.class ?? said.error
  const message = said.message ?? said.error_description
  const details = said.details === undefined ? '' : ` ${JSON.stringify(said.details).slice(0, 500)}`
  const queryId = response.headers.get('x-ovh-queryid')
  return {
    ...(code ? { code } : {}),
    ...(message || details ? { message: `${message ?? ''}${details}` } : {}),
    ...(queryId ? { queryId } : {}),
  }
}

/** A failure that this adapter finds itself, in an answer that OVH gave without complaint. */
export function ovhFault(facts: Omit<ProviderErrorFacts, 'provider'>, cause?: unknown): ProviderError {
  return new ProviderError({ provider: 'ovh', ...facts }, { cause })
}

/** The same failure as `transient`: for calls that may be made again though an earlier one acted. */
export function asTransient(error: unknown): unknown {
  if (!(error instanceof ProviderError) || error.kind !== 'unknown_outcome') return error
  return new ProviderError({ ...error.facts, kind: 'transient' }, { cause: error })
}

/** Whether OVH answered that there is no such thing. */
export function isNotFound(error: unknown): boolean {
  return error instanceof ProviderError && error.facts.status === 404
}

/** Answers undefined where OVH says that there is no such thing. */
export async function unlessNotFound<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer
  } catch (error) {
    if (isNotFound(error)) return undefined
    throw error
  }
}

/** OVH gives these two refusals no code of their own, so its words are all there is to tell them by. */
const words = { busy: /running tasks/i, notYetActive: /subscription is not active yet/i }

export function isRefusedAs(error: unknown, reason: keyof typeof words): error is ProviderError {
  if (!(error instanceof ProviderError) || error.facts.status !== 400) return false
  return words[reason].test(error.facts.providerMessage ?? '')
}

const credentialCodes = new Set([
  'INVALID_KEY',
  'INVALID_CREDENTIAL',
  'INVALID_SIGNATURE',
  'NOT_CREDENTIAL',
  'NOT_GRANTED_CALL',
  'invalid_client',
])

/** Whether OVH refused our credentials: a matter for the operator, and no reason to fail a customer's order. */
export function isCredentialProblem(error: unknown): error is ProviderError {
  return error instanceof ProviderError && credentialCodes.has(error.facts.code ?? '')
}

/** Whether OVH found our timestamp too far from its clock; nothing is wrong with the call, only with what we know of the time. */
export function isOutOfTime(error: unknown): error is ProviderError {
  return error instanceof ProviderError && error.facts.code === 'QUERY_TIME_OUT'
}

/** The same refusal as `transient`: it was turned away at the door, and may be made again. */
export function certainlyUndone(error: ProviderError): ProviderError {
  return new ProviderError({ ...error.facts, kind: 'transient' }, { cause: error })
}
