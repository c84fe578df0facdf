import type { Contract } from './swagger.ts'

/** An answer must have every field that can't be null; a request only those that are called required. */
export type Direction = 'request' | 'answer'

const iso = (pattern: RegExp) => (value: unknown) => typeof value === 'string' && pattern.test(value)
const text = (value: unknown) => typeof value === 'string'
const ip = iso(/^[0-9a-fA-F.:]+$/)

const plain: Record<string, (value: unknown) => boolean> = {
  string: text,
  text,
  password: text,
  phoneNumber: text,
  'coreTypes.AccountId:string': text,
  long: (value) => Number.isInteger(value),
  double: (value) => typeof value === 'number',
  boolean: (value) => typeof value === 'boolean',
  datetime: iso(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)$/),
  date: iso(/^\d{4}-\d\d-\d\d$/),
  duration: iso(/^P(\d+[YMWD])*(T(\d+[HMS])+)?$/),
  uuid: iso(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
  ip,
  ipv4: ip,
  ipv6: ip,
  ipBlock: iso(/^[0-9a-fA-F.:]+(\/\d+)?$/),
}

/** What is wrong with a value of a named type, one line each, beginning with where. */
export function faultsOf(contract: Contract, type: string, value: unknown, direction: Direction, at: string): string[] {
  if (type.endsWith('[]')) {
    if (!Array.isArray(value)) return [`${at}: wanted ${type}, got ${shown(value)}`]
    return value.flatMap((each, index) => faultsOf(contract, type.slice(0, -2), each, direction, `${at}[${index}]`))
  }
  const isRight = plain[type]
  if (isRight) return isRight(value) ? [] : [`${at}: wanted ${type}, got ${shown(value)}`]
  if (type === 'void')
    return value === null || value === undefined ? [] : [`${at}: wanted nothing, got ${shown(value)}`]
  if (type.startsWith('map[string]')) {
    if (!isObject(value)) return [`${at}: wanted ${type}, got ${shown(value)}`]
    const of = type.slice('map[string]'.length)
    return Object.entries(value).flatMap(([key, each]) => faultsOf(contract, of, each, direction, `${at}.${key}`))
  }
  const model = contract.models[type]
  if (model?.enum) {
    return typeof value === 'string' && model.enum.includes(value) ? [] : [`${at}: ${shown(value)} is no ${type}`]
  }
  if (!model?.properties) return [`${at}: unknown type ${type}`]
  return faultsOfModel(contract, { type, properties: model.properties }, value, direction, at)
}

function faultsOfModel(
  contract: Contract,
  { type, properties }: { type: string; properties: NonNullable<Contract['models'][string]['properties']> },
  value: unknown,
  direction: Direction,
  at: string,
): string[] {
  if (!isObject(value)) return [`${at}: wanted ${type}, got ${shown(value)}`]
  const strangers = Object.keys(value)
    .filter((name) => !Object.hasOwn(properties, name))
    .map((name) => `${at}.${name}: no field of ${type}`)
  const faults = Object.entries(properties).flatMap(([name, property]) => {
    const given = value[name]
    const here = `${at}.${name}`
    if (given === undefined) {
      const missing = direction === 'answer' ? !property.canBeNull : property.required
      return missing ? [`${here}: missing`] : []
    }
    if (given === null) return property.canBeNull ? [] : [`${here}: must not be null`]
    return faultsOf(contract, property.fullType ?? property.type, given, direction, here)
  })
  return [...strangers, ...faults]
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function shown(value: unknown): string {
  return (JSON.stringify(value) ?? 'nothing').slice(0, 80)
}
