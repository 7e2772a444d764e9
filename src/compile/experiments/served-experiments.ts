import { columnsOfArms } from '../../experiment/assignment/columns-of-arms.ts'
import { type ExperimentOff, preparedExperiments } from '../../experiment/assignment/prepared-experiments.ts'
import { rangesOf } from '../../experiment/assignment/ranges.ts'
import type { SurfacesOfCampaign } from '../../experiment/assignment/touched-surfaces.ts'
import { armFaults } from '../../experiment/record/arm-faults.ts'
import { parameterFaults } from '../../experiment/record/parameter-faults.ts'
import type { RecordFault } from '../../experiment/record/record-fault.ts'
import type { ExperimentRecord } from '../../model/experiments/experiment.ts'
import { ARMS_MAX, LEARNED_NONE } from '../../model/experiments/experiment-vocabulary.ts'
import type { ServedExperiment, ServedExperiments } from '../../model/experiments/served-experiment.ts'
import type { LearnedRunId } from '../../model/learned/learned-run.ts'
import type { RegionId, TerritoryCode } from '../../model/nouns/region.ts'
import { SURFACE_IDS } from '../../model/nouns/surface.ts'
import type { Rules } from '../../model/policies/rules.ts'
import { NOTHING_LEARNED, otherRunsOf, type RegionLearning, runFaults, runField } from './region-learning.ts'

/** An experiment that runs, with the coverage that its ramp has reached. */
export interface RunningExperiment {
  readonly record: ExperimentRecord
  /** The share of all units that takes part, 0 to 1. */
  readonly coverage: number
}

/** An experiment that a region cannot serve, and why, in a sentence. */
export interface RefusedExperiment {
  readonly key: string
  readonly reason: string
  /** The field of its record that is wrong; left out: none by itself. */
  readonly field?: string
}

/**
 * What a region's snapshot says of experiments. Values are held against the rules of now, and all is read once more as an
 * edge reads it, so that nothing is signed that an edge would turn off. Experiments for other territories are left out, and
 * are not refused.
 *
 * @param rules as their files have them, without points that were learned: those are what `learned: none` goes back to
 */
export function servedExperiments(
  running: readonly RunningExperiment[],
  rules: Rules,
  region: RegionId,
  learning: RegionLearning = NOTHING_LEARNED,
): {
  readonly served: ServedExperiments
  /** Columns of scores that its arms have beside the snapshot's own, at most: for so many an edge makes room. */
  readonly armColumns: number
  /** What the snapshot has to bring beside what it learned: other runs; null: what it is without any. */
  readonly others: readonly (LearnedRunId | null)[]
  /** The experiment that brings another run; null: none does. */
  readonly runBy: string | null
  readonly refused: readonly RefusedExperiment[]
} {
  const here = territoriesOf(region, rules)
  const judged = running.map(({ record, coverage }) => {
    const served = asServed({ record, coverage })
    const faults = [...armFaults(record), ...parameterFaults(record, rules, null)]
    return { served, faults: [...faults, ...(isHere(served, here) ? runFaults(record, learning) : [])] }
  })
  const lawful = judged.flatMap(({ served, faults }) => (faults.length === 0 && isHere(served, here) ? [served] : []))
  const { kept, crowded } = withOneRun(lawful, learning)
  const beside = { holdout: rules.experiments.holdout }
  // What is kept so far is what the region will have the vectors for.
  const asked = { surfacesOf: everywhere, canLearn: () => true }
  const { experiments, off } = preparedExperiments({ ...beside, experiments: kept }, asked)
  const served = experiments.map(({ said }) => said)
  const runs = served.flatMap(({ variations }) => otherRunsOf(variations, learning))
  const isUnlearned = learning.run !== null && (beside.holdout.share > 0 || served.some(ownsNone))
  return {
    served: { ...beside, experiments: served },
    armColumns: columnsOfArms(experiments, everywhere)?.size ?? 0,
    others: [...(isUnlearned ? [null] : []), ...new Set(runs)],
    runBy: served.find(({ variations }) => otherRunsOf(variations, learning).length > 0)?.key ?? null,
    refused: [
      ...judged.flatMap(({ served: { key }, faults }) => refusedFor(key, faults)),
      ...crowded,
      ...off.map((each) => ({ key: each.key, reason: sentence(each) })),
    ],
  }
}

