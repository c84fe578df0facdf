import type * as z from 'zod/mini'
import type { Plan } from './catalogue.ts'
import { ovhFault } from './errors.ts'
import type * as schemas from './schemas.ts'

/** Rented by the month, at the price that every customer sees. */
export const rental = { duration: 'P1M', pricingMode: 'default', quantity: 1 } as const

type Requirement = z.infer<typeof schemas.requiredConfiguration>[number]
type CartOption = z.infer<typeof schemas.cartOptions>[number]
type Choice = { planCode: string; datacenter: string; os: string }

/** What we answer to a label where OVH leaves the choice; a label that stands nowhere here is answered only if it has a single answer. */
const preferences: Record<string, (choice: Choice) => string[]> = {
  vps_datacenter: ({ datacenter }) => [datacenter],
  vps_os: ({ os }) => [os],
  region: (choice) => [regionOf(choice)],
  infrastructure: () => ['production'],
  vps_install_rtm: () => ['no'],
}

/** Plans for the other companies' datacentres carry a suffix; without one the datacentre's name tells. */
function regionOf({ planCode, datacenter }: Choice): string {
  if (planCode.endsWith('-eu')) return 'europe'
  if (planCode.endsWith('-ca')) return 'canada'
  if (datacenter.startsWith('US-')) return 'united_states'
  return /^(BHS|SGP|SYD|YNM)/.test(datacenter) ? 'canada' : 'europe'
}

/** The values for exactly the labels that the cart asks for. Throws `refused` where there is no answer that OVH would take. */
export function chooseConfiguration(
  requirements: Requirement[],
  plan: Plan,
  choice: Choice,
): { label: string; value: string }[] {
  return requirements.flatMap(({ label, required, allowedValues }) => {
    const offered = allowedValues ?? plan.configurations.find(({ name }) => name === label)?.values ?? []
    const wanted = preferences[label]?.(choice) ?? []
    // With nothing said of what is allowed, OVH itself must judge what we want.
    const value = offered.length === 0 ? wanted[0] : (wanted.find((each) => offered.includes(each)) ?? only(offered))
    if (value !== undefined) return [{ label, value }]
    if (!required) return []
    throw ovhFault({
      kind: 'refused',
      operation: 'GET /order/cart/{cartId}/item/{itemId}/requiredConfiguration',
      code: 'configuration_not_offered',
      providerMessage: `${label}: wanted ${wanted.join(' or ') || 'nothing known'}, offered ${offered.join(', ') || 'nothing'}`,
    })
  })
}

/**
 * One option for each family that the plan must have: the catalogue's default, else the cheapest of those that the cart
 * offers, else the first that the catalogue names. The catalogue and the cart each may call a family mandatory.
 */
export function chooseMandatoryOptions(plan: Plan, options: CartOption[]): { planCode: string; duration: string }[] {
  const fromCatalogue = plan.addonFamilies.filter(({ mandatory }) => mandatory).map(({ name }) => name)
  const fromCart = options.filter(({ mandatory }) => mandatory).map(({ family }) => family)
  return [...new Set([...fromCatalogue, ...fromCart])].flatMap((name) => {
    const family = plan.addonFamilies.find((each) => each.name === name)
    const offered = options
      .filter((option) => option.family === name)
      .sort((a, b) => monthlyPrice(a).price.value - monthlyPrice(b).price.value)
    const planCode = family?.default ?? offered[0]?.planCode ?? family?.addons?.[0]
    if (planCode === undefined) return []
    const option = offered.find((each) => each.planCode === planCode)
    return [{ planCode, duration: option ? monthlyPrice(option).duration : rental.duration }]
  })
}

const noPrice = { duration: rental.duration, price: { value: Number.POSITIVE_INFINITY } }

function monthlyPrice({ prices }: CartOption): { duration: string; price: { value: number } } {
  const usual = prices.filter(({ pricingMode }) => pricingMode === rental.pricingMode)
  return usual.find(({ duration }) => duration === rental.duration) ?? usual[0] ?? noPrice
}

function only<T>(values: T[]): T | undefined {
  return values.length === 1 ? values[0] : undefined
}
