import { Hono } from 'hono'
import type { StandIn, StandInContext } from '../stand-in.ts'

export function createStripeStandIn(_context: StandInContext): StandIn {
  return { name: 'stripe', app: new Hono(), summary: () => ({}) }
}
