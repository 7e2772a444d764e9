import { type RunningExperiment, servedExperiments } from '../../compile/experiments/served-experiments.ts'
import { REGION_IDS, type RegionId } from '../../model/nouns/region.ts'
import type { Rules } from '../../model/policies/rules.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { runningExperiments } from './running-experiments.ts'
import { type KnownLearning, knownLearning, learningIn } from './stored-learning.ts'

/** A region that does not serve an experiment, and why. */
export interface RefusingRegion {
  readonly region: RegionId
  readonly reason: string
  /** The field of its record that is wrong there; left out: none by itself. */
  readonly field?: string
}

/** The regions that would not serve experiments beside each other as the rules are, by key; left out: all would. */
export function refusingRegions(
  running: readonly RunningExperiment[],
  rules: Rules,
  learning: KnownLearning,
): ReadonlyMap<string, readonly RefusingRegion[]> {
  const found = new Map<string, RefusingRegion[]>()
  if (running.length === 0) return found
  for (const region of REGION_IDS) {
    for (const { key, ...why } of servedExperiments(running, rules, region, learningIn(learning, region)).refused) {
      found.set(key, [...(found.get(key) ?? []), { region, ...why }])
    }
  }
  return found
}

/** The regions that would not serve an experiment for so many, beside those that run. */
export async function regionsRefusing(
  { redis, rules }: Pick<PublisherContext, 'redis' | 'rules'>,
  asked: RunningExperiment,
): Promise<readonly RefusingRegion[]> {
  const { running } = await runningExperiments({ redis })
  const { key } = asked.record
  const isThere = running.some(({ record }) => record.key === key)
  // A new one comes last, so that whatever it cannot stand beside is said of it.
  const beside = isThere ? running.map((each) => (each.record.key === key ? asked : each)) : [...running, asked]
  return refusingRegions(beside, rules, await knownLearning({ redis }, beside)).get(key) ?? []
}
