import * as z from 'zod/mini'

/** OVH's answers, in OVH's spelling, with only the fields that we use. */

export const names = z.array(z.string())
export const numbers = z.array(z.int())

export const account = z.object({ nichandle: z.string(), ovhSubsidiary: z.string() })

const price = z.object({ value: z.number(), currencyCode: z.string() })
const prices = z.object({ withoutTax: price })

export const cart = z.object({ cartId: z.string(), readOnly: z.boolean() })
export const newCart = z.object({ cartId: z.string() })
export const cartItem = z.object({
  itemId: z.int(),
  settings: z.object({ planCode: z.optional(z.nullable(z.string())) }),
})
/** `allowedValues` is in no published schema of 2024, but comes. */
export const requiredConfiguration = z.array(
  z.object({
    label: z.string(),
    required: z.boolean(),
    allowedValues: z.optional(z.nullable(z.array(z.string()))),
  }),
)
export const configuration = z.object({ id: z.int() })
export const cartOptions = z.array(
  z.object({
    family: z.string(),
    mandatory: z.boolean(),
    planCode: z.string(),
    prices: z.array(z.object({ duration: z.string(), pricingMode: z.string(), price })),
  }),
)
export const dryRun = z.object({ prices })
/** `orderId` is nullable in OVH's schema; a checkout without one has an unknown outcome, which a required field says. */
export const checkout = z.object({ orderId: z.int(), prices })

export const catalogue = z.object({
  plans: z.array(
    z.object({
      planCode: z.string(),
      configurations: z.array(z.object({ name: z.string(), values: z.optional(z.nullable(z.array(z.string()))) })),
      addonFamilies: z.array(
        z.object({
          name: z.string(),
          mandatory: z.optional(z.nullable(z.boolean())),
          addons: z.optional(z.nullable(z.array(z.string()))),
          default: z.optional(z.nullable(z.string())),
        }),
      ),
    }),
  ),
})
/** `linuxStatus` is newer than the published schemas; where it comes it is the one that counts for us. */
export const datacenterRule = z.object({
  datacenters: z.array(
    z.object({ datacenter: z.string(), status: z.string(), linuxStatus: z.optional(z.nullable(z.string())) }),
  ),
})
export const osRule = z.object({ choices: z.array(z.object({ name: z.string(), status: z.string() })) })

export const orderStatus = z.string()
export const order = z.object({ orderId: z.int(), date: z.optional(z.nullable(z.string())) })
export const orderDetail = z.object({ domain: z.string() })
export const followUp = z.array(
  z.object({
    step: z.string(),
    status: z.string(),
    history: z.array(z.object({ date: z.string(), label: z.string() })),
  }),
)
export const detailExtension = z.object({
  order: z.object({ plan: z.object({ code: z.optional(z.nullable(z.string())) }) }),
})
export const operation = z.object({ resource: z.object({ name: z.optional(z.nullable(z.string())) }) })

export const vps = z.object({
  name: z.string(),
  state: z.string(),
  zone: z.string(),
  memoryLimit: z.int(),
  vcore: z.int(),
  model: z.object({ name: z.string() }),
  lockStatus: z.optional(z.nullable(z.object({ locked: z.boolean() }))),
})
export const task = z.object({ id: z.int(), state: z.string(), type: z.string(), progress: z.number() })
export const image = z.object({ id: z.string(), name: z.string() })

/** Loose: `PUT` wants the whole object back, with whatever else stands in it. */
export const serviceInfos = z.looseObject({
  serviceId: z.int(),
  expiration: z.string(),
  renewalType: z.string(),
  status: z.string(),
  renew: z.optional(
    z.nullable(z.looseObject({ automatic: z.boolean(), deleteAtExpiration: z.boolean(), forced: z.boolean() })),
  ),
})
