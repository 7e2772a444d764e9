import { ANY_NUMBER, type CommandContext, type CommandTable } from './command-definition.ts'
import { word } from './command-words.ts'
import { parseInteger } from './numbers.ts'

export const listCommands: CommandTable = {
  LPUSH: {
    least: 2,
    most: ANY_NUMBER,
    keys: 'first',
    writes: true,
    run: (context, words) => listAt(context, word(words, 0)).unshift(...words.slice(1).reverse()),
  },
  RPUSH: {
    least: 2,
    most: ANY_NUMBER,
    keys: 'first',
    writes: true,
    run: (context, words) => listAt(context, word(words, 0)).push(...words.slice(1)),
  },
  LLEN: {
    least: 1,
    most: 1,
    keys: 'first',
    writes: false,
    run: ({ database }, words) => database.findOf(word(words, 0), 'list')?.items.length ?? 0,
  },
  LRANGE: {
    least: 3,
    most: 3,
    keys: 'first',
    writes: false,
    run: ({ database }, words) => {
      const [start, stop] = [parseInteger(word(words, 1)), parseInteger(word(words, 2))]
      const items = database.findOf(word(words, 0), 'list')?.items ?? []
      const [from, until] = inclusiveRange(start, stop, items.length)
      return items.slice(from, until)
    },
  },
  LTRIM: {
    least: 3,
    most: 3,
    keys: 'first',
    writes: true,
    run: ({ database }, words) => {
      const key = word(words, 0)
      const [start, stop] = [parseInteger(word(words, 1)), parseInteger(word(words, 2))]
      const items = database.findOf(key, 'list')?.items
      if (items === undefined) return 'OK'
      const [from, until] = inclusiveRange(start, stop, items.length)
      items.splice(until)
      items.splice(0, from)
      if (items.length === 0) database.remove(key)
      return 'OK'
    },
  },
}

/** Redis's `start stop`, both inclusive and negative from the end, as a half-open range that `slice` takes. */
export function inclusiveRange(start: number, stop: number, length: number): [from: number, until: number] {
  const from = Math.max(0, start < 0 ? length + start : start)
  const until = Math.min(length, (stop < 0 ? length + stop : stop) + 1)
  return from >= until ? [0, 0] : [from, until]
}

function listAt({ database }: CommandContext, key: string): string[] {
  const existing = database.findOf(key, 'list')
  if (existing !== undefined) return existing.items
  const items: string[] = []
  database.put(key, { kind: 'list', items, expiresAt: null })
  return items
}
