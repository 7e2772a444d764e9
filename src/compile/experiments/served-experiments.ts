import { columnsOfArms } from '../../experiment/assignment/columns-of-arms.ts'
import { type ExperimentOff, preparedExperiments } from '../../experiment/assignment/prepared-experiments.ts'
import { rangesOf } from '../../experiment/assignment/ranges.ts'
import type { SurfacesOfCampaign } from '../../experiment/assignment/touched-surfaces.ts'
import { armFaults } from '../../experiment/record/arm-faults.ts'
import { parameterFaults } from '../../experiment/record/parameter-faults.ts'
import { faultIf, type RecordFault } from '../../experiment/record/record-fault.ts'
import type { ExperimentRecord } from '../../model/experiments/experiment.ts'
import { LEARNED_NONE } from '../../model/experiments/experiment-vocabulary.ts'
import type { ServedExperiment, ServedExperiments } from '../../model/experiments/served-experiment.ts'
import { LEARNED_TERMS, type LearnedPoints } from '../../model/learned/learned-bounds.ts'
import type { RegionId, TerritoryCode } from '../../model/nouns/region.ts'
import { SURFACE_IDS } from '../../model/nouns/surface.ts'
import type { RankingPolicy, Rules } from '../../model/policies/rules.ts'

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
}

/**
 * What a region's snapshot says of experiments. Values are held against the rules of now, and all is read once more as an edge reads it, so that nothing is signed that
 * an edge would turn off. Experiments for other territories are left out, and are not refused.
 *
 * @param rules as their files have them, without points that were learned: those are what `learned: none` goes back to
 */
export function servedExperiments(
  running: readonly RunningExperiment[],
  rules: Rules,
  region: RegionId,
): {
  readonly served: ServedExperiments
  /** Columns of scores that its arms have beside the snapshot's own, at most: for so many an edge makes room. */
  readonly armColumns: number
  readonly refused: readonly RefusedExperiment[]
} {
  const here = new Set([...rules.territories.values()].filter((each) => each.region === region).map(({ code }) => code))
  const judged = running.map(({ record, coverage }) => ({
    served: asServed({ record, coverage }),
    faults: [...armFaults(record), ...parameterFaults(record, rules, null), ...runFaults(record)],
  }))
  const wanted = judged.filter(({ served, faults }) => faults.length === 0 && isHere(served, here))
  const unlawful = judged.filter(({ faults }) => faults.length > 0)
  const beside = { holdout: rules.experiments.holdout, ownPoints: ownPoints(rules.ranking) }
  const { experiments, off } = preparedExperiments(
    { ...beside, experiments: wanted.map(({ served }) => served) },
    everywhere,
  )
  return {
    served: { ...beside, experiments: experiments.map(({ said }) => said) },
    armColumns: [...columnsOfArms(experiments, everywhere).values()].reduce<number>(
      (sum, count) => sum + (count ?? 0),
      0,
    ),
    refused: [
      ...unlawful.map(({ served: { key }, faults }) => ({
        key,
        reason: faults.map(({ field, reason }) => `${field} ${reason}`).join('; '),
      })),
      ...off.map((each) => ({ key: each.key, reason: sentence(each) })),
    ],
  }
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

function isHere({ targeting: { territories } }: ServedExperiment, here: ReadonlySet<TerritoryCode>): boolean {
  return territories.length === 0 || territories.some((code) => here.has(code))
}

/** Arms of another run: its vectors would need columns beside those of the region, which no edge keeps yet. */
function runFaults({ variations }: ExperimentRecord): readonly RecordFault[] {
  return variations.flatMap(({ parameters }, index) => {
    const run = parameters.learned
    const reason = `is a run, and a region serves one run at a time: try it by a canary (ff learn activate), or take "${LEARNED_NONE}"`
    return faultIf(run !== undefined && run !== LEARNED_NONE, `variations.${index}.parameters.learned`, reason)
  })
}

function ownPoints({ weights, personal }: RankingPolicy): LearnedPoints {
  const all: Readonly<Record<string, number>> = { ...weights, ...personal.points }
  return Object.fromEntries(LEARNED_TERMS.map((term) => [term, all[term] ?? 0]))
}

function sentence({ why, about, other }: ExperimentOff): string {
  if (why === 'twice') return 'its key is there twice'
  if (why === 'many') return 'sixteen experiments run already: stop one'
  if (why === 'contested') return `${other} sets what ${about} sets, and a viewer could be in both`
  if (why === 'columns') return `with it, ${about} would have more than 8 arms with scores of their own`
  return 'an arm has a value that no edge can serve, or the ranges of its arms meet'
}
