import { columnValue } from '../../model/columns/column-value.ts'
import type { SnapshotHot } from '../../model/columns/snapshot.ts'
import { localMinute } from '../time/local-minute.ts'
import { visitShown, wallTimes } from '../time/next-bounds.ts'
import { ANY_CLOCK, type Shown, type TimeAsked, VIEWERS_CLOCK, type WallTimes } from '../time/time-bounds.ts'
import { instantsAt, type LocalDay } from './local-day.ts'

/** An asset of a snapshot with its campaigns; no campaigns if the asset is in no candidate. */
export function shownAsset({ candidateAsset, candidateCampaign }: SnapshotHot, asset: number): Shown {
  const campaigns: number[] = []
  candidateAsset.forEach((each, row) => {
    if (each === asset) campaigns.push(columnValue(candidateCampaign, row))
  })
  return { asset, campaigns }
}

/**
 * The instants of a day, ascending, at which a verdict on the asset may change for some viewer at the context's place:
 * the start of the day, and each time a bound in time turns, of those that every candidate has (`time-bounds.ts`).
 *
 * @param more further instants at which something may change, anywhere
 */
export function dayBounds(asked: TimeAsked, shown: Shown, day: LocalDay, more: readonly number[]): readonly number[] {
  const edges = new Set([day.start])
  const add = (instant: number): void => {
    if (instant > day.start && instant < day.end) edges.add(instant)
  }
  for (const times of wallTimes(asked, shown.campaigns)) timesOfDay(times, day).forEach(add)
  visitShown(asked.snapshot.hot, shown, asked.territory, (instant, { turn }) => {
    // A matrix is of a snapshot that has not expired.
    if (turn !== 'opens-expired') add(instant)
  })
  more.forEach(add)
  return [...edges].sort((a, b) => a - b)
}

/** The instants of some quarters of an hour at which a clock shows some times of the day, or jumps. */
export function timesOfDay({ minutes, clock }: WallTimes, { quarters }: Pick<LocalDay, 'quarters'>): readonly number[] {
  // Some clock on earth shows each of these minutes in every quarter of an hour.
  if (clock === ANY_CLOCK)
    return quarters.flatMap(({ instant }) => minutes.map((minute) => instant + (minute % 15) * 60_000))
  if (clock === VIEWERS_CLOCK) return instantsAt(minutes, quarters)
  return instantsAt(
    minutes,
    quarters.map(({ instant }) => ({ instant, minute: localMinute(instant, clock).minute })),
  )
}
