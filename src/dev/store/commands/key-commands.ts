import type { Reply } from '../backend.ts'
import { ANY_NUMBER, type CommandContext, type CommandDefinition, type CommandTable } from './command-definition.ts'
import { word } from './command-words.ts'
import { type Duration, instantOf } from './expiry.ts'
import { parseInteger64 } from './numbers.ts'
import { noSuchKey, syntaxError } from './reply-errors.ts'

const remove: CommandDefinition = {
  least: 1,
  most: ANY_NUMBER,
  keys: 'all',
  writes: true,
  run: ({ database }, words) => words.filter((key) => database.remove(key)).length,
}

export const keyCommands: CommandTable = {
  DEL: remove,
  UNLINK: remove,
  EXISTS: {
    least: 1,
    most: ANY_NUMBER,
    keys: 'all',
    writes: false,
    run: ({ database }, words) => words.filter((key) => database.find(key) !== undefined).length,
  },
  TYPE: {
    least: 1,
    most: 1,
    keys: 'first',
    writes: false,
    run: ({ database }, words) => database.find(word(words, 0))?.kind ?? 'none',
  },
  RENAME: { least: 2, most: 2, keys: 'first-two', writes: true, run: rename },
  EXPIRE: expireCommand('EX', 'expire'),
  PEXPIRE: expireCommand('PX', 'pexpire'),
  EXPIREAT: expireCommand('EXAT', 'expireat'),
  PEXPIREAT: expireCommand('PXAT', 'pexpireat'),
  PERSIST: {
    least: 1,
    most: 1,
    keys: 'first',
    writes: true,
    run: ({ database }, words) => {
      const entry = database.find(word(words, 0))
      if (entry === undefined || entry.expiresAt === null) return 0
      entry.expiresAt = null
      return 1
    },
  },
  TTL: {
    least: 1,
    most: 1,
    keys: 'first',
    writes: false,
    run: (context, words) => {
      const left = millisecondsLeft(context, word(words, 0))
      return left < 0 ? left : Math.floor((left + 500) / 1000)
    },
  },
  PTTL: {
    least: 1,
    most: 1,
    keys: 'first',
    writes: false,
    run: (context, words) => millisecondsLeft(context, word(words, 0)),
  },
}

function rename({ database }: CommandContext, words: readonly string[]): Reply {
  const from = word(words, 0)
  const to = word(words, 1)
  const entry = database.find(from)
  if (entry === undefined) throw noSuchKey()
  database.remove(from)
  database.put(to, entry)
  return 'OK'
}

/** -2: no such key; -1: it never expires. */
function millisecondsLeft({ database }: CommandContext, key: string): number {
  const entry = database.find(key)
  if (entry === undefined) return -2
  return entry.expiresAt === null ? -1 : entry.expiresAt - database.now
}

function expireCommand(unit: Duration['unit'], name: string): CommandDefinition {
  return {
    least: 2,
    most: 2,
    keys: 'first',
    writes: true,
    run: ({ database }, words) => {
      if (words.length !== 2) throw syntaxError()
      const instant = instantOf(unit, parseInteger64(word(words, 1)), database.now, name)
      const key = word(words, 0)
      const entry = database.find(key)
      if (entry === undefined) return 0
      if (instant <= database.now) database.remove(key)
      else entry.expiresAt = instant
      return 1
    },
  }
}
