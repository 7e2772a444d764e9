import { type CountedRendition, fieldsOf, readErrorField } from '../../events/cells/rendition-fields.ts'
import { FAILED_SHARE, TRIED_LEAST } from '../../events/renditions/fails-for-certain.ts'
import type { CountedStarts } from '../../events/renditions/start-evidence.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import { readCounters, readSomeCounters } from '../../schedule/reports/counters/read-counters.ts'
import type { PublisherContext } from '../publisher-context.ts'

const DAY_MS = 86_400_000
/** How many days of counters count, today included. */
const COUNTED_DAYS = 7
/** With no more errors, no lower bound is above the share. */
const ERRORS_LEAST = TRIED_LEAST * FAILED_SHARE
/** Greatest number of renditions that are looked at more closely, those with the most errors first. */
const SUSPECTS_MAX = 2_000

/** Renditions with enough errors to be looked at, and the counters of the last days that tell of them. */
export interface CountedSuspects {
  readonly renditions: readonly CountedRendition[]
  readonly days: readonly CountedStarts[]
}

/** Reads the counters of errors, which are few, and of starts only those of renditions with many errors. */
export async function readSuspects(
  { redis, now }: Pick<PublisherContext, 'redis' | 'now'>,
  region: RegionId,
): Promise<CountedSuspects> {
  const days = Array.from({ length: COUNTED_DAYS }, (_, ago) => dayOf(now() - ago * DAY_MS))
  const errors = await readCounters(redis, { family: 'renditionErrors', owner: region }, days)
  const sums = new Map<string, number>()
  for (const { counts } of errors) {
    for (const [field, count] of counts) sums.set(field, (sums.get(field) ?? 0) + count)
  }
  const renditions = [...sums]
    .filter(([, count]) => count > ERRORS_LEAST)
    .sort(([one, most], [other, more]) => more - most || (one < other ? -1 : 1))
    .flatMap(([field]) => readErrorField(field) ?? [])
    .slice(0, SUSPECTS_MAX)
  const fields = new Set(renditions.flatMap((each) => Object.values(fieldsOf(each).starts)))
  const starts = await readSomeCounters(redis, { family: 'renditions', owner: region }, days, [...fields])
  return {
    renditions,
    days: errors.map(({ day, counts }, index) => ({ day, errors: counts, starts: starts[index]?.counts ?? new Map() })),
  }
}

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10)
