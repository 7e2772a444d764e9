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

/** What is known of changes outside of the store, which may lose them. */
export interface NarrowingNumbers {
  /** The greatest number that was ever announced. */
  readonly announcedNumber: () => Promise<number>
  /** Keeps changes where a store that is lost, and restored from long before, finds them again. */
  readonly archiveChange: (change: NumberedNarrowings) => Promise<void>
  /** Reads one of them back; null: it is not there. */
  readonly archivedChange: (number: number) => Promise<NumberedNarrowings | null>
}

/**
 * Gives changes the next number, above all that was announced, and archives them. Under the writer lock: whoever drew a
 * number before and did not come to write its documents is not at work any more. So what still waits for its documents
 * is noted as unmade here, before `queueKnown` passes it by, and what it withdrew stays withdrawn.
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

/** Numbers whose documents have not come. */
function waiting({ known, changes }: StoredNarrowings): readonly number[] {
  return [...new Set(changes.map(({ number }) => number))].filter((number) => number > known)
}

/** Somebody has lifted what stayed withdrawn for documents that never came: for no snapshot does it hold any more. */
export async function liftUnmade(redis: Redis, number: number): Promise<void> {
  if (!(await readNarrowings(redis)).unmade.has(number)) return
  await sendTransaction(redis, (queue) => {
    queue.srem(keys.narrowingsUnmade, String(number))
    queue.sadd(keys.narrowingsLifted, String(number))
  })
}
