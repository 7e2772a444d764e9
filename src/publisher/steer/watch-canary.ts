import { judgeByItself } from '../../canary/judge-by-itself.ts'
import { type CanaryVerdict, judgeCanary } from '../../canary/judge-canary.ts'
import type { CanaryCounts } from '../../model/messages/canary-counts.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import { type LearnedTrial, readTrial } from '../../schedule/learned/learned-trials.ts'
import { readCanaryCounts } from '../../schedule/reports/canary-counts.ts'
import type { CanaryArm } from '../../snapshot/pointer.ts'
import { livePointer } from '../announce/live-region.ts'
import { isRetiredMeanwhile } from '../learned/learned-trial.ts'
import { tell } from '../notices/tell.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { promoteCanary, stopCanary, widenCanary } from './end-canary.ts'

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
  /** Widening: its share of the viewers from now on, per thousand. */
  readonly permille: number | null
  /** What it tries of what was learned, if no person began it. */
  readonly byItself: LearnedTrial | null
}

/** How a region's canary does by now; null: there is none. */
export async function triedCanary(
  publisher: Pick<PublisherContext, 'redis' | 'sink' | 'signer' | 'rules' | 'now'>,
  region: RegionId,
): Promise<TriedCanary | null> {
  const arm = (await livePointer(region, publisher))?.canary
  if (!arm) return null
  const counts = await readCanaryCounts(publisher.redis, { region, startedAs: arm.startedAs })
  const trial = { counts, startedAt: Date.parse(arm.startedAt), until: Date.parse(arm.until) }
  const noted = await readTrial(publisher.redis, region)
  const byItself = noted?.byItself && noted.startedAs === arm.startedAs ? noted : null
  if (byItself === null) return { arm, counts, byItself, permille: null, verdict: judgeCanary(trial, publisher.now()) }
  const firstPermille = publisher.rules.publish.limits.learnedCanaryPermille
  const { permille = null, ...verdict } = judgeByItself(
    { ...trial, permille: arm.permille, firstPermille },
    publisher.now(),
  )
  return { arm, counts, byItself, permille, verdict }
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
  if (verdict.verdict === 'widen' && tried.permille !== null) {
    await widenCanary(publisher, region, tried.permille, occasion)
  }
  if (verdict.verdict === 'promote') await promoteCanary(publisher, region, occasion)
  if (verdict.verdict === 'roll-back') await stopCanary(publisher, region, occasion)
  if (!isRetired) await tellOfEnd(publisher, region, { ...tried, verdict })
  return { region, startedAs: tried.arm.startedAs, ...verdict }
}

/** Whoever operates the region is told what became of what was learned, if a canary of it ended by itself. */
async function tellOfEnd(
  publisher: PublisherContext,
  region: RegionId,
  { arm, byItself, counts, verdict: { verdict, why } }: TriedCanary,
): Promise<void> {
  if (byItself === null || (verdict !== 'promote' && verdict !== 'roll-back')) return
  const what = byItself.kind === 'run' ? (byItself.run ?? 'what no run teaches') : 'new results'
  const became = verdict === 'promote' ? 'is served to all' : 'was withdrawn'
  const text = `${region}: ${what} went to some viewers first, and ${became}: ${why}.`
  const at = new Date(publisher.now()).toISOString()
  const more = { region, run: byItself.run, verdict, answers: counts.canary.decisions }
  await tell(publisher, { id: `learned-canary:${region}:${arm.startedAs}`, kind: 'learned-canary', at, text, ...more })
}
