import type { DeploymentSnapshot } from '../../../worker/http/api.ts'

/** A restart has no status of its own: its logbook tells whether one is under way. */
export const isRestarting = ({ status, logbook }: DeploymentSnapshot): boolean =>
  status !== 'DESTROYING' &&
  status !== 'DESTROYED' &&
  logbook.kind === 'restart' &&
  logbook.rows.some(({ state }) => state === 'current' || state === 'todo')

export const isEnding = ({ status }: DeploymentSnapshot): boolean => status === 'DESTROYING' || status === 'DESTROYED'
