import type { RegionHealthAnswer } from '../../contracts/ops/answers/history/health.ts'
import type { RecordedChanges } from '../../contracts/ops/answers/history/recorded-changes.ts'
import type { AllRegions } from '../../contracts/ops/answers/regions.ts'
import { type Ask, type Part, partOf } from '../ask.ts'
import type { Situation } from './verdict/situation.ts'

/** What the page shows, read; without the history it is less, and still a page. */
export interface NowRead {
  readonly situation: Situation
  /** What was changed in 24 hours, or why that cannot be read. */
  readonly changes: Part<RecordedChanges>
}

/** Reads everything at once: where the regions are, what they served, and what was changed. */
export async function readNow(ask: Ask, now: number): Promise<NowRead> {
  const changed = partOf(ask.get<RecordedChanges>('changes'))
  const status = await ask.get<AllRegions>('regions')
  const [changes, ...histories] = await Promise.all([
    changed,
    ...status.regions.map(({ region }) => partOf(ask.get<RegionHealthAnswer>(`regions/${region}/health`))),
  ])
  const health = histories.flatMap((part) => ('answer' in part ? [[part.answer.region, part.answer.buckets]] : []))
  return {
    situation: {
      status,
      health: Object.fromEntries(health),
      changes: 'answer' in changes ? changes.answer.changes : [],
      now,
    },
    changes,
  }
}
