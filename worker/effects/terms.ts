import type { Config } from '../config.ts'
import type { Terms } from '../domain/deployment/events.ts'
import { microsOfCents } from '../domain/money.ts'

/** What a deployment that is requested now is agreed to be. */
export function termsOf(config: Config): Terms {
  return {
    priceCents: config.site.priceCents,
    includedCreditMicros: microsOfCents(config.site.includedCreditCents),
    server: config.server,
    release: { openclawVersion: config.instance.openclawVersion, model: config.instance.defaultModel },
    deadlines: config.deadlines,
  }
}
