import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import type { Exchange } from '../../sandbox/observer.ts'

/** OpenRouter's published schema; the folder is optional, and without it there is nothing to compare with. */
export const openRouterSchemaPath = path.resolve(
  import.meta.dirname,
  '../../../shared/contracts/openrouter/keys.openapi.json',
)

type Schema = { [name: string]: unknown }
type Operation = {
  parameters?: { name: string; in: string }[]
  requestBody?: { content: { 'application/json': { schema: Schema } } }
  responses: Record<string, { content?: { 'application/json'?: { schema: Schema } } } | undefined>
}
type Document = { paths: Record<string, Record<string, Operation>>; components: Schema }

/** Making a key is the only call here for which the schema lists 403, though every one of them asks for a management key. */
const unlisted: Record<number, Schema> = { 403: { $ref: '#/components/schemas/ForbiddenResponse' } }

/** Says what in an exchange the schema does not allow; nothing when all is well. */
export type ContractCheck = (exchange: Exchange) => string[]

/** Undefined when the contracts folder isn't there. */
export function loadOpenRouterContract(): ContractCheck | undefined {
  if (!existsSync(openRouterSchemaPath)) return undefined
  const document = JSON.parse(readFileSync(openRouterSchemaPath, 'utf8')) as Document
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true })
  const compiled = new Map<string, ValidateFunction>()
  const validate = (name: string, schema: Schema, value: unknown): string[] => {
    const known = compiled.get(name) ?? ajv.compile(closed(document, schema) as Schema)
    compiled.set(name, known)
    if (known(value)) return []
    return (known.errors ?? []).map((error) => {
      const extra = 'additionalProperty' in error.params ? ` ${JSON.stringify(error.params.additionalProperty)}` : ''
      return `${name}: ${error.instancePath || 'body'} ${error.message}${extra}`
    })
  }

  return (exchange) => {
    const found = findOperation(document, exchange)
    if (!found) return exchange.status === 404 ? [] : [`${exchange.method} ${exchange.path} is not in the schema`]
    const { route, operation } = found
    const name = `${exchange.method} ${route}`
    const problems: string[] = []

    const allowed = new Set((operation.parameters ?? []).filter((each) => each.in === 'query').map((each) => each.name))
    for (const parameter of new URLSearchParams(exchange.query).keys())
      if (!allowed.has(parameter)) problems.push(`${name}: unknown query parameter ${parameter}`)

    const requestSchema = operation.requestBody?.content['application/json'].schema
    // What was refused as invalid was sent to be refused.
    if (requestSchema && exchange.status !== 400)
      problems.push(...validate(`${name} request`, requestSchema, parseJson(exchange.requestBody)))
    else if (!requestSchema && exchange.requestBody !== '') problems.push(`${name}: takes no body`)

    const answerSchema =
      operation.responses[exchange.status]?.content?.['application/json']?.schema ?? unlisted[exchange.status]
    if (answerSchema)
      problems.push(...validate(`${name} ${exchange.status}`, answerSchema, parseJson(exchange.responseBody)))
    else problems.push(`${name}: ${exchange.status} is not an answer of the schema`)
    return problems
  }
}

function findOperation(document: Document, { method, path: asked }: Exchange) {
  for (const [route, operations] of Object.entries(document.paths)) {
    const pattern = new RegExp(`^${route.replace(/\{[^}]+\}/g, '[^/]+')}$`)
    const operation = operations[method.toLowerCase()]
    if (operation && pattern.test(asked)) return { route, operation }
  }
  return undefined
}

/** The schema with references put in their place and every object closed, so that a field which isn't listed is a fault. */
function closed(document: Document, schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map((each) => closed(document, each))
  if (typeof schema !== 'object' || schema === null) return schema
  const node = schema as Schema
  if (typeof node.$ref === 'string') return closed(document, lookUp(document, node.$ref))
  const { example: _, examples: __, ...rest } = node
  const copy = Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, closed(document, value)]))
  if ('properties' in copy && !('additionalProperties' in copy)) copy.additionalProperties = false
  return copy
}

const lookUp = (document: Document, reference: string): unknown =>
  reference
    .slice(2)
    .split('/')
    .reduce<unknown>((node, name) => (node as Schema | undefined)?.[name], document)

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
