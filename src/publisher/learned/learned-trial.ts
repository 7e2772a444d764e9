import type { CheckResult } from '../../compile/checks/proposal.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import type { Rules } from '../../model/policies/rules.ts'
import { type LearnedTrial, readTrial, writeTrial } from '../../schedule/learned/learned-trials.ts'
import { readServing, retired, writeServing } from '../../schedule/learned/serving-runs.ts'
import type { CanaryArm } from '../../snapshot/pointer.ts'
import type { Occasion } from '../announce/announce-content.ts'
import type { PublishOrder } from '../publish/publish-order.ts'
import type { LockedRegion } from '../publish/region-lock.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { runOfShards } from './learned-store.ts'

/** The canary that goes first, where what was learned changes more answers than may change at once; null: none. */
export function learnedCanary(
  rules: Rules,
  checks: readonly Pick<CheckResult, 'learnedPercent'>[],
): PublishOrder['canary'] {
  const { learnedPercent, learnedCanaryPermille, learnedCanaryMinutes } = rules.publish.limits
  const changed = Math.max(0, ...checks.map((check) => check.learnedPercent ?? 0))
  return changed > learnedPercent ? { permille: learnedCanaryPermille, forMs: learnedCanaryMinutes * 60_000 } : null
}

/** Notes what a canary that was announced just now tries; without the note, whoever stops it retires the run too. */
export async function noteTrial(
  { redis }: PublisherContext,
  { region, sequence }: LockedRegion,
  what: Pick<LearnedTrial, 'kind' | 'run'>,
): Promise<void> {
  await writeTrial(redis, region, { ...what, startedAs: sequence, withdrawnAt: null }).catch(() =>
    console.error(JSON.stringify({ level: 'error', code: 'trial-not-noted', region })),
  )
}

/**
 * Withdraws what a canary of learning tried, once the canary is taken back, whoever took it: its run is retired in the
 * region, so that the next publish does not try it again; results wait for another day.
 */
export async function withdrawLearned(
  publisher: PublisherContext,
  region: RegionId,
  { startedAs }: Pick<CanaryArm, 'startedAs'>,
  { actor, reason }: Occasion,
): Promise<void> {
  const { redis } = publisher
  const trial = await readTrial(redis, region)
  if (trial === null || trial.startedAs !== startedAs) return
  const now = publisher.now()
  await writeTrial(redis, region, { ...trial, withdrawnAt: now })
  const serving = await readServing(redis, region)
  if (trial.kind !== 'run' || trial.run === null || serving?.run !== trial.run) return
  const next = retired(serving, { since: now, by: actor, reason })
  const by = { at: now, actor, role: publisher.role ?? null }
  const before = { serving: { [region]: trial.run } }
  const after = { regions: [region], serving: { [region]: next.run }, reason }
  const entry = { ...by, action: 'learned.retire', target: trial.run, before, after }
  await writeServing(redis, new Map([[region, next]]), entry)
}

/** Whether a canary tries a run that the region is not to serve any more: it was retired meanwhile. */
export async function isRetiredMeanwhile(
  { redis, sink }: Pick<PublisherContext, 'redis' | 'sink'>,
  region: RegionId,
  arm: CanaryArm,
): Promise<boolean> {
  const trial = await readTrial(redis, region)
  if (trial?.startedAs !== arm.startedAs || trial.kind !== 'run') return false
  const run = await runOfShards(arm.shards, sink)
  return run !== null && ((await readServing(redis, region))?.run ?? null) !== run
}
