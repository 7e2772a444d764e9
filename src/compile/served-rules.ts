import type { SnapshotHot } from '../model/columns/snapshot.ts'
import type { ServedExperiments } from '../model/experiments/served-experiment.ts'
import type { RegionId } from '../model/nouns/region.ts'
import type { Rules } from '../model/policies/rules.ts'
import { regionRules } from '../rules/lookup/region-rules.ts'
import { type TasteSource, taughtBy } from './columns/taste-source.ts'
import type { Compiled } from './compiled.ts'
import { zoneOffsets, zonesOf } from './time/zone-offsets.ts'
import type { WeightInputs } from './weights/weights.ts'

/** What a region's compiler is given at its end, beside the evidence. */
export type FinishInputs = Partial<WeightInputs> & {
  /** Those that run, and the holdout; left out: nobody is in an arm. */
  readonly experiments?: { readonly served: ServedExperiments; readonly armColumns: number } | undefined
}

/** What the rules of a snapshot say beside those of their files. */
interface BesideRules {
  readonly hot: Pick<SnapshotHot, 'campaigns'>
  /** Instant of compilation, milliseconds since 1970 UTC. */
  readonly now: number
  readonly tastes: TasteSource
  readonly experiments: FinishInputs['experiments']
}

/** The rules that a region's edge needs, and the columns that its arms take. */
export function servedRules(
  rules: Rules,
  region: RegionId,
  { hot, now, tastes, experiments }: BesideRules,
): Pick<Compiled, 'rules' | 'armColumns'> {
  const own = regionRules(rules, region)
  const said = { ...own, zoneOffsets: zoneOffsets(zonesOf(own, hot.campaigns.hours), now), ...taughtBy(tastes) }
  if (experiments === undefined) return { rules: said }
  return { rules: { ...said, experiments: experiments.served }, armColumns: experiments.armColumns }
}
