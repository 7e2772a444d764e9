import { type CountedRendition, fieldsOf } from '../cells/rendition-fields.ts'
import type { StartEvidence } from './fails-for-certain.ts'

/** Counters of a region on a day: field → how many sampled decisions. */
export interface CountedStarts {
  /** `YYYY-MM-DD`, UTC. */
  readonly day: string
  readonly starts: ReadonlyMap<string, number>
  readonly errors: ReadonlyMap<string, number>
}

/**
 * How many starts of a rendition failed for sure, of how many that were tried at most. Of a decision with an error of it,
 * the start failed unless the rendition is known to have started.
 *
 * Where a device names the rendition of its errors but not of its starts, the start may have been of this one: then the
 * error proves nothing (`both`), and every such start counts as a try that may have been of this one.
 *
 * @param from the first day that counts, `YYYY-MM-DD`
 */
export function startEvidence(days: readonly CountedStarts[], of: CountedRendition, from: string): StartEvidence {
  const names = fieldsOf(of)
  let [tried, started, unnamed, either, errors] = [0, 0, 0, 0, 0]
  for (const counted of days) {
    if (counted.day < from) continue
    tried += counted.starts.get(names.starts.tried) ?? 0
    started += counted.starts.get(names.starts.started) ?? 0
    unnamed += counted.starts.get(names.starts.unnamed) ?? 0
    either += counted.starts.get(names.starts.either) ?? 0
    errors += counted.errors.get(names.errors.any) ?? 0
  }
  // Decisions with an error whose rendition is named and with a start whose rendition is not.
  const both = Math.max(0, errors + unnamed - either)
  const failed = Math.max(0, tried - started - both)
  return { failed, tried: Math.max(failed, tried + unnamed) }
}
