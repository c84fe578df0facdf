import { type Context, Hono } from 'hono'
import { companyOf, familiesOf, imagesOf, type OfferedPlan, planOf, plansOf, stockOf } from './offer.ts'
import { Refusal } from './refusal.ts'
import type { World } from './state.ts'

/** What OVH tells anybody: the catalogue, stock by plan and datacentre, operating systems. */
export function catalogueRoutes({ state }: World): Hono {
  const app = new Hono()
  const ownSubsidiary = (c: Context) => {
    if (c.req.query('ovhSubsidiary') !== companyOf(state).subsidiary) {
      throw new Refusal(400, '[ovhSubsidiary] Given data is not valid', 'INVALID_PARAMETER')
    }
  }

  app.get('/order/catalog/public/vps', (c) => {
    ownSubsidiary(c)
    const plans = plansOf(state)
    const addons = new Map(plans.flatMap(({ addons }) => addons.map((addon) => [addon.planCode, addon] as const)))
    return c.json({
      catalogId: 20_270_001,
      locale: { currencyCode: companyOf(state).currency, subsidiary: companyOf(state).subsidiary, taxRate: 0 },
      planFamilies: [],
      products: [],
      addons: [...addons.values()].map(({ planCode, cents }) => ({
        ...shownPlan(planCode, planCode, cents),
        addonFamilies: [],
        configurations: [],
      })),
      plans: plans.map((plan) => ({
        ...shownPlan(plan.planCode, plan.invoiceName, plan.cents),
        configurations: plan.configurations.map((each) => ({ ...each, isCustom: false, isMandatory: true })),
        addonFamilies: familiesOf(plan).map((name) => shownFamily(plan, name)),
      })),
    })
  })

  app.get('/vps/order/rule/datacenter', (c) => {
    ownSubsidiary(c)
    const plan = planOf(state, c.req.query('planCode') ?? '')
    if (!plan) throw new Refusal(400, '[planCode] Given data is not valid', 'INVALID_PARAMETER')
    const places = plan.configurations.find(({ name }) => name === 'vps_datacenter')?.values ?? []
    return c.json({
      datacenters: places.map((datacenter) => {
        const status = stockOf(state, plan.planCode, datacenter)
        const rest = { windowsStatus: 'out-of-stock', daysBeforeDelivery: 0 }
        return { datacenter, code: datacenter.toLowerCase(), status, linuxStatus: status, ...rest }
      }),
    })
  })

  app.get('/vps/order/rule/osChoices', (c) => {
    const chosen = c.req.query('os')
    const status = (name: string) => (name === chosen ? 'checked-by-default' : 'available')
    const names = imagesOf(c.req.query('datacenter') ?? '').map(({ name }) => name)
    return c.json({ choices: names.map((name) => ({ name, status: status(name) })) })
  })
  return app
}

function shownFamily(plan: OfferedPlan, name: string) {
  const addons = plan.addons.filter(({ family }) => family === name).map(({ planCode }) => planCode)
  return { name, mandatory: true, exclusive: true, addons, default: null }
}

/** Catalogue prices are whole numbers of a hundred-millionth. */
function shownPlan(planCode: string, invoiceName: string, cents: number) {
  const pricing = {
    capacities: ['installation', 'renew'],
    commitment: 0,
    description: 'Monthly fees',
    engagementConfiguration: null,
    interval: 1,
    intervalUnit: 'month',
    mode: 'default',
    mustBeCompleted: false,
    phase: 0,
    price: cents * 1_000_000,
    promotions: [],
    quantity: { min: 1, max: null },
    repeat: { min: 1, max: null },
    strategy: 'tiered',
    tax: 0,
    type: 'rental',
  }
  const blobs = {
    tags: ['order-funnel:show'],
    commercial: null,
    marketing: null,
    meta: null,
    technical: null,
    value: null,
  }
  return {
    planCode,
    invoiceName,
    product: 'virtualPrivateServer',
    pricingType: 'rental',
    consumptionConfiguration: null,
    family: null,
    blobs,
    pricings: [pricing],
  }
}
