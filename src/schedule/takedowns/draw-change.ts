import type { Redis } from '@upstash/redis/cloudflare'
import { sendTransaction } from '../store/checked-pipeline.ts'
import { keys } from '../store/keys.ts'
import {
  type DrawnChange,
  markUnmade,
  type NumberedNarrowings,
  readNarrowings,
  type StoredNarrowings,
} from './narrowings.ts'

/** What is known of narrowings outside of the store, which may lose them. */
export interface NarrowingNumbers {
  /** The greatest number that was ever announced. */
  readonly announcedNumber: () => Promise<number>
  /** Archives a narrowing, for a store that is lost and restored from an old backup. */
  readonly archiveChange: (change: NumberedNarrowings) => Promise<void>
  /** Reads an archived narrowing; null: it is missing. */
  readonly archivedChange: (number: number) => Promise<NumberedNarrowings | null>
}

/**
 * Gives narrowings the next number, above all announced ones, and archives them. Under the writer lock: any other
 * writer that drew a number and has not written its documents is no longer at work. So numbers still without documents
 * are noted as unmade here, before `queueKnown` goes beyond them, and what they withdraw stays withdrawn.
 */
export async function drawChange(
  { redis, announcedNumber, archiveChange }: NarrowingNumbers & { readonly redis: Redis },
  change: Omit<NumberedNarrowings, 'number'>,
): Promise<DrawnChange> {
  const announced = await announcedNumber()
  const stored = await readNarrowings(redis)
  await markUnmade(redis, waiting(stored))
  const { droppedTo, known, changes, lifted } = stored
  const drawn = [...changes.map(({ number }) => number), ...lifted]
  const most = drawn.reduce((greatest, number) => Math.max(greatest, number), 0)
  const numbered = { ...change, number: 1 + Math.max(announced, droppedTo, known, most) } as DrawnChange
  await archiveChange(numbered)
  return numbered
}

/** Numbers whose documents are not written. */
function waiting({ known, changes }: StoredNarrowings): readonly number[] {
  return [...new Set(changes.map(({ number }) => number))].filter((number) => number > known)
}

/** Lifts a narrowing whose documents were never written: it no longer withdraws anything from any snapshot. */
export async function liftUnmade(redis: Redis, number: number): Promise<void> {
  if (!(await readNarrowings(redis)).unmade.has(number)) return
  await sendTransaction(redis, (queue) => {
    queue.srem(keys.narrowingsUnmade, String(number))
    queue.sadd(keys.narrowingsLifted, String(number))
  })
}
