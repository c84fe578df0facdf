import * as z from 'zod/mini'
import type { Fault, Faults, Store } from './stand-in.ts'

/** A fault as the control page and tests send it; `times` is 1 unless said. */
export const plannedFault = z.object({
  provider: z.enum(['ovh', 'stripe', 'openrouter', 'mail', 'machine']),
  operation: z.string().check(z.minLength(1)),
  kind: z.enum(['refuse', 'error', 'rate_limit', 'no_answer', 'lost_answer', 'garbage']),
  times: z._default(z.int().check(z.positive()), 1),
  status: z.optional(z.int().check(z.minimum(400), z.maximum(599))),
  message: z.optional(z.string()),
  code: z.optional(z.string()),
})

/** Planned faults, kept with the rest of the sandbox's state; the oldest one that fits a call is used up first. */
export function createFaults(store: Store): Faults {
  const planned = store.section<{ list: Fault[] }>('faults', () => ({ list: [] }))
  return {
    plan(fault) {
      planned.list.push({ ...fault })
      store.save()
    },
    take(provider, operation) {
      const fault = planned.list.find((each) => each.provider === provider && each.operation === operation)
      if (!fault) return undefined
      const taken = { ...fault }
      fault.times -= 1
      if (fault.times <= 0) planned.list = planned.list.filter((each) => each !== fault)
      store.save()
      return taken
    },
    list: () => planned.list.map((fault) => ({ ...fault })),
    clear() {
      planned.list = []
      store.save()
    },
  }
}
