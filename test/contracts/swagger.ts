import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** OVH's own description of its API: Swagger 1.x with its own names for types. Only what a check needs is read. */
export type Contract = { operations: Operation[]; models: Record<string, Model> }

export type Operation = { method: string; path: string; responseType: string; parameters: Parameter[] }
export type Parameter = {
  name?: string
  paramType: 'path' | 'query' | 'body'
  dataType: string
  fullType?: string
  required: boolean
}
export type Model = { enum?: string[]; properties?: Record<string, Property> }
export type Property = { type: string; fullType?: string; canBeNull: boolean; required: boolean }

/** Something that comes though the published schema lacks it: `Model.field` with its type, or `Enum=value`. */
export type Deviation = { at: string; type?: string; because: string }

/** Published contracts live beside the repository and not in it. */
const folder = path.join(import.meta.dirname, '../../../shared/contracts/ovh')

/** The schemas of one endpoint and year; undefined in a clone that has no contracts beside it. */
export function loadContract(name: string): Contract | undefined {
  if (!existsSync(path.join(folder, name))) return undefined
  const files = ['order', 'vps', 'me', 'auth'].map((file) => {
    const text = readFileSync(path.join(folder, name, `${file}.json`), 'utf8')
    return JSON.parse(text) as {
      apis: { path: string; operations: { httpMethod: string; responseType: string; parameters: Parameter[] }[] }[]
      models: Record<string, Model>
    }
  })
  return {
    models: Object.assign({}, ...files.map(({ models }) => models)),
    operations: files.flatMap(({ apis }) =>
      apis.flatMap((api) =>
        api.operations.map(({ httpMethod, responseType, parameters }) => ({
          method: httpMethod,
          path: api.path,
          responseType,
          parameters,
        })),
      ),
    ),
  }
}

/** Methods and paths of a newer description, in OpenAPI 3; undefined in a clone that has no contracts beside it. */
export function loadOpenApiPaths(file: string): Operation[] | undefined {
  if (!existsSync(path.join(folder, file))) return undefined
  const { paths } = JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as { paths: Record<string, object> }
  return Object.entries(paths).flatMap(([template, methods]) =>
    Object.keys(methods).map((method) => ({
      method: method.toUpperCase(),
      path: template,
      responseType: '',
      parameters: [],
    })),
  )
}

/** The same contract with the deviations written into it. */
export function withDeviations(contract: Contract, deviations: Deviation[]): Contract {
  const models = structuredClone(contract.models)
  for (const { at, type, because } of deviations) {
    const [name = '', value] = at.split('=')
    if (value !== undefined) {
      models[name]?.enum?.push(value)
      continue
    }
    const dot = at.lastIndexOf('.')
    const properties = models[at.slice(0, dot)]?.properties
    if (!properties || !type) throw new Error(`A deviation that fits nothing: ${at} (${because})`)
    properties[at.slice(dot + 1)] = { type, canBeNull: true, required: false }
  }
  return { ...contract, models }
}

export function operationFor({ operations }: Contract, method: string, pathname: string): Operation | undefined {
  const fits = (template: string) => {
    const pattern = template.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{[^}]+\}/g, '[^/]+')
    return new RegExp(`^${pattern}$`).test(pathname)
  }
  const candidates = operations.filter((each) => each.method === method && fits(each.path))
  // `/vps/order/rule/datacenter` fits a template with ids too; the one with fewer of them is meant.
  return candidates.sort((a, b) => a.path.split('{').length - b.path.split('{').length)[0]
}
