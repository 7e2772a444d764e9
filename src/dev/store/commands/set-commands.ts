import { ANY_NUMBER, type CommandContext, type CommandTable } from './command-definition.ts'
import { word } from './command-words.ts'

export const setCommands: CommandTable = {
  SADD: { least: 2, most: ANY_NUMBER, keys: 'first', writes: true, run: add },
  SREM: { least: 2, most: ANY_NUMBER, keys: 'first', writes: true, run: remove },
  SMEMBERS: {
    least: 1,
    most: 1,
    keys: 'first',
    writes: false,
    run: ({ database }, words) => [...(database.findOf(word(words, 0), 'set')?.members ?? [])],
  },
  SCARD: {
    least: 1,
    most: 1,
    keys: 'first',
    writes: false,
    run: ({ database }, words) => database.findOf(word(words, 0), 'set')?.members.size ?? 0,
  },
  SISMEMBER: {
    least: 2,
    most: 2,
    keys: 'first',
    writes: false,
    run: ({ database }, words) => (database.findOf(word(words, 0), 'set')?.members.has(word(words, 1)) ? 1 : 0),
  },
  SMISMEMBER: {
    least: 2,
    most: ANY_NUMBER,
    keys: 'first',
    writes: false,
    run: ({ database }, words) => {
      const members = database.findOf(word(words, 0), 'set')?.members
      return words.slice(1).map((member) => (members?.has(member) ? 1 : 0))
    },
  },
  SSCAN: {
    least: 2,
    most: ANY_NUMBER,
    keys: 'first',
    writes: false,
    run: ({ database, cursors }, words) => {
      const members = database.findOf(word(words, 0), 'set')?.members
      return cursors.page(
        words.slice(1),
        members,
        (member) => member,
        (member) => [member],
      )
    },
  },
}

function add({ database }: CommandContext, words: readonly string[]): number {
  const key = word(words, 0)
  const existing = database.findOf(key, 'set')?.members
  const members = existing ?? new Set<string>()
  if (existing === undefined) database.put(key, { kind: 'set', members, expiresAt: null })
  const before = members.size
  for (const member of words.slice(1)) members.add(member)
  return members.size - before
}

function remove({ database }: CommandContext, words: readonly string[]): number {
  const key = word(words, 0)
  const members = database.findOf(key, 'set')?.members
  if (members === undefined) return 0
  const removed = words.slice(1).filter((member) => members.delete(member)).length
  if (members.size === 0) database.remove(key)
  return removed
}
