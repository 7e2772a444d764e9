import { ARMS_MAX, LEARNED_NONE } from '../../model/experiments/experiment-vocabulary.ts'
import { SURFACE_IDS, type SurfaceId } from '../../model/nouns/surface.ts'
import { columnsKey, type OwnedValues } from '../../model/policies/owned-values.ts'
import { mayMeet, mayShareUnits } from './meeting.ts'
import type { PreparedExperiment } from './prepared-experiment.ts'
import { type SurfacesOfCampaign, valuesOn } from './touched-surfaces.ts'

/** What the holdout has instead of everything that was learned. */
export const HELD_OUT_VALUES: OwnedValues = { learned: LEARNED_NONE }

/**
 * Which columns of scores, by their keys, the arms of experiments have beside the snapshot's own, the holdout's included;
 * surfaces share those with equal keys. Null for more than `ARMS_MAX`, which is as many as a region keeps in memory:
 * experiments of one layer add, layers multiply, and what no request could be in together does not count.
 */
export function columnsOfArms(
  experiments: readonly PreparedExperiment[],
  surfacesOf: SurfacesOfCampaign,
): ReadonlySet<string> | null {
  const found = new Set([columnsKey(HELD_OUT_VALUES)])
  return SURFACE_IDS.every((surface) => addColumnsOn(surface, experiments, surfacesOf, found)) ? found : null
}

/** One experiment on one surface: the values of each of its arms that change columns. */
interface Choice {
  readonly experiment: PreparedExperiment
  readonly arms: readonly OwnedValues[]
}

/** Adds the columns of one surface; false as soon as they are too many. */
function addColumnsOn(
  surface: SurfaceId,
  experiments: readonly PreparedExperiment[],
  surfacesOf: SurfacesOfCampaign,
  found: Set<string>,
): boolean {
  const choices = experiments
    .map((experiment): Choice => ({ experiment, arms: armsOn(surface, experiment, surfacesOf) }))
    .filter(({ arms }) => arms.some((values) => columnsKey(values) !== ''))
  return combine(choices, { chosen: [], values: {} }, found)
}

interface Combination {
  readonly chosen: readonly PreparedExperiment[]
  readonly values: OwnedValues
}

/** Adds the columns of every combination that one request could get; false as soon as they are too many. */
function combine(choices: readonly Choice[], so: Combination, found: Set<string>): boolean {
  const [next, ...rest] = choices
  if (next === undefined) {
    const key = columnsKey(so.values)
    if (key !== '') found.add(key)
    return found.size <= ARMS_MAX
  }
  if (!combine(rest, so, found)) return false
  const { experiment, arms } = next
  const meets = so.chosen.every((other) => mayBeTogether(other, experiment))
  if (!meets) return true
  const chosen = [...so.chosen, experiment]
  return arms.every(
    (values) => columnsKey(values) === '' || combine(rest, { chosen, values: { ...so.values, ...values } }, found),
  )
}

function mayBeTogether({ said: one }: PreparedExperiment, { said: other }: PreparedExperiment): boolean {
  return mayMeet(one.targeting, other.targeting) && mayShareUnits(one, other)
}

function armsOn(
  surface: SurfaceId,
  { said }: PreparedExperiment,
  surfacesOf: SurfacesOfCampaign,
): readonly OwnedValues[] {
  return said.variations.map(({ parameters }) => valuesOn(surface, parameters, said, surfacesOf))
}
