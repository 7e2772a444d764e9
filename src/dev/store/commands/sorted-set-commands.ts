import { type Reply, ReplyError } from '../backend.ts'
import { ANY_NUMBER, type CommandContext, type CommandTable } from './command-definition.ts'
import { pairsOf, word } from './command-words.ts'
import { formatScore, parseScore } from './numbers.ts'
import { syntaxError } from './reply-errors.ts'
import { betweenScores, membersByRank, sortedSetRange } from './sorted-set-range.ts'

export const sortedSetCommands: CommandTable = {
  ZADD: { least: 3, most: ANY_NUMBER, keys: 'first', writes: true, run: add },
  ZRANGE: { least: 3, most: ANY_NUMBER, keys: 'first', writes: false, run: sortedSetRange },
  ZREM: { least: 2, most: ANY_NUMBER, keys: 'first', writes: true, run: remove },
  ZREMRANGEBYSCORE: { least: 3, most: 3, keys: 'first', writes: true, run: removeBetween },
  ZREMRANGEBYRANK: {
    least: 3,
    most: 3,
    keys: 'first',
    writes: true,
    run: (context, words) => removeAll(context, word(words, 0), membersByRank(context, words)),
  },
  ZCOUNT: {
    least: 3,
    most: 3,
    keys: 'first',
    writes: false,
    run: ({ database }, words) => {
      const inside = betweenScores(word(words, 1), word(words, 2))
      return [...(database.findOf(word(words, 0), 'zset')?.scores.values() ?? [])].filter(inside).length
    },
  },
  ZCARD: {
    least: 1,
    most: 1,
    keys: 'first',
    writes: false,
    run: ({ database }, words) => database.findOf(word(words, 0), 'zset')?.scores.size ?? 0,
  },
  ZSCORE: {
    least: 2,
    most: 2,
    keys: 'first',
    writes: false,
    run: ({ database }, words) => {
      const score = database.findOf(word(words, 0), 'zset')?.scores.get(word(words, 1))
      return score === undefined ? null : formatScore(score)
    },
  },
  ZMSCORE: {
    least: 2,
    most: ANY_NUMBER,
    keys: 'first',
    writes: false,
    run: ({ database }, words) => {
      const scores = database.findOf(word(words, 0), 'zset')?.scores
      return words.slice(1).map((member) => {
        const score = scores?.get(member)
        return score === undefined ? null : formatScore(score)
      })
    },
  },
}

const OPTIONS = ['NX', 'XX', 'GT', 'LT', 'CH'] as const
type Option = (typeof OPTIONS)[number]

const isOption = (text: string): text is Option => (OPTIONS as readonly string[]).includes(text)

function parseOptions(words: readonly string[]): { options: Set<Option>; pairsFrom: number } {
  const options = new Set<Option>()
  let index = 1
  for (; index < words.length; index += 1) {
    const option = word(words, index).toUpperCase()
    if (!isOption(option)) break
    options.add(option)
  }
  if (index === words.length || (words.length - index) % 2 !== 0) throw syntaxError()
  if (options.has('NX') && options.has('XX')) {
    throw new ReplyError('ERR XX and NX options at the same time are not compatible')
  }
  if ([options.has('NX'), options.has('GT'), options.has('LT')].filter(Boolean).length > 1) {
    throw new ReplyError('ERR GT, LT, and/or NX options at the same time are not compatible')
  }
  return { options, pairsFrom: index }
}

function add({ database }: CommandContext, words: readonly string[]): Reply {
  const key = word(words, 0)
  const { options, pairsFrom } = parseOptions(words)
  const pairs = pairsOf(words, pairsFrom).map(([score, member]) => [parseScore(score), member] as const)
  const scores = database.findOf(key, 'zset')?.scores ?? new Map<string, number>()
  let added = 0
  let changed = 0
  for (const [score, member] of pairs) {
    const old = scores.get(member)
    if (old === undefined ? options.has('XX') : !mayUpdate(options, old, score)) continue
    if (old === undefined) added += 1
    else if (old !== score) changed += 1
    scores.set(member, score)
  }
  if (scores.size > 0 && database.find(key) === undefined) database.put(key, { kind: 'zset', scores, expiresAt: null })
  return options.has('CH') ? added + changed : added
}

function mayUpdate(options: ReadonlySet<Option>, old: number, score: number): boolean {
  if (options.has('NX')) return false
  if (options.has('GT')) return score > old
  return options.has('LT') ? score < old : true
}

function remove({ database }: CommandContext, words: readonly string[]): Reply {
  const key = word(words, 0)
  const scores = database.findOf(key, 'zset')?.scores
  if (scores === undefined) return 0
  const removed = words.slice(1).filter((member) => scores.delete(member)).length
  if (scores.size === 0) database.remove(key)
  return removed
}

function removeBetween(context: CommandContext, words: readonly string[]): Reply {
  const inside = betweenScores(word(words, 1), word(words, 2))
  const scores = context.database.findOf(word(words, 0), 'zset')?.scores ?? new Map<string, number>()
  const members = [...scores].filter(([, score]) => inside(score)).map(([member]) => member)
  return removeAll(context, word(words, 0), members)
}

function removeAll(context: CommandContext, key: string, members: readonly string[]): Reply {
  return members.length === 0 ? 0 : remove(context, [key, ...members])
}
