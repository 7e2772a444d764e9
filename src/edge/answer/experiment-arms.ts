import type { Context, Placement } from '../../decide/context/context.ts'
import { campaignOfId } from '../../decide/rows/hash-search.ts'
import { type ArmsCode, type AssignedArm, armsOf, assigned, HELD_OUT } from '../../experiment/assignment/assigned.ts'
import { HELD_OUT_VALUES } from '../../experiment/assignment/columns-of-arms.ts'
import {
  type ExperimentOff,
  NO_EXPERIMENTS,
  type PreparedExperiments,
  preparedExperiments,
} from '../../experiment/assignment/prepared-experiments.ts'
import { type SurfacesOfCampaign, valuesOn } from '../../experiment/assignment/touched-surfaces.ts'
import { columnValue } from '../../model/columns/column-value.ts'
import type { Snapshot } from '../../model/columns/snapshot.ts'
import { SURFACE_IDS } from '../../model/nouns/surface.ts'
import { NOTHING_OWNED, type OwnedBySurface } from '../../model/policies/owned-values.ts'
import type { SealedViewer } from './sealed-viewer.ts'

/** Where a viewer stands in the experiments of a snapshot. */
export interface ViewerArms {
  readonly isHeldOut: boolean
  /** Experiment and arm, of the experiments that could change this answer; control too. */
  readonly arms: readonly (readonly [experiment: string, arm: string])[]
  /** What those arms own. */
  readonly owned: OwnedBySurface
}

/** What the experiments of a snapshot are here. */
export interface ExperimentsHere {
  readonly running: number
  readonly off: readonly ExperimentOff[]
}

const IN_NONE: ViewerArms = { isHeldOut: false, arms: [], owned: NOTHING_OWNED }
const HOLDOUT: ViewerArms = {
  isHeldOut: true,
  arms: [],
  owned: Object.fromEntries(SURFACE_IDS.map((surface) => [surface, HELD_OUT_VALUES])),
}

/** Most combinations of arms that are kept; a full cache is cleared. */
const COMBINATIONS_MAX = 1_024

/** The experiments of one snapshot, read once, and where the combinations of their arms stand. */
class SnapshotExperiments {
  readonly prepared: PreparedExperiments
  readonly #surfacesOf: SurfacesOfCampaign
  readonly #combinations = new Map<ArmsCode, ViewerArms>([
    [0, IN_NONE],
    [HELD_OUT, HOLDOUT],
  ])

  constructor({ id, hot, rules }: Pick<Snapshot, 'id' | 'hot' | 'rules'>) {
    this.#surfacesOf = surfacesIn(hot)
    this.prepared = preparedExperiments(rules.experiments, this.#surfacesOf)
    for (const { key, why } of this.prepared.off) {
      console.error(JSON.stringify({ level: 'error', code: 'experiment-off', key, why, snapshot: id }))
    }
  }

  /** What a code stands for: the same object for the same arms, so that keys of its values are made once. */
  standing(code: ArmsCode): ViewerArms {
    const known = this.#combinations.get(code)
    if (known !== undefined) return known
    if (this.#combinations.size >= COMBINATIONS_MAX) this.#clear()
    const made = this.#made(armsOf(this.prepared, code))
    this.#combinations.set(code, made)
    return made
  }

  #clear(): void {
    this.#combinations.clear()
    this.#combinations.set(0, IN_NONE).set(HELD_OUT, HOLDOUT)
  }

  #made(arms: readonly AssignedArm[]): ViewerArms {
    const bySurface = SURFACE_IDS.map((surface) => {
      const values = arms.map(({ experiment: { said }, variation }) =>
        valuesOn(surface, variation.parameters, said, this.#surfacesOf),
      )
      return [surface, Object.assign({}, ...values) as object] as const
    })
    return {
      isHeldOut: false,
      arms: arms.map(({ experiment, variation }) => [experiment.said.key, variation.key] as const),
      owned: Object.fromEntries(bySurface.filter(([, values]) => Object.keys(values).length > 0)),
    }
  }
}

/** An entry is collected with the rules of its snapshot. */
const known = new WeakMap<Snapshot['rules'], SnapshotExperiments>()

function experimentsOf(snapshot: Snapshot): SnapshotExperiments {
  const made = known.get(snapshot.rules) ?? new SnapshotExperiments(snapshot)
  known.set(snapshot.rules, made)
  return made
}

/** How many experiments of a snapshot run here, and which are off. */
export function experimentsHere(snapshot: Snapshot): ExperimentsHere {
  if (snapshot.rules.experiments === undefined) return { running: 0, off: NO_EXPERIMENTS.off }
  const { experiments, off } = experimentsOf(snapshot).prepared
  return { running: experiments.length, off }
}

/**
 * The arms of a viewer, by the unit that their token names: a minor has none, and is in no experiment. Only what the
 * experiments own of the surfaces asked for counts.
 */
export function viewerArms(
  snapshot: Snapshot,
  context: Context,
  { unit, subject }: SealedViewer,
  placements: readonly Placement[],
): ViewerArms {
  if (snapshot.rules.experiments === undefined) return IN_NONE
  const experiments = experimentsOf(snapshot)
  const who = {
    unit,
    isViewer: subject !== null,
    isMinor: context.minor,
    isMember: context.viewer === 'member',
    territory: context.territory,
    device: context.device,
  }
  return experiments.standing(assigned(experiments.prepared, who, surfacesAsked(placements)))
}

function surfacesAsked(placements: readonly Placement[]): readonly Placement['surface'][] {
  return placements.map(({ surface }) => surface)
}

function surfacesIn({ campaigns }: Snapshot['hot']): SurfacesOfCampaign {
  return (id) => {
    const campaign = campaignOfId(campaigns, id)
    if (campaign < 0) return []
    const bits = columnValue(campaigns.surfaces, campaign)
    return SURFACE_IDS.filter((_, bit) => ((bits >> bit) & 1) === 1)
  }
}
