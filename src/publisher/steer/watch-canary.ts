import { type CanaryVerdict, judgeCanary } from '../../canary/judge-canary.ts'
import type { CanaryCounts } from '../../model/messages/canary-counts.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import { readCanaryCounts } from '../../schedule/reports/canary-counts.ts'
import type { CanaryArm } from '../../snapshot/pointer.ts'
import { livePointer } from '../announce/live-region.ts'
import { isRetiredMeanwhile } from '../learned/learned-trial.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { promoteCanary, stopCanary } from './end-canary.ts'

/** What became of a canary that was checked. */
export interface WatchedCanary extends CanaryVerdict {
  readonly region: RegionId
  readonly startedAs: number
}

/** A running canary, its counts, and what they say. */
export interface TriedCanary {
  readonly arm: CanaryArm
  readonly counts: CanaryCounts
  readonly verdict: CanaryVerdict
}

/** How a region's canary does by now; null: there is none. */
export async function triedCanary(
  publisher: Pick<PublisherContext, 'redis' | 'sink' | 'signer' | 'now'>,
  region: RegionId,
): Promise<TriedCanary | null> {
  const arm = (await livePointer(region, publisher))?.canary
  if (!arm) return null
  const counts = await readCanaryCounts(publisher.redis, { region, startedAs: arm.startedAs })
  const trial = { counts, startedAt: Date.parse(arm.startedAt), until: Date.parse(arm.until) }
  return { arm, counts, verdict: judgeCanary(trial, publisher.now()) }
}

/** The verdict on a canary of a run that somebody has retired. */
const RETIRED = { verdict: 'roll-back', why: 'the learned run that it tries was retired' } as const

/**
 * Evaluates a region's canary, and ends it once the verdict is clear: promoted to everybody, or taken back. It needs no
 * person. Null: there is no canary.
 */
export async function watchCanary(publisher: PublisherContext, region: RegionId): Promise<WatchedCanary | null> {
  const tried = await triedCanary(publisher, region)
  if (tried === null) return null
  const isRetired = await isRetiredMeanwhile(publisher, region, tried.arm)
  const verdict = isRetired ? { ...tried.verdict, ...RETIRED } : tried.verdict
  const occasion = { actor: 'canary', reason: verdict.why.slice(0, 300) }
  if (verdict.verdict === 'promote') await promoteCanary(publisher, region, occasion)
  if (verdict.verdict === 'roll-back') await stopCanary(publisher, region, occasion)
  return { region, startedAs: tried.arm.startedAs, ...verdict }
}
