import type { CheckResult } from '../../compile/checks/proposal.ts'
import type { Snapshot } from '../../model/columns/snapshot.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import type { Rules } from '../../model/policies/rules.ts'
import { withWriterLock } from '../../schedule/ingest/writer-lock.ts'
import {
  type LearnedTrial,
  readTrial,
  writeTrial,
  writeWithdrawnResults,
} from '../../schedule/learned/learned-trials.ts'
import { keptLive, readServing, type ServingRun, writeServing } from '../../schedule/learned/serving-runs.ts'
import type { CanaryArm } from '../../snapshot/pointer.ts'
import type { Occasion } from '../announce/announce-content.ts'
import type { Prepared } from '../publish/prepare.ts'
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

/**
 * Notes what a canary that was announced just now tries of what was learned; without the note, whoever stops it leaves
 * that to the next publish.
 */
export async function noteTrial(
  { redis }: PublisherContext,
  { region, sequence }: LockedRegion,
  what: Pick<LearnedTrial, 'kind' | 'run' | 'over' | 'byItself'>,
): Promise<void> {
  await writeTrial(redis, region, { ...what, startedAs: sequence }).catch(() =>
    console.error(JSON.stringify({ level: 'error', code: 'trial-not-noted', region })),
  )
}

/**
 * Notes that a canary tries another run than all other viewers have. It is no trial where they have the same run, or
 * where nobody can tell, and where a person took a run back: that stays so, whatever becomes of the canary.
 */
export async function noteRunTrial(
  publisher: PublisherContext,
  held: LockedRegion,
  { learned, isTakenBack }: Pick<Prepared, 'learned' | 'isTakenBack'>,
  { live, byItself }: { readonly live: Pick<Snapshot, 'rules'> | null } & Pick<LearnedTrial, 'byItself'>,
): Promise<void> {
  if (live === null || isTakenBack) return
  const over = live.rules.learned ?? null
  if (over !== learned) await noteTrial(publisher, held, { kind: 'run', run: learned, over, byItself })
}

/**
 * Withdraws what a canary of learning tried, once the canary is taken back, whoever took it: the region is to serve the
 * run that all other viewers have, so that the next publish does not try the other again; results wait for another day,
 * unless they ended with a run that was taken back.
 */
export async function withdrawLearned(
  publisher: PublisherContext,
  region: RegionId,
  arm: CanaryArm,
  { actor, reason }: Occasion,
): Promise<void> {
  const { redis } = publisher
  const trial = await readTrial(redis, region)
  if (trial === null || trial.startedAs !== arm.startedAs) return
  const now = publisher.now()
  if (trial.kind === 'results') {
    // Results that end with their run had no viewers against them: those on top of another run need not wait.
    if (!(await isRetiredMeanwhile(publisher, region, arm))) await writeWithdrawnResults(redis, region, now)
    return
  }
  await withWriterLock(publisher, () => backToLive(publisher, region, trial, { actor, reason, now }))
}

/** Unless somebody said meanwhile what the region is to serve. */
async function backToLive(
  publisher: PublisherContext,
  region: RegionId,
  trial: LearnedTrial,
  { actor, reason, now }: Occasion & { readonly now: number },
): Promise<void> {
  const { redis } = publisher
  const serving = await readServing(redis, region)
  if ((serving?.run ?? null) !== trial.run || serving?.isTakenBack) return
  const next = keptLive(serving, trial.over, { since: now, by: actor, reason })
  const by = { at: now, actor, role: publisher.role ?? null }
  const before = { serving: { [region]: trial.run } }
  const after = { regions: [region], serving: { [region]: next.run }, reason }
  const what =
    trial.run === null
      ? { action: 'learned.activate', target: next.run ?? region }
      : { action: 'learned.retire', target: trial.run }
  await writeServing(redis, new Map([[region, next]]), { ...by, ...what, before, after })
}

/**
 * Whether a canary has a run that the region is not to serve any more: the run that it tries, or one that was taken
 * back, which is not to stay behind a canary of something else, such as results.
 */
export async function isRetiredMeanwhile(
  publisher: Pick<PublisherContext, 'redis' | 'sink'>,
  region: RegionId,
  arm: CanaryArm,
): Promise<boolean> {
  return isRetiredBy(publisher, region, { arm, serving: await readServing(publisher.redis, region) })
}

/** The same, were the region to serve that. */
export async function isRetiredBy(
  { redis, sink }: Pick<PublisherContext, 'redis' | 'sink'>,
  region: RegionId,
  { arm, serving }: { readonly arm: CanaryArm; readonly serving: ServingRun | null },
): Promise<boolean> {
  const trial = await readTrial(redis, region)
  const triesRun = trial?.startedAs === arm.startedAs && trial.kind === 'run'
  if (!triesRun && !serving?.isTakenBack) return false
  const run = await runOfShards(arm.shards, sink)
  return run !== null && (serving?.run ?? null) !== run
}
