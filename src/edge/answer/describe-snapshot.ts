import type { SnapshotDescription } from '../../contracts/device/answers/decisions.ts'
import type { Live } from '../residence/live.ts'

let parsedText = ''
let parsedInstant = Number.NaN

/**
 * Parses with a memory of the last text: `Date.parse` takes a microsecond, and the text is mostly the same as before.
 */
function instantOf(text: string): number {
  if (text !== parsedText) {
    parsedInstant = Date.parse(text)
    parsedText = text
  }
  return parsedInstant
}

/** The answer's `snapshot` field; a baseline has sequence 0 and no age. */
export function describeSnapshot(live: Live, now: number): SnapshotDescription {
  const createdAt = live.pointer === null ? now : instantOf(live.pointer.createdAt)
  return {
    id: live.opened.snapshot.id,
    sequence: live.pointer?.sequence ?? 0,
    ageSeconds: Math.max(0, Math.floor((now - createdAt) / 1000)),
    rung: live.rung,
  }
}
