import type { Deviation } from './swagger.ts'

/** Where OVH's live API is known to differ from its published schemas of July 2024. Nothing else may. */
export const ovhDeviations: Deviation[] = [
  {
    at: 'order.cart.ConfigurationRequirements.allowedValues',
    type: 'string[]',
    because: 'imbue-ai/mngr read it live in May 2026; it is how a cart tells its datacentres',
  },
  ...['code', 'linuxStatus', 'windowsStatus'].map((field) => ({
    at: `vps.order.rule.Datacenter.${field}`,
    type: 'string',
    because: 'weandy/ovh read it live in August 2026, and took linuxStatus as the one that counts',
  })),
  {
    at: 'vps.order.rule.Datacenter.daysBeforeDelivery',
    type: 'long',
    because: 'weandy/ovh read it live in August 2026',
  },
  {
    at: 'vps.order.rule.DatacenterStatusEnum=out-of-stock-preorder-allowed',
    because: 'seen live beside the two published words',
  },
]
