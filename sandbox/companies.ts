import { createMailStandIn } from './mail/stand-in.ts'
import { createOpenRouterStandIn } from './openrouter/stand-in.ts'
import type { SandboxPorts } from './settings.ts'
import type { StandIn, StandInContext } from './stand-in.ts'
import { createStripeStandIn } from './stripe/stand-in.ts'

/** A stand-in and the path under which the sandbox's one HTTP server answers for it; empty for Stripe, whose SDK knows no prefix. */
export type Mounted = { prefix: string; standIn: StandIn }

/** Makes every company's stand-in; `close` stops their timers and the machines. */
export async function mountCompanies(
  context: StandInContext,
  _ports: SandboxPorts,
): Promise<{ mounted: Mounted[]; close(): Promise<void> }> {
  const mounted: Mounted[] = [
    { prefix: '/openrouter/api/v1', standIn: createOpenRouterStandIn(context, '/openrouter/api/v1') },
    { prefix: '/resend', standIn: createMailStandIn(context, '/resend') },
    { prefix: '', standIn: createStripeStandIn(context) },
  ]
  return {
    mounted,
    async close() {
      for (const { standIn } of mounted) await standIn.close?.()
    },
  }
}
