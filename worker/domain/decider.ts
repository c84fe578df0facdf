/** What a decider answers: the facts that follow, nothing (a repeat), or the rule that forbids it. `throw` is for broken invariants only. */
export type Decision<Event, Rejection> =
  | { kind: 'accepted'; events: readonly Event[] }
  | { kind: 'ignored' }
  | { kind: 'rejected'; rejection: Rejection }

export const accept = <Event>(...events: readonly Event[]): Decision<Event, never> => ({ kind: 'accepted', events })
export const ignore: Decision<never, never> = { kind: 'ignored' }
export const reject = <Rejection>(rejection: Rejection): Decision<never, Rejection> => ({ kind: 'rejected', rejection })

/** Three pure members, always by these names; a test or an object needs nothing else. */
export type Decider<Command, Event, State, Rejection> = {
  initialState: State
  decide(command: Command, state: State): Decision<Event, Rejection>
  evolve(state: State, event: Event): State
}

/** The end of every switch: a new member of the union does not compile until it is answered here. */
export function assertNever(value: never): never {
  throw new Error(`unexpected member: ${JSON.stringify(value)}`)
}
