import { type Reply, ReplyError } from '../backend.ts'
import type { CommandContext } from './command-definition.ts'
import { word } from './command-words.ts'
import { inclusiveRange } from './list-commands.ts'
import { formatScore, parseInteger, parseScore } from './numbers.ts'
import { syntaxError } from './reply-errors.ts'

interface RangeOptions {
  byScore: boolean
  byLex: boolean
  reverse: boolean
  withScores: boolean
  limit: readonly [offset: number, count: number] | null
}

/** ZRANGE key start stop [BYSCORE|BYLEX] [REV] [LIMIT offset count] [WITHSCORES]. */
export function sortedSetRange({ database }: CommandContext, words: readonly string[]): Reply {
  const options = parseRangeOptions(words)
  const [start, stop] = [word(words, 1), word(words, 2)]
  const select = selectionOf(start, stop, options)
  const inside = options.byLex ? insideNames(start, stop, options) : undefined
  const ordered = orderedMembers(database, word(words, 0), inside)
  const selected = select(options.reverse ? ordered.reverse() : ordered)
  return selected.flatMap(([member, score]) => (options.withScores ? [member, formatScore(score)] : [member]))
}

function selectionOf(start: string, stop: string, options: RangeOptions): (ordered: Members) => Members {
  if (options.byScore) return limited(insideScores(start, stop, options), options)
  if (options.byLex) return limited(() => true, options)
  return selectByIndex(start, stop)
}

/** The members of a sorted set at the ranks that `key start stop` names. */
export function membersByRank({ database }: CommandContext, words: readonly string[]): readonly string[] {
  const select = selectByIndex(word(words, 1), word(words, 2))
  return select(orderedMembers(database, word(words, 0))).map(([member]) => member)
}

/** `inside`: only these, chosen before they are ordered, because an index of names is long. */
function orderedMembers(database: CommandContext['database'], key: string, inside: Inside = () => true): Members {
  const scores = database.findOf(key, 'zset')?.scores ?? new Map<string, number>()
  return [...scores]
    .filter(inside)
    .sort(([leftName, left], [rightName, right]) => left - right || byBytes(leftName, rightName))
}

type Members = (readonly [member: string, score: number])[]

function selectByIndex(start: string, stop: string): (ordered: Members) => Members {
  const [first, last] = [parseInteger(start), parseInteger(stop)]
  return (ordered) => ordered.slice(...inclusiveRange(first, last, ordered.length))
}

/** Whether a score lies between two bounds as commands spell them: `5`, `(5`, `-inf`. */
export function betweenScores(least: string, most: string): (score: number) => boolean {
  const [low, high] = [bound(least), bound(most)]
  return (score) =>
    (low.exclusive ? score > low.score : score >= low.score) &&
    (high.exclusive ? score < high.score : score <= high.score)
}

type Inside = (member: readonly [member: string, score: number]) => boolean

function insideScores(start: string, stop: string, { reverse }: RangeOptions): Inside {
  const inside = reverse ? betweenScores(stop, start) : betweenScores(start, stop)
  return ([, score]) => inside(score)
}

/** Bounds of names as commands spell them: `[a`, `(a`, `-`, `+`. */
function insideNames(start: string, stop: string, { reverse }: RangeOptions): Inside {
  const [least, most] = reverse ? [stop, start] : [start, stop]
  for (const spelled of [least, most]) {
    if (!/^(?:[-+]$|[[(])/.test(spelled)) throw new ReplyError('ERR min or max not valid string range item')
  }
  const from = (name: string) => least === '-' || byBytes(name, least.slice(1)) >= (least.startsWith('(') ? 1 : 0)
  const to = (name: string) => most === '+' || byBytes(name, most.slice(1)) <= (most.startsWith('(') ? -1 : 0)
  return ([name]) => least !== '+' && most !== '-' && from(name) && to(name)
}

function limited(inside: Inside, { limit }: RangeOptions): (ordered: Members) => Members {
  return (ordered) => {
    const found = ordered.filter(inside)
    if (limit === null) return found
    const [offset, count] = limit
    if (offset < 0) return []
    return found.slice(offset, count < 0 ? undefined : offset + count)
  }
}

function bound(text: string): { score: number; exclusive: boolean } {
  const exclusive = text.startsWith('(')
  const refuse = () => new ReplyError('ERR min or max is not a float')
  return { score: parseScore(exclusive ? text.slice(1) : text, refuse), exclusive }
}

function parseRangeOptions(words: readonly string[]): RangeOptions {
  const options: RangeOptions = { byScore: false, byLex: false, reverse: false, withScores: false, limit: null }
  for (let index = 3; index < words.length; index += 1) {
    const option = word(words, index).toUpperCase()
    if (option === 'BYSCORE') options.byScore = true
    else if (option === 'BYLEX') options.byLex = true
    else if (option === 'REV') options.reverse = true
    else if (option === 'WITHSCORES') options.withScores = true
    else if (option === 'LIMIT' && index + 2 < words.length) {
      options.limit = [parseInteger(word(words, index + 1)), parseInteger(word(words, index + 2))]
      index += 2
    } else throw syntaxError()
  }
  if (options.limit !== null && !options.byScore && !options.byLex) {
    throw new ReplyError('ERR syntax error, LIMIT is only supported in combination with either BYSCORE or BYLEX')
  }
  return options
}

/** Redis orders equal scores by bytes of the member. */
function byBytes(left: string, right: string): number {
  return Buffer.compare(Buffer.from(left), Buffer.from(right))
}
