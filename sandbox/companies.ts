import { createSimulatedMachines } from './machine/simulated-machines.ts'
import { createMailStandIn } from './mail/stand-in.ts'
import { createOpenRouterStandIn } from './openrouter/stand-in.ts'
import type { MachineHost } from './ovh/machine-host.ts'
import { createOvhStandIn } from './ovh/stand-in.ts'
import type { StandIn, StandInContext } from './stand-in.ts'
import { createStripeStandIn } from './stripe/stand-in.ts'

/** What plays the servers that OVH delivers: simulated ones, or a real Debian on this computer. */
export type Machines = MachineHost & {
  /** Settles when the machines of an earlier run are back. */
  ready: Promise<void>
  standIn: StandIn
}

export type MakeMachines = (context: StandInContext) => Machines

/** A stand-in and the path under which the sandbox's one HTTP server answers for it; empty for Stripe, whose SDK knows no prefix. */
export type Mounted = { prefix: string; standIn: StandIn }

/** Makes every company's stand-in and the machines. */
export async function mountCompanies(
  context: StandInContext,
  makeMachines: MakeMachines = createSimulatedMachines,
): Promise<Mounted[]> {
  const machines = makeMachines(context)
  await machines.ready
  return [
    { prefix: '/ovh/1.0', standIn: createOvhStandIn(context, machines, '/ovh/1.0') },
    { prefix: '/openrouter/api/v1', standIn: createOpenRouterStandIn(context, '/openrouter/api/v1') },
    { prefix: '/resend', standIn: createMailStandIn(context, '/resend') },
    { prefix: '/machine', standIn: machines.standIn },
    { prefix: '', standIn: createStripeStandIn(context) },
  ]
}
