import type * as z from 'zod/mini'
import { isProviderError } from '../provider-error.ts'
import type { OvhClient } from './client.ts'
import type { Datacenter, ServerNeed } from './port.ts'
import * as schemas from './schemas.ts'

export type Plan = z.infer<typeof schemas.catalogue>['plans'][number]

/** What OVH offers now: plans, stock, operating systems. Nothing is kept: stock and prices change under us. */
export function createCatalogue(client: OvhClient, subsidiary: () => Promise<string>) {
  async function datacentersOf(planCode: string, os?: string): Promise<Datacenter[]> {
    const { datacenters } = await client.call({
      method: 'GET',
      route: '/vps/order/rule/datacenter',
      query: { ovhSubsidiary: await subsidiary(), planCode, ...(os ? { os } : {}) },
      schema: schemas.datacenterRule,
      anonymous: true,
    })
    // Any other word than `available` can mean days of waiting, e.g. `out-of-stock-preorder-allowed`.
    return datacenters.map((rule) => ({
      name: rule.datacenter,
      available: (rule.linuxStatus ?? rule.status) === 'available',
    }))
  }

  async function findAvailable(need: ServerNeed): Promise<{ planCode: string; datacenter: string } | undefined> {
    for (const planCode of need.planCodes) {
      const inStock = (await stockOf(planCode, need.os)).filter(({ available }) => available).map(({ name }) => name)
      const preferred = need.datacenters.length > 0 ? need.datacenters : inStock
      const datacenter = preferred.find((name) => inStock.includes(name))
      if (datacenter !== undefined) return { planCode, datacenter }
    }
    return undefined
  }

  /** A plan that was withdrawn is one that is nowhere in stock. */
  async function stockOf(planCode: string, os: string): Promise<Datacenter[]> {
    try {
      return await datacentersOf(planCode, os)
    } catch (error) {
      if (isProviderError(error, 'refused') && (error.facts.status === 400 || error.facts.status === 404)) return []
      throw error
    }
  }

  return {
    datacentersOf,
    findAvailable,
    async plans(): Promise<Plan[]> {
      const { plans } = await client.call({
        method: 'GET',
        route: '/order/catalog/public/vps',
        query: { ovhSubsidiary: await subsidiary() },
        schema: schemas.catalogue,
        anonymous: true,
      })
      return plans
    },
    async osIn(datacenter: string, os: string): Promise<string[]> {
      const { choices } = await client.call({
        method: 'GET',
        route: '/vps/order/rule/osChoices',
        query: { datacenter, os },
        schema: schemas.osRule,
        anonymous: true,
      })
      return choices.filter(({ status }) => status !== 'unavailable').map(({ name }) => name)
    },
  }
}

export type Catalogue = ReturnType<typeof createCatalogue>
