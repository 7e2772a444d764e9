import type { Reply } from '../backend.ts'
import type { Database } from '../database.ts'
import type { ScanCursors } from './scan-cursors.ts'

/** What a command may touch. */
export interface CommandContext {
  readonly database: Database
  readonly cursors: ScanCursors
}

export interface CommandDefinition {
  /** Arguments after the name: exactly `least`, or from `least` to `most`. */
  readonly least: number
  readonly most: number
  /** Which arguments are keys; a restricted token is checked against them. */
  readonly keys: 'none' | 'first' | 'first-two' | 'all' | 'every-second'
  /** Whether it may change data, so that it must be logged. */
  readonly writes: boolean
  /** May throw `ReplyError`, but only before it changes anything. */
  run(context: CommandContext, words: readonly string[]): Reply
}

export type CommandTable = Readonly<Record<string, CommandDefinition>>

export const ANY_NUMBER = Number.POSITIVE_INFINITY
