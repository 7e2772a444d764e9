import { ReplyError } from '../backend.ts'
import type { HashEntry } from '../database.ts'
import { ANY_NUMBER, type CommandContext, type CommandTable } from './command-definition.ts'
import { pairsOf, word } from './command-words.ts'
import { addAsLongDouble } from './long-double.ts'
import { fitsInteger64, parseInteger64 } from './numbers.ts'
import { wouldOverflow, wrongArgumentCount } from './reply-errors.ts'

export const hashCommands: CommandTable = {
  HGET: {
    least: 2,
    most: 2,
    keys: 'first',
    writes: false,
    run: ({ database }, words) => database.findOf(word(words, 0), 'hash')?.fields.get(word(words, 1)) ?? null,
  },
  HMGET: {
    least: 2,
    most: ANY_NUMBER,
    keys: 'first',
    writes: false,
    run: ({ database }, words) => {
      const fields = database.findOf(word(words, 0), 'hash')?.fields
      return words.slice(1).map((field) => fields?.get(field) ?? null)
    },
  },
  HGETALL: {
    least: 1,
    most: 1,
    keys: 'first',
    writes: false,
    run: ({ database }, words) => [...(database.findOf(word(words, 0), 'hash')?.fields ?? [])].flat(),
  },
  HLEN: {
    least: 1,
    most: 1,
    keys: 'first',
    writes: false,
    run: ({ database }, words) => database.findOf(word(words, 0), 'hash')?.fields.size ?? 0,
  },
  HSET: { least: 3, most: ANY_NUMBER, keys: 'first', writes: true, run: setFields },
  HSETNX: { least: 3, most: 3, keys: 'first', writes: true, run: setMissingField },
  HDEL: { least: 2, most: ANY_NUMBER, keys: 'first', writes: true, run: deleteFields },
  HINCRBY: { least: 3, most: 3, keys: 'first', writes: true, run: incrementField },
  HINCRBYFLOAT: { least: 3, most: 3, keys: 'first', writes: true, run: incrementFieldByFloat },
  HSCAN: {
    least: 2,
    most: ANY_NUMBER,
    keys: 'first',
    writes: false,
    run: ({ database, cursors }, words) => {
      const fields = database.findOf(word(words, 0), 'hash')?.fields
      return cursors.page(
        words.slice(1),
        fields,
        ([field]) => field,
        (pair) => pair,
      )
    },
  },
}

function hashAt({ database }: CommandContext, key: string): HashEntry {
  const existing = database.findOf(key, 'hash')
  if (existing !== undefined) return existing
  const created: HashEntry = { kind: 'hash', fields: new Map(), expiresAt: null }
  database.put(key, created)
  return created
}

function setFields(context: CommandContext, words: readonly string[]): number {
  if (words.length % 2 === 0) throw wrongArgumentCount('hset')
  const { fields } = hashAt(context, word(words, 0))
  const before = fields.size
  for (const [field, value] of pairsOf(words, 1)) fields.set(field, value)
  return fields.size - before
}

function setMissingField(context: CommandContext, words: readonly string[]): number {
  const { fields } = hashAt(context, word(words, 0))
  if (fields.has(word(words, 1))) return 0
  fields.set(word(words, 1), word(words, 2))
  return 1
}

function deleteFields({ database }: CommandContext, words: readonly string[]): number {
  const key = word(words, 0)
  const fields = database.findOf(key, 'hash')?.fields
  if (fields === undefined) return 0
  const removed = words.slice(1).filter((field) => fields.delete(field)).length
  if (fields.size === 0) database.remove(key)
  return removed
}

function incrementField(context: CommandContext, words: readonly string[]): number {
  const [key, field] = [word(words, 0), word(words, 1)]
  const by = parseInteger64(word(words, 2))
  const old = context.database.findOf(key, 'hash')?.fields.get(field) ?? '0'
  const sum = parseInteger64(old, () => new ReplyError('ERR hash value is not an integer')) + by
  if (!fitsInteger64(sum)) throw wouldOverflow()
  hashAt(context, key).fields.set(field, sum.toString())
  return Number(sum)
}

function incrementFieldByFloat(context: CommandContext, words: readonly string[]): string {
  const [key, field] = [word(words, 0), word(words, 1)]
  addAsLongDouble('0', word(words, 2))
  const old = context.database.findOf(key, 'hash')?.fields.get(field) ?? '0'
  const sum = addAsLongDouble(old, word(words, 2), () => new ReplyError('ERR hash value is not a float'))
  hashAt(context, key).fields.set(field, sum)
  return sum
}
