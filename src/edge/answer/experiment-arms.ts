import type { Context, Placement } from '../../decide/context/context.ts'
import { campaignOfId } from '../../decide/rows/hash-search.ts'
import { type Assigned, assigned } from '../../experiment/assignment/assigned.ts'
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
const HELD_OUT: ViewerArms = {
  isHeldOut: true,
  arms: [],
  owned: Object.fromEntries(SURFACE_IDS.map((surface) => [surface, HELD_OUT_VALUES])),
}

/** Most combinations of arms whose values are kept; a full cache is cleared. */
const COMBINATIONS_MAX = 1_024

/** The experiments of one snapshot, read once, and what combinations of their arms own. */
class SnapshotExperiments {
  readonly prepared: PreparedExperiments
  readonly #surfacesOf: SurfacesOfCampaign
  readonly #combinations = new Map<string, OwnedBySurface>()

  constructor({ id, hot, rules }: Pick<Snapshot, 'id' | 'hot' | 'rules'>) {
    this.#surfacesOf = surfacesIn(hot)
    this.prepared = preparedExperiments(rules.experiments, this.#surfacesOf)
    for (const { key, why } of this.prepared.off) {
      console.error(JSON.stringify({ level: 'error', code: 'experiment-off', key, why, snapshot: id }))
    }
  }

  /** The values that arms own together, by surface: the same object for the same arms, so that its key is made once. */
  ownedBy(arms: Assigned['arms']): OwnedBySurface {
    let name = ''
    for (const { experiment, place } of arms) name += `${experiment.order}.${place} `
    const known = this.#combinations.get(name)
    if (known !== undefined) return known
    if (this.#combinations.size >= COMBINATIONS_MAX) this.#combinations.clear()
    const made = this.#merged(arms)
    this.#combinations.set(name, made)
    return made
  }

  #merged(arms: Assigned['arms']): OwnedBySurface {
    const bySurface = SURFACE_IDS.map((surface) => {
      const values = arms.map(({ experiment: { said }, variation }) =>
        valuesOn(surface, variation.parameters, said, this.#surfacesOf),
      )
      return [surface, Object.assign({}, ...values) as object] as const
    })
    return Object.fromEntries(bySurface.filter(([, values]) => Object.keys(values).length > 0))
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
  const { isHeldOut, arms } = assigned(experiments.prepared, who, surfacesAsked(placements))
  if (isHeldOut) return HELD_OUT
  if (arms.length === 0) return IN_NONE
  const named = arms.map(({ experiment, variation }) => [experiment.said.key, variation.key] as const)
  return { isHeldOut, arms: named, owned: experiments.ownedBy(arms) }
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
