import { type ExpectedRange, expectedRange } from './expected-range.ts'
import type { TakenShare } from './taken-share.ts'

/**
 * Cells of a campaign that are forecast together, such as a surface in a region.
 *
 * - A **chance** is one placement that is asked for in an open cell of the campaign: what supply counts, whatever it was
 *   answered.
 * - A chance is **taken** by a campaign as far as picks of the placement are the campaign's: half of them, half of it.
 *   Backups are no picks.
 * - An **impression** is a pick that a device reported as seen: one for each decision and position, as delivery counts
 *   it. So impressions per chance (`seen`) may be above 1, as where a page of a feed has ten picks.
 *
 * The impressions of a campaign are then chances × what it takes of them × `seen`, and the yield that pacing measures of
 * a campaign is its share × `seen`.
 */
export interface ForecastPart {
  /** Placements that are expected in its open cells. */
  readonly chances: number
  /** The standard error of that, as a share of it. */
  readonly chancesError: number
  /** What the campaign takes of the chances. */
  readonly taken: TakenShare
  /** Impressions of all campaigns per placement that was asked for. */
  readonly seen: number
  /** The standard error of that, as a share of it. */
  readonly seenError: number
}

/**
 * The impressions that a campaign is expected to get, by its parts. Errors of supply and of what is seen are taken to be
 * the same ones everywhere, as a holiday is; those of the samples are independent of each other.
 */
export function campaignForecast(parts: readonly ForecastPart[]): ExpectedRange {
  let [mid, common, sampled, atMost] = [0, 0, 0, 0]
  for (const { chances, chancesError, taken, seen, seenError } of parts) {
    const most = chances * seen
    const expected = most * taken.share
    mid += expected
    common += expected * Math.hypot(chancesError, seenError)
    sampled += (most * taken.error) ** 2
    atMost += most * (taken.atMost ?? 0)
  }
  if (mid <= 0) return { low: 0, mid: 0, high: atMost }
  const range = expectedRange(mid, Math.hypot(common, Math.sqrt(sampled)) / mid)
  return { ...range, high: Math.max(range.high, mid + atMost) }
}

/** Whether a goal can be reached: `yes` and `no` are each right 9 times out of 10. */
export type Reachable = 'yes' | 'risky' | 'no' | 'unknown'

/**
 * Whether what is still to be delivered can be.
 *
 * @param left impressions that the goal still lacks
 * @param expected null: nothing is known
 */
export function reachable(left: number, expected: ExpectedRange | null): Reachable {
  if (expected === null) return 'unknown'
  if (expected.low >= left) return 'yes'
  return expected.high >= left ? 'risky' : 'no'
}
