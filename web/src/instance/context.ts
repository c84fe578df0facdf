import { type Accessor, createContext, useContext } from 'solid-js'
import type { DeploymentSnapshot } from '../../../worker/http/api.ts'

export const DeploymentContext = createContext<Accessor<DeploymentSnapshot>>()

/** The deployment whose page this is. */
export function useDeployment(): Accessor<DeploymentSnapshot> {
  const deployment = useContext(DeploymentContext)
  if (!deployment) throw new Error('useDeployment is only for the tabs of an instance')
  return deployment
}
