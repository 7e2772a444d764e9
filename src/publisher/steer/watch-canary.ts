import { type CanaryVerdict, judgeCanary } from '../../canary/judge-canary.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import { readCanaryCounts } from '../../schedule/reports/canary-counts.ts'
import { livePointer } from '../announce/live-region.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { promoteCanary, stopCanary } from './end-canary.ts'

/** What became of a canary that was checked. */
export interface WatchedCanary extends CanaryVerdict {
  readonly region: RegionId
  readonly startedAs: number
}

/**
 * Evaluates a region's canary, and ends it once the verdict is clear: promoted to everybody, or taken back. It needs no
 * person. Null: there is no canary.
 */
export async function watchCanary(publisher: PublisherContext, region: RegionId): Promise<WatchedCanary | null> {
  const live = await livePointer(region, publisher)
  if (!live?.canary) return null
  const { startedAs, startedAt, until } = live.canary
  const counts = await readCanaryCounts(publisher.redis, { region, startedAs })
  const trial = { counts, startedAt: Date.parse(startedAt), until: Date.parse(until) }
  const verdict = judgeCanary(trial, publisher.now())
  const occasion = { actor: 'canary', reason: verdict.why.slice(0, 300) }
  if (verdict.verdict === 'promote') await promoteCanary(publisher, region, occasion)
  if (verdict.verdict === 'roll-back') await stopCanary(publisher, region, occasion)
  return { region, startedAs, ...verdict }
}
