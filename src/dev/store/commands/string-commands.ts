import { ANY_NUMBER, type CommandContext, type CommandTable } from './command-definition.ts'
import { pairsOf, word } from './command-words.ts'
import { type Duration, expiryInstant } from './expiry.ts'
import { fitsInteger64, parseInteger64 } from './numbers.ts'
import { syntaxError, wouldOverflow, wrongArgumentCount } from './reply-errors.ts'

export const stringCommands: CommandTable = {
  GET: {
    least: 1,
    most: 1,
    keys: 'first',
    writes: false,
    run: ({ database }, words) => database.findOf(word(words, 0), 'string')?.value ?? null,
  },
  SET: { least: 2, most: ANY_NUMBER, keys: 'first', writes: true, run: set },
  MGET: {
    least: 1,
    most: ANY_NUMBER,
    keys: 'all',
    writes: false,
    run: ({ database }, words) =>
      words.map((key) => {
        const entry = database.find(key)
        return entry?.kind === 'string' ? entry.value : null
      }),
  },
  MSET: {
    least: 2,
    most: ANY_NUMBER,
    keys: 'every-second',
    writes: true,
    run: ({ database }, words) => {
      if (words.length % 2 !== 0) throw wrongArgumentCount('mset')
      for (const [key, value] of pairsOf(words, 0)) database.put(key, { kind: 'string', value, expiresAt: null })
      return 'OK'
    },
  },
  INCR: {
    least: 1,
    most: 1,
    keys: 'first',
    writes: true,
    run: (context, words) => increment(context, word(words, 0), 1n),
  },
  INCRBY: {
    least: 2,
    most: 2,
    keys: 'first',
    writes: true,
    run: (context, words) => increment(context, word(words, 0), parseInteger64(word(words, 1))),
  },
}

interface SetOptions {
  condition: 'NX' | 'XX' | null
  expiry: Duration | 'keep' | null
  answerOld: boolean
}

function parseSetOptions(words: readonly string[]): SetOptions {
  const options: SetOptions = { condition: null, expiry: null, answerOld: false }
  for (let index = 2; index < words.length; index += 1) {
    const option = word(words, index).toUpperCase()
    if ((option === 'NX' || option === 'XX') && options.condition === null) options.condition = option
    else if (option === 'GET' && !options.answerOld) options.answerOld = true
    else if (option === 'KEEPTTL' && options.expiry === null) options.expiry = 'keep'
    else if (isExpiryUnit(option) && options.expiry === null && index + 1 < words.length) {
      index += 1
      options.expiry = { unit: option, amount: word(words, index) }
    } else throw syntaxError()
  }
  return options
}

const isExpiryUnit = (option: string): option is Duration['unit'] => /^(EX|PX|EXAT|PXAT)$/.test(option)

function set({ database }: CommandContext, words: readonly string[]): string | null {
  const key = word(words, 0)
  const { condition, expiry, answerOld } = parseSetOptions(words)
  const instant = expiry === null || expiry === 'keep' ? null : expiryInstant(expiry, database.now, 'set')
  const previous = answerOld ? database.findOf(key, 'string') : database.find(key)
  const oldValue = previous?.kind === 'string' ? previous.value : null
  const refused = condition !== null && (condition === 'NX') === (previous !== undefined)
  if (!refused) {
    const expiresAt = expiry === 'keep' ? (previous?.expiresAt ?? null) : instant
    database.put(key, { kind: 'string', value: word(words, 1), expiresAt })
  }
  if (answerOld) return oldValue
  return refused ? null : 'OK'
}

function increment({ database }: CommandContext, key: string, by: bigint): number {
  const entry = database.findOf(key, 'string')
  const sum = parseInteger64(entry?.value ?? '0') + by
  if (!fitsInteger64(sum)) throw wouldOverflow()
  database.put(key, { kind: 'string', value: sum.toString(), expiresAt: entry?.expiresAt ?? null })
  return Number(sum)
}
