import type { Redis } from '@upstash/redis/cloudflare'
import type { Cell } from '../../../events/cells/cell.ts'
import { scoresOfDay, sourceOfScore } from '../../../events/cells/mark-score.ts'
import type { CellMarks } from '../../../events/cells/marks-of.ts'
import { sendRepeatable } from '../../store/checked-pipeline.ts'
import { keys } from '../../store/keys.ts'
import { MARKS_MS, trimBefore } from './held-days.ts'
import { writeCounters } from './write-counters.ts'
import { isBounded, type TouchedSource, writeSources } from './write-sources.ts'

/** Marks of one cell that go in one command, and how many commands' worth of them in one request: some 200 kB. */
const MARKS_A_COMMAND = 500
const MARKS_A_REQUEST = 4_000
const CELLS_A_REQUEST = 150
const SOURCES_A_REQUEST = 500

/** A part of a cell's marks. */
interface Part {
  readonly cell: Cell
  readonly marks: readonly (readonly [mark: string, score: number])[]
}

/** A part that was added, with the scores that its marks had; null: a mark is new, or its family keeps none in mind. */
interface AddedPart extends Part {
  readonly before: readonly (number | null)[]
  /** Some of its marks were known before, so that one may have moved to an earlier day. */
  readonly isRepeated: boolean
}

/**
 * Counts marks into the counters of their cells. Marks are members of a sorted set by their least score, and a day's
 * counter is their number on that day: repeated, reordered, split or half done, the same marks come to the same counts.
 *
 * @param now milliseconds since 1970 UTC; no mark is late by it
 */
export async function countMarks(redis: Redis, counted: readonly CellMarks[], now: number): Promise<void> {
  const parts = counted.flatMap(({ cell, marks }) =>
    inGroups([...marks], () => 1, MARKS_A_COMMAND).map((some): Part => ({ cell, marks: some })),
  )
  const added: AddedPart[] = []
  for (const some of inGroups(
    parts,
    ({ marks }) => Math.max(marks.length, MARKS_A_REQUEST / CELLS_A_REQUEST),
    MARKS_A_REQUEST,
  )) {
    added.push(...(await addMarks(redis, some, now)))
  }
  const repeated = new Set(added.flatMap(({ cell, isRepeated }) => (isRepeated ? [cell] : [])))
  for (const some of inGroups(counted, () => 1, CELLS_A_REQUEST)) {
    await writeCounters(
      redis,
      some.map(({ cell }) => ({ cell, repeated: repeated.has(cell) })),
      now,
    )
  }
  for (const some of inGroups(touchedSources(added), () => 1, SOURCES_A_REQUEST)) await writeSources(redis, some)
}

async function addMarks(redis: Redis, parts: readonly Part[], now: number): Promise<AddedPart[]> {
  const replies = await sendRepeatable(redis, (queue) => {
    for (const { cell, marks } of parts) {
      const [first, ...rest] = marks.map(([member, score]) => ({ member, score }))
      if (first === undefined) throw new Error('a cell without marks counts nothing')
      const [trimmed] = scoresOfDay(cell.family, trimBefore(now))
      // What moves to another network leaves one, which is counted anew.
      if (cell.family === 'assets') queue.zmscore(keys.marks(cell), [first.member, ...rest.map(({ member }) => member)])
      queue.zadd(keys.marks(cell), { lt: true }, first, ...rest)
      queue.zremrangebyscore(keys.marks(cell), '-inf', `(${trimmed}`)
      queue.pexpire(keys.marks(cell), MARKS_MS)
    }
  })
  let at = 0
  return parts.map(({ cell, marks }) => {
    const scores = cell.family === 'assets' ? replies[at++] : null
    const before = Array.isArray(scores) ? scores.map((score) => (score === null ? null : Number(score))) : []
    const isRepeated = replies[at] !== marks.length
    at += 3
    return { cell, marks, before, isRepeated }
  })
}

/** The networks whose marks of results have changed. */
function touchedSources(added: readonly AddedPart[]): readonly TouchedSource[] {
  const touched = new Map<string, TouchedSource>()
  for (const { cell, marks, before } of added) {
    if (!isBounded(cell)) continue
    for (const score of [...marks.map(([, each]) => each), ...before]) {
      const from = score === null ? null : sourceOfScore(score)
      if (score !== null && from !== null) touched.set(`${cell.owner} ${cell.field} ${score}`, { cell, score, ...from })
    }
  }
  return [...touched.values()]
}

/** Divides a list in order, so that each group stays within a bound. */
function inGroups<Item>(items: readonly Item[], sizeOf: (item: Item) => number, most: number): Item[][] {
  const groups: Item[][] = []
  let size = Number.POSITIVE_INFINITY
  for (const item of items) {
    size += sizeOf(item)
    if (size > most) {
      groups.push([])
      size = sizeOf(item)
    }
    groups.at(-1)?.push(item)
  }
  return groups
}
