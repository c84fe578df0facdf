import type { Command } from '../domain/deployment/commands.ts'
import type { SecretName } from './secret-names.ts'

/** A command whose time is filled in when it is handled. */
export type Timeless<C> = C extends unknown ? Omit<C, 'now'> : never
export type CommandBody = Timeless<Command>

/** Secrets to write (or, with null, to delete) in the same transaction as the command. */
export type SecretWrites = Partial<Record<SecretName, string | null>>

/**
 * What came of performing an effect.
 *
 * | kind      | meaning                                                                              |
 * | --------- | ------------------------------------------------------------------------------------ |
 * | `command` | it is done, and this is the outcome to record                                        |
 * | `done`    | it is done, and nothing follows                                                      |
 * | `later`   | not yet: what is waited for hasn't come; `found` says what was seen, for a person    |
 * | `fault`   | it certainly did not act; the next attempt is backed off                             |
 * | `unsure`  | it may have acted and spent money; the next attempt looks it up                      |
 * | `failed`  | a definite no                                                                        |
 */
export type Outcome =
  | {
      kind: 'command'
      command: CommandBody
      secrets?: SecretWrites /** The effect goes on waiting after this news. */
      continues?: true
    }
  | { kind: 'done' }
  | { kind: 'later'; found: string; afterMs?: number }
  | { kind: 'fault'; found: string; afterMs?: number }
  | { kind: 'unsure'; found: string }
  | { kind: 'failed'; code: string; detail: string }

export const record = (command: CommandBody, secrets?: SecretWrites): Outcome => ({
  kind: 'command',
  command,
  ...(secrets ? { secrets } : {}),
})
export const later = (found: string, afterMs?: number): Outcome => ({
  kind: 'later',
  found,
  ...(afterMs === undefined ? {} : { afterMs }),
})
export const failed = (code: string, detail: string): Outcome => ({ kind: 'failed', code, detail })
