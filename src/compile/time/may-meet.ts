import type { Campaign } from '../../model/nouns/campaign.ts'
import type { Interval } from './windows.ts'

/** No clock is further from UTC. */
const FURTHEST_MS = 14 * 3_600_000

/** Whether a campaign may run in a span at all, whatever its clock: most campaigns of a large schedule do not. */
export function mayMeet({ start, end }: Pick<Campaign, 'start' | 'end'>, span: Interval): boolean {
  const startsBy = Date.parse(`${start}Z`) - FURTHEST_MS
  const endsBy = end === null ? Number.POSITIVE_INFINITY : Date.parse(`${end}Z`) + FURTHEST_MS
  return startsBy < span.end && endsBy > span.start
}
