import type { LearnedEffect } from '../../contracts/ops/answers/learned/learned-effect.ts'
import type { LearnedRunId } from '../../model/learned/learned-run.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import { activated, readAllServing, retired } from '../../schedule/learned/serving-runs.ts'
import { livePointer } from '../announce/live-region.ts'
import { OpsProblem } from '../ops-problem.ts'
import { runPublish } from '../publish/run-publish.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { experimentsOffWith } from './experiments-off.ts'
import { isRetiredBy, learnedCanary } from './learned-trial.ts'

/** What is asked about a run. */
export interface EffectQuestion {
  readonly region: RegionId
  readonly act: LearnedEffect['act']
  readonly actor: string
}

/**
 * What serving a run, or taking it back, would change in a region: the publish that follows the act, as a dry run.
 * @throws OpsProblem 409 when the region is not to serve a run that is to be taken back
 */
export async function effectOf(
  publisher: PublisherContext,
  id: LearnedRunId,
  { region, act, actor }: EffectQuestion,
): Promise<LearnedEffect> {
  // A record that is damaged counts as none, as it does for an activation, which mends it.
  const now = (await readAllServing(publisher.redis)).serving.get(region) ?? null
  const reason = 'looked at'
  const occasion = { since: publisher.now(), by: actor, reason }
  if (act === 'retire' && now?.run !== id) {
    throw new OpsProblem(409, 'Not served', `${region} is not to serve ${id}; \`ff learn status\` tells.`, 'region')
  }
  const serving = act === 'retire' && now !== null ? retired(now, occasion) : activated(now, id, occasion)
  const asked = { region, scope: 'snapshot', dryRun: true, serving, mend: false, canary: null, actor, reason } as const
  const looked = await runPublish(publisher, asked)
  const arm = (await livePointer(region, publisher))?.canary
  // Whoever takes a run back ends a canary that has it.
  const isEnded = act === 'retire' && !!arm && (await isRetiredBy(publisher, region, { arm, serving }))
  const holds = (looked.holds ?? []).filter(({ check }) => !(isEnded && check === 'canary'))
  const result = looked.holds === undefined ? looked : { ...looked, holds }
  const percents = result.checks.flatMap(({ learnedPercent }) => learnedPercent ?? [])
  const isHeld = result.refusals.length > 0 || holds.length > 0
  const isTried = !serving.isTakenBack && learnedCanary(publisher.rules, result.checks) !== null
  return {
    ...{ id, region, act, run: serving.run, result },
    goes: isHeld ? 'held' : isTried ? 'canary-first' : 'to-all',
    experimentsOff: [...(await experimentsOffWith(publisher, region, serving))],
    changedPercent: percents.length === 0 ? null : Math.max(...percents),
  }
}
