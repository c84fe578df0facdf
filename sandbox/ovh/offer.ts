import { createHash } from 'node:crypto'
import type { OvhState } from './state.ts'

/** Sizes as OVH sells them in 2027; the prices are the stand-in's own. */
const models = [
  { number: 1, vcores: 2, memoryMb: 4096, diskGb: 40, cents: 600 },
  { number: 2, vcores: 4, memoryMb: 8192, diskGb: 75, cents: 1000 },
  { number: 3, vcores: 6, memoryMb: 12288, diskGb: 100, cents: 1350 },
  { number: 4, vcores: 8, memoryMb: 24576, diskGb: 200, cents: 2600 },
]

const linux = ['Debian 12', 'Debian 13', 'Ubuntu 24.04', 'Ubuntu 26.04']
const windows = ['Windows Server 2025 Standard (Desktop)']

const companies = {
  us: { subsidiary: 'US', currency: 'USD', host: 'vps.ovh.us', region: 'united_states', asksFor: [] as string[] },
  eu: { subsidiary: 'IE', currency: 'EUR', host: 'vps.ovh.net', region: 'europe', asksFor: ['infrastructure'] },
  ca: { subsidiary: 'CA', currency: 'CAD', host: 'vps.ovh.ca', region: 'canada', asksFor: [] as string[] },
}
const datacenters = {
  us: { region: ['US-EAST-VA', 'US-WEST-OR'], local: ['US-EAST-LZ-ATL', 'US-WEST-LZ-SEA'] },
  eu: { region: ['GRA', 'WAW'], local: ['EU-WEST-LZ-AMS'] },
  ca: { region: ['BHS', 'SGP'], local: [] as string[] },
}

export type Addon = { planCode: string; family: string; cents: number }
export type OfferedPlan = {
  planCode: string
  invoiceName: string
  cents: number
  vcores: number
  memoryMb: number
  diskGb: number
  configurations: { name: string; values: string[] }[]
  addons: Addon[]
}

export const companyOf = ({ endpoint }: OvhState) => companies[endpoint]

/** Every plan that is on sale at the endpoint; the options' prices are never zero where OVH's are not. */
export function plansOf(state: OvhState): OfferedPlan[] {
  const company = companyOf(state)
  const places = datacenters[state.endpoint]
  const priced = (cents: number) => Math.round((cents * state.pricePercent) / 100)
  return models.flatMap((model) => {
    const regional = { suffix: '', places: places.region, storage: `option-storage-local-2027-model${model.number}` }
    const local = { suffix: '.LZ', places: places.local, storage: 'option-storage-remote-2027' }
    const variants = model.number === 2 && places.local.length > 0 ? [regional, local] : [regional]
    return variants.map(({ suffix, places, storage }) => {
      const name = `model${model.number}${suffix}`
      return {
        planCode: `vps-2027-${name}`,
        invoiceName: `VPS-${model.number}${suffix ? ' LZ' : ''} 2027`,
        cents: priced(model.cents),
        vcores: model.vcores,
        memoryMb: model.memoryMb,
        diskGb: model.diskGb,
        configurations: [
          { name: 'region', values: [company.region] },
          { name: 'vps_datacenter', values: places },
          { name: 'vps_os', values: suffix ? linux : [...linux, ...windows] },
          ...company.asksFor.map((label) => ({ name: label, values: ['production', 'preproduction'] })),
        ],
        addons: [
          { planCode: 'option-linux', family: 'os', cents: 0 },
          ...(suffix ? [] : [{ planCode: `option-windows-2027-${name}`, family: 'os', cents: priced(1200) }]),
          { planCode: storage, family: 'storage', cents: 0 },
          { planCode: `option-auto-backup-2027-7-${name}`, family: 'automatedBackup', cents: priced(140) },
          { planCode: `option-auto-backup-2027-1-${name}`, family: 'automatedBackup', cents: priced(50) },
        ],
      }
    })
  })
}

export const planOf = (state: OvhState, planCode: string) => plansOf(state).find((plan) => plan.planCode === planCode)

export const familiesOf = (plan: OfferedPlan) => [...new Set(plan.addons.map(({ family }) => family))]

export function stockOf(state: OvhState, planCode: string, datacenter: string): string {
  return state.stock[`${planCode}@${datacenter}`] ?? state.stock[datacenter] ?? 'available'
}

/** Images of a server's datacentre: the same names everywhere, and other ids in each. */
export function imagesOf(datacenter: string): { id: string; name: string }[] {
  return [...linux, 'Debian 12 - Docker', ...windows].map((name) => {
    const hex = createHash('sha256').update(`${datacenter}/${name}`).digest('hex')
    const id = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
    return { id, name }
  })
}

/** OVH writes a price in four ways at once. */
export function priceOf(state: OvhState, cents: number) {
  const { currency } = companyOf(state)
  const value = cents / 100
  const text = new Intl.NumberFormat('en-US', { style: 'currency', currency }).format(value)
  return { currencyCode: currency, priceInUcents: cents * 1_000_000, text, value }
}
