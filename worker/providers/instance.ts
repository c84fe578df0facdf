import * as z from 'zod/mini'
import { isProviderError } from './provider-error.ts'
import { type Fetcher, requestJson } from './request-json.ts'

/** Looks at an instance from outside, as its owner's browser would. */
export type InstanceProbe = {
  /** Asks OpenClaw's own health endpoint through the public address; never throws, since "no answer" is an answer here. */
  health(origin: string): Promise<{ live: true } | { live: false; found: string }>
}

/** OpenClaw's `/healthz`, as it answers from 2026.9.6 on; the Control UI answers 200 for unknown paths, so the body decides. */
const health = z.object({ ok: z.literal(true), status: z.literal('live') })

const TIMEOUT_MS = 10_000

export function createInstanceProbe(fetcher: Fetcher = fetch): InstanceProbe {
  return {
    async health(origin) {
      const request = new Request(`${origin}/healthz`, { signal: AbortSignal.timeout(TIMEOUT_MS), redirect: 'manual' })
      try {
        await requestJson({ provider: 'instance', operation: 'GET /healthz', request, schema: health, fetcher })
        return { live: true }
      } catch (error) {
        if (!isProviderError(error)) throw error
        return { live: false, found: error.facts.status ? `it answered ${error.facts.status}` : 'no answer yet' }
      }
    },
  }
}
