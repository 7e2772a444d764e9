import type { RegionId } from '../nouns/region.ts'

/** The checks before a snapshot is announced, in the order in which they run; each is named for what it refuses. */
export const PUBLISH_CHECKS = [
  'oversized-shard',
  'broken-reference',
  'duplicate-id',
  'invalid-rules',
  'over-budget',
  'lost-schedule',
  'too-few',
  'absurd-window',
  'count-change',
  'lost-coverage',
  'broken-invariant',
  'changed-decisions',
] as const
export type PublishCheck = (typeof PUBLISH_CHECKS)[number]

/** The limits of `rules/publish.json`; their units and meaning are stated there. */
export const PUBLISH_LIMITS = [
  'shardBytes',
  'weightsBytes',
  'headBytes',
  'openMs',
  'aheadYears',
  'countPercent',
  'countItems',
  'countChanged',
  'horizonHours',
  'edges',
  'panelRequests',
  'answersPercent',
  'learnedPercent',
  'learnedPersonsPercent',
  'learnedCanaryPermille',
  'learnedCanaryMinutes',
  'findings',
  'withdrawnPercent',
  'withdrawnItems',
] as const
export type PublishLimit = (typeof PUBLISH_LIMITS)[number]

/** `rules/publish.json`: when a publish stops. */
export interface PublishPolicy {
  readonly limits: Readonly<Record<PublishLimit, number>>
  /** Checks that nobody can lift: a failure means broken, not unusual. */
  readonly neverLifted: ReadonlySet<PublishCheck>
  /** The least number of candidates of a region; 0 for one that is not named. */
  readonly leastCandidates: ReadonlyMap<RegionId, number>
  /** Caps, in years, of the members that stand for their age band, ascending. */
  readonly ageBands: readonly number[]
}
