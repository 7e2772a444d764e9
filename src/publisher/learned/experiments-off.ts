import { isForRegion, type RunningExperiment, servedExperiments } from '../../compile/experiments/served-experiments.ts'
import type { OffExperiment } from '../../contracts/ops/answers/learned/learned-effect.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import type { Rules } from '../../model/policies/rules.ts'
import type { ServingRun } from '../../schedule/learned/serving-runs.ts'
import { runningExperiments } from '../experiments/running-experiments.ts'
import { type KnownLearning, knownLearning, learningIn, namedRuns } from '../experiments/stored-learning.ts'
import type { PublisherContext } from '../publisher-context.ts'

type OffInRegions = ReadonlyMap<RegionId, readonly OffExperiment[]>

/** Does what makes regions serve other runs, and says which running experiments are off there from then on. */
export async function withExperimentsOff<Done>(
  publisher: PublisherContext,
  regions: readonly RegionId[],
  act: () => Promise<Done>,
): Promise<{ readonly done: Done; readonly off: OffInRegions }> {
  const { running } = await runningExperiments(publisher)
  if (running.length === 0) return { done: await act(), off: new Map() }
  const before = await knownLearning(publisher, running)
  const done = await act()
  const after = await knownLearning(publisher, running)
  const off = regions.map(
    (region) => [region, offIn(region, { before, after, running, rules: publisher.rules })] as const,
  )
  return { done, off: new Map(off) }
}

/** Which running experiments would be off in a region, were it to serve that. */
export async function experimentsOffWith(
  publisher: PublisherContext,
  region: RegionId,
  serving: ServingRun,
): Promise<readonly OffExperiment[]> {
  const { running } = await runningExperiments(publisher)
  if (running.length === 0) return []
  const before = await knownLearning(publisher, running)
  const after = { ...before, serving: new Map([...before.serving, [region, serving]]) }
  return offIn(region, { before, after, running, rules: publisher.rules })
}

interface Changing {
  readonly before: KnownLearning
  readonly after: KnownLearning
  readonly running: readonly RunningExperiment[]
  readonly rules: Rules
}

/** Those that the change turns off, and those of which an arm gets what all others get then. */
function offIn(region: RegionId, { before, after, running, rules }: Changing): readonly OffExperiment[] {
  const [was, is] = [learningIn(before, region), learningIn(after, region)]
  if (was.run === is.run) return []
  const refused = new Set(servedExperiments(running, rules, region, was).refused.map(({ key }) => key))
  const off = servedExperiments(running, rules, region, is).refused.filter(({ key }) => !refused.has(key))
  const alike = running.filter(
    ({ record }) => is.run !== null && namedRuns(record).includes(is.run) && isForRegion(record, region, rules),
  )
  return [
    ...off.map(({ key, reason }) => ({ key, reason })),
    ...alike.map(({ record: { key } }) => ({
      key,
      reason: `an arm of it has ${is.run}, which all viewers of the region get then: the arm is control under another name`,
    })),
  ]
}
