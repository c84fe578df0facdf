import type { Exchange as Observed } from '../../sandbox/observer.ts'
import { ovhDeviations } from './ovh-deviations.ts'
import { loadContract, withDeviations } from './swagger.ts'
import { type Exchange, faultsOfExchange } from './swagger-exchange.ts'

/**
 * Holds an observed call of OVH against the schemas of its US and EU end-points, since a test may set the stand-in to
 * either; undefined where the folder of contracts isn't beside this clone.
 */
export function loadOvhContract(): ((observed: Observed) => string[]) | undefined {
  const published = ['us-2024-07', 'eu-2024-07'].map(loadContract)
  const contracts = published.flatMap((contract) => (contract ? [withDeviations(contract, ovhDeviations)] : []))
  if (contracts.length < published.length) return undefined
  return (observed) => {
    // OAuth2's own route has OAuth2's own shapes, and stands in no schema of OVH's.
    if (observed.path === '/auth/oauth2/token') return []
    const faults = contracts.map((contract) => faultsOfExchange(contract, exchangeOf(observed)))
    return faults.some((each) => each.length === 0) ? [] : (faults[0] ?? [])
  }
}

function exchangeOf({ method, path, query, requestBody, status, responseBody }: Observed): Exchange {
  return {
    method,
    path,
    query: Object.fromEntries(new URLSearchParams(query)),
    body: requestBody === '' ? undefined : JSON.parse(requestBody),
    status,
    answer: responseBody === '' ? null : JSON.parse(responseBody),
  }
}
