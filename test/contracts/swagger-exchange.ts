import type { Fetcher } from '../../worker/providers/request-json.ts'
import { type Contract, type Operation, operationFor } from './swagger.ts'
import { faultsOf, isObject } from './swagger-value.ts'

/** One request and its answer as they went over the wire; the path is without the API's base. */
export type Exchange = {
  method: string
  path: string
  query: Record<string, string>
  body: unknown
  status: number
  answer: unknown
}

/** A fetcher that keeps what passes; an exchange without an answer (a cut connection) is kept with status 0. */
export function recordingFetcher(base: string, exchanges: Exchange[], fetcher: Fetcher = fetch): Fetcher {
  return async (request) => {
    const url = new URL(request.url)
    const text = await request.clone().text()
    const exchange: Exchange = {
      method: request.method,
      path: url.href.startsWith(base) ? url.pathname.slice(new URL(base).pathname.length) : url.pathname,
      query: Object.fromEntries(url.searchParams),
      body: text === '' ? undefined : parse(text),
      status: 0,
      answer: undefined,
    }
    exchanges.push(exchange)
    const response = await fetcher(request)
    exchange.status = response.status
    exchange.answer = parse(await response.clone().text())
    return response
  }
}

/** Where an exchange leaves the published contract; empty when nowhere. */
export function faultsOfExchange(contract: Contract, exchange: Exchange): string[] {
  const name = `${exchange.method} ${exchange.path}`
  const operation = operationFor(contract, exchange.method, exchange.path)
  if (!operation) return [`${name}: no such operation`]
  const faults = [...queryFaults(contract, operation, exchange), ...bodyFaults(contract, operation, exchange)]
  if (exchange.status >= 200 && exchange.status < 300) {
    faults.push(...faultsOf(contract, operation.responseType, exchange.answer, 'answer', 'answer'))
  } else if (exchange.status !== 0) faults.push(...errorFaults(exchange.answer))
  return faults.map((fault) => `${name}: ${fault}`)
}

function queryFaults(contract: Contract, operation: Operation, { query }: Exchange): string[] {
  const declared = operation.parameters.filter(({ paramType }) => paramType === 'query')
  const strangers = Object.keys(query).filter((name) => !declared.some((each) => each.name === name))
  return [
    ...strangers.map((name) => `query.${name}: no parameter of this operation`),
    ...declared.flatMap(({ name = '', required, dataType }) => {
      const value = query[name]
      if (value === undefined) return required ? [`query.${name}: missing`] : []
      return faultsOf(contract, dataType, value, 'request', `query.${name}`)
    }),
  ]
}

/** A body is either one unnamed model or an object of named parameters. */
function bodyFaults(contract: Contract, operation: Operation, { body }: Exchange): string[] {
  const declared = operation.parameters.filter(({ paramType }) => paramType === 'body')
  const [whole] = declared.filter(({ name }) => name === undefined || name === null)
  if (whole) return faultsOf(contract, whole.fullType ?? whole.dataType, body, 'request', 'body')
  if (body !== undefined && !isObject(body)) return ['body: wanted an object']
  const given = body ?? {}
  const strangers = Object.keys(given).filter((name) => !declared.some((each) => each.name === name))
  return [
    ...strangers.map((name) => `body.${name}: no parameter of this operation`),
    ...declared.flatMap(({ name = '', required, dataType, fullType }) => {
      if (given[name] === undefined) return required ? [`body.${name}: missing`] : []
      return faultsOf(contract, fullType ?? dataType, given[name], 'request', `body.${name}`)
    }),
  ]
}

/** OVH publishes no schema of its errors; its own clients read these fields. */
function errorFaults(answer: unknown): string[] {
  if (!isObject(answer)) return ['answer: an error must be an object']
  const known = ['class', 'message', 'errorCode', 'httpCode', 'details']
  const strangers = Object.keys(answer).filter((name) => !known.includes(name))
  const missing = ['class', 'message'].filter((name) => typeof answer[name] !== 'string')
  return [
    ...strangers.map((name) => `answer.${name}: no field of an error`),
    ...missing.map((n) => `answer.${n}: missing`),
  ]
}

function parse(text: string): unknown {
  try {
    return text === '' ? null : JSON.parse(text)
  } catch {
    return text
  }
}
