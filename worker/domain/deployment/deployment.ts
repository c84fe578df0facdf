import type { Decider } from '../decider.ts'
import type { Command, Rejection } from './commands.ts'
import { decide } from './decide.ts'
import type { DeploymentEvent } from './events.ts'
import { evolve } from './evolve.ts'
import { type DeploymentState, initialState } from './state.ts'

/** The aggregate, assembled: one customer's OpenClaw from purchase to retirement. */
export const deployment: Decider<Command, DeploymentEvent, DeploymentState, Rejection> = {
  initialState,
  decide,
  evolve,
}