function refusedFor(key: string, faults: readonly RecordFault[]): readonly RefusedExperiment[] {
  const [first] = faults
  if (first === undefined) return []
  return [{ key, reason: faults.map(({ field, reason }) => `${field} ${reason}`).join('; '), field: first.field }]
}

/** Experiments whose arms have one run between them, beside the region's own: the first that has another says which. */
function withOneRun(
  lawful: readonly ServedExperiment[],
  learning: RegionLearning,
): { readonly kept: readonly ServedExperiment[]; readonly crowded: readonly RefusedExperiment[] } {
  const holder = lawful.find(({ variations }) => otherRunsOf(variations, learning).length > 0)
  const [run] = holder === undefined ? [] : otherRunsOf(holder.variations, learning)
  const crowded = lawful.flatMap(({ key, variations }): RefusedExperiment[] => {
    const another = otherRunsOf(variations, learning).find((each) => each !== run)
    if (another === undefined) return []
    const field = runField(variations.findIndex(({ parameters }) => parameters.learned === another))
    const reason = `${field} names ${another}, while ${holder?.key} tries ${run} here, and a region has one run beside its own at a time: stop that experiment first`
    return [{ key, reason, field }]
  })
  const away = new Set(crowded.map(({ key }) => key))
  return { kept: lawful.filter(({ key }) => !away.has(key)), crowded }
}

function ownsNone({ variations }: ServedExperiment): boolean {
  return variations.some(({ parameters }) => parameters.learned === LEARNED_NONE)
}

/** Whether an experiment is for a territory of a region. */
export function isForRegion(
  { targeting }: Pick<ExperimentRecord, 'targeting'>,
  region: RegionId,
  rules: Rules,
): boolean {
  return isHere({ targeting }, territoriesOf(region, rules))
}

function territoriesOf(region: RegionId, rules: Rules): ReadonlySet<string> {
  return new Set([...rules.territories.values()].filter((each) => each.region === region).map(({ code }) => code))
}

/** Which campaigns play where is not known yet, so each is taken to play on every surface. */
const everywhere: SurfacesOfCampaign = () => SURFACE_IDS

function asServed({ record, coverage }: RunningExperiment): ServedExperiment {
  const { key, layer, hashVersion, seed, unit, namespace, targeting, variations } = record
  const { territories, surfaces, devices, viewers } = targeting
  return {
    key,
    layer,
    hashVersion,
    seed: seed ?? key,
    unit,
    ranges: rangesOf(record, coverage),
    namespace: namespace ?? null,
    targeting: { territories: territories as readonly TerritoryCode[], surfaces, devices, viewers },
    variations: variations.map((each) => ({ key: each.key, parameters: each.parameters })),
  }
}

function isHere(
  { targeting: { territories } }: { readonly targeting: { readonly territories: readonly string[] } },
  here: ReadonlySet<string>,
): boolean {
  return territories.length === 0 || territories.some((code) => here.has(code))
}

function sentence({ why, about, other }: ExperimentOff): string {
  if (why === 'twice') return 'its key is there twice'
  if (why === 'many') return 'sixteen experiments run already: stop one'
  if (why === 'contested') return `${other} sets what ${about} sets, and a viewer could be in both`
  if (why === 'columns')
    return `with it, the region would have more than ${ARMS_MAX} arms with scores of their own: stop one, or let arms own values of slates`
  return 'an arm has a value that no edge can serve, or the ranges of its arms meet'
}
