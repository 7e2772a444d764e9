import type { HealthBucket } from '../../../contracts/ops/answers/history/health.ts'
import type { RecordedChangeAnswer } from '../../../contracts/ops/answers/history/recorded-changes.ts'
import type { AllRegions } from '../../../contracts/ops/answers/regions.ts'
import type { RegionId } from '../../../model/nouns/region.ts'

/** What the verdict is made of: nothing else goes into it. */
export interface Situation {
  /** What the pointers, the logs and the last reports say. */
  readonly status: AllRegions
  /** What regions served in the last 3 hours, by 5 minutes; a region whose health could not be read is left out. */
  readonly health: Readonly<Partial<Record<RegionId, readonly HealthBucket[]>>>
  /** What was changed in 24 hours, the newest first; empty too if that could not be read. */
  readonly changes: readonly RecordedChangeAnswer[]
  /** Milliseconds since 1970 UTC. */
  readonly now: number
}
