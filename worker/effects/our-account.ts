import { isCredentialProblem } from '../providers/ovh/errors.ts'
import type { ProviderError } from '../providers/provider-error.ts'

/** Whether our own credentials were refused: that says nothing about a deployment, which waits until an operator has mended them. */
export function isOurAccount(error: ProviderError): boolean {
  const { status, provider } = error.facts
  return (status === 401 && provider !== 'ssh') || isCredentialProblem(error)
}
