import * as z from 'zod/mini'
import { isProviderError, ProviderError } from '../provider-error.ts'
import { type ErrorReader, type Fetcher, requestJson } from '../request-json.ts'
import type { MailProvider } from './port.ts'

export type MailConfig = {
  apiKey: string
  /** `Name <address>`; its domain must be verified with Resend. */
  from: string
  /** Without a slash at the end; Resend's own unless the sandbox is meant. */
  apiBase?: string | undefined
}

const defaultApiBase = 'https://api.resend.com'
const timeoutMs = 10_000

const sent = z.looseObject({ id: z.string() })
const errorBody = z.looseObject({ name: z.string(), message: z.string() })

const readError: ErrorReader = (body) => {
  const parsed = errorBody.safeParse(body)
  return parsed.success ? { code: parsed.data.name, message: parsed.data.message } : {}
}

/**
 * Sends by Resend's HTTP API (resend.com/docs/api-reference/emails/send-email). A repeat under one key is answered with the first mail
 * for 24 hours, so that an unclear outcome may simply be tried again.
 */
export function createMail(config: MailConfig, fetcher?: Fetcher): MailProvider {
  return {
    async send({ to, subject, text }, idempotencyKey) {
      const request = new Request(`${config.apiBase ?? defaultApiBase}/emails`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${config.apiKey}`,
          'content-type': 'application/json',
          'idempotency-key': idempotencyKey,
        },
        body: JSON.stringify({ from: config.from, to: [to], subject, text }),
        signal: AbortSignal.timeout(timeoutMs),
      })
      try {
        await requestJson({
          provider: 'mail',
          operation: 'POST /emails',
          request,
          schema: sent,
          readError,
          ...(fetcher ? { fetcher } : {}),
        })
      } catch (error) {
        throw stillSending(error) ? new ProviderError({ ...error.facts, kind: 'transient' }, { cause: error }) : error
      }
    },
  }
}

/** Resend answers 409 while the first request under a key is still under way; unlike its other 409, a later try succeeds. */
const stillSending = (error: unknown): error is ProviderError =>
  isProviderError(error, 'refused') && error.facts.code === 'concurrent_idempotent_requests'
