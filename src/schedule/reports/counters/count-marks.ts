import type { Redis } from '@upstash/redis/cloudflare'
import type { Cell } from '../../../events/cells/cell.ts'
import type { CellMarks } from '../../../events/cells/marks-of.ts'
import { sendRepeatable } from '../../store/checked-pipeline.ts'
import { keys } from '../../store/keys.ts'
import { MARKS_MS, trimBefore } from './held-days.ts'
import { writeCounters } from './write-counters.ts'

/** Marks of one cell that go in one command, and how many commands' worth of them in one request: some 200 kB. */
const MARKS_A_COMMAND = 500
const MARKS_A_REQUEST = 4_000
const CELLS_A_REQUEST = 150

/** A part of a cell's marks. */
interface Part {
  readonly cell: Cell
  readonly marks: readonly (readonly [mark: string, at: number])[]
}

/**
 * Counts marks into the counters of their cells. Marks are members of a sorted set by their earliest time, and a day's
 * counter is their number on that day: repeated, reordered, split or half done, the same marks come to the same counts.
 *
 * @param now milliseconds since 1970 UTC; no mark is late by it
 */
export async function countMarks(redis: Redis, counted: readonly CellMarks[], now: number): Promise<void> {
  const parts = counted.flatMap(({ cell, marks }) =>
    inGroups([...marks], () => 1, MARKS_A_COMMAND).map((some): Part => ({ cell, marks: some })),
  )
  const repeated = new Set<Cell>()
  for (const some of inGroups(
    parts,
    ({ marks }) => Math.max(marks.length, MARKS_A_REQUEST / CELLS_A_REQUEST),
    MARKS_A_REQUEST,
  )) {
    for (const cell of await addMarks(redis, some, now)) repeated.add(cell)
  }
  for (const some of inGroups(counted, () => 1, CELLS_A_REQUEST)) {
    await writeCounters(
      redis,
      some.map(({ cell }) => ({ cell, repeated: repeated.has(cell) })),
      now,
    )
  }
}

/** Returns the cells of which some marks were known before, so that a mark may have moved to an earlier day. */
async function addMarks(redis: Redis, parts: readonly Part[], now: number): Promise<Cell[]> {
  const replies = await sendRepeatable(redis, (queue) => {
    for (const { cell, marks } of parts) {
      const [first, ...rest] = marks.map(([member, score]) => ({ member, score }))
      if (first === undefined) throw new Error('a cell without marks counts nothing')
      queue.zadd(keys.marks(cell), { lt: true }, first, ...rest)
      queue.zremrangebyscore(keys.marks(cell), '-inf', `(${trimBefore(now)}`)
      queue.pexpire(keys.marks(cell), MARKS_MS)
    }
  })
  return parts.flatMap(({ cell, marks }, index) => (replies[index * 3] === marks.length ? [] : [cell]))
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
