import type { CommandDefinition, CommandTable } from './command-definition.ts'
import { word } from './command-words.ts'
import { hashCommands } from './hash-commands.ts'
import { keyCommands } from './key-commands.ts'
import { listCommands } from './list-commands.ts'
import { notAvailable, wrongArgumentCount } from './reply-errors.ts'
import { serverCommands } from './server-commands.ts'
import { setCommands } from './set-commands.ts'
import { sortedSetCommands } from './sorted-set-commands.ts'
import { stringCommands } from './string-commands.ts'

/**
 * Every command that the project uses, and no other. The door refuses all others, for the embedded store and for a real
 * Redis, so that nothing works with one and fails with the other. This also refuses blocking commands and
 * subscriptions, which would block the bridge's only connection.
 */
const TABLE: ReadonlyMap<string, CommandDefinition> = new Map(
  [stringCommands, keyCommands, hashCommands, setCommands, sortedSetCommands, listCommands, serverCommands].flatMap(
    (table: CommandTable) => Object.entries(table),
  ),
)

/** The definition of a well-formed command; `ReplyError` if it is unknown or has a wrong number of arguments. */
export function definitionOf(command: readonly string[]): CommandDefinition {
  const name = word(command, 0)
  const definition = TABLE.get(name.toUpperCase())
  if (definition === undefined) throw notAvailable(name)
  const count = command.length - 1
  if (count < definition.least || count > definition.most) throw wrongArgumentCount(name)
  return definition
}

/** The keys that a well-formed command touches. */
export function keysOf(definition: CommandDefinition, words: readonly string[]): readonly string[] {
  switch (definition.keys) {
    case 'none':
      return []
    case 'first':
      return words.slice(0, 1)
    case 'first-two':
      return words.slice(0, 2)
    case 'all':
      return words
    case 'every-second':
      return words.filter((_, index) => index % 2 === 0)
  }
}
