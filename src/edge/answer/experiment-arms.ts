import type { Context, Placement } from '../../decide/context/context.ts'
import { campaignSurfaces } from '../../decide/rows/campaign-surfaces.ts'
import {
  type ArmsCode,
  type AssignedArm,
  armsOf,
  assigned,
  codeOf,
  HELD_OUT,
} from '../../experiment/assignment/assigned.ts'
import { HELD_OUT_VALUES } from '../../experiment/assignment/columns-of-arms.ts'
import type { PreparedExperiment } from '../../experiment/assignment/prepared-experiment.ts'
import {
  type ExperimentOff,
  NO_EXPERIMENTS,
  type PreparedExperiments,
  preparedExperiments,
} from '../../experiment/assignment/prepared-experiments.ts'
import { type SurfacesOfCampaign, valuesOn } from '../../experiment/assignment/touched-surfaces.ts'
import { learningNamed } from '../../model/columns/other-learning.ts'
import type { Snapshot } from '../../model/columns/snapshot.ts'
import { SURFACE_IDS, type SurfaceId } from '../../model/nouns/surface.ts'
import { NOTHING_OWNED, type OwnedBySurface, type OwnedValues } from '../../model/policies/owned-values.ts'
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

/** Most combinations of arms, and most of their values on a surface, that are kept; a full cache is cleared. */
const COMBINATIONS_MAX = 2_048

/** An arm as answers name it. */
interface StandingArm {
  readonly name: ViewerArms['arms'][number]
  /** What it adds to a code. */
  readonly part: number
  /** Its values that count on each surface, in the order of `SURFACE_IDS`; null: none does. */
  readonly on: readonly (OwnedValues | null)[]
}

/** The experiments of one snapshot, read once, and where the combinations of their arms stand. */
class SnapshotExperiments {
  readonly prepared: PreparedExperiments
  /** By experiment and variation. */
  readonly #standing: ReadonlyMap<PreparedExperiment, readonly StandingArm[]>
  readonly #combinations = new Map<ArmsCode, ViewerArms>()
  /** By surface, and by which arms own something there. */
  readonly #owned = SURFACE_IDS.map((surface) => ({ surface, known: new Map<number, OwnedValues>() }))

  constructor({ id, hot, rules, otherLearning = [] }: Pick<Snapshot, 'id' | 'hot' | 'rules' | 'otherLearning'>) {
    const surfacesOf = campaignSurfaces(hot)
    const canLearn = (value: unknown) => learningNamed({ rules, otherLearning }, value) !== null
    this.prepared = preparedExperiments(rules.experiments, { surfacesOf, canLearn })
    this.#standing = new Map(
      this.prepared.experiments.map((experiment) => [experiment, standingArms(this.prepared, experiment, surfacesOf)]),
    )
    for (const { key, why } of this.prepared.off) {
      console.error(JSON.stringify({ level: 'error', code: 'experiment-off', key, why, snapshot: id }))
    }
  }

  /** What a code stands for: the same object for the same arms, so that keys of its values are made once. */
  standing(code: ArmsCode): ViewerArms {
    if (code === 0) return IN_NONE
    if (code === HELD_OUT) return HOLDOUT
    const known = this.#combinations.get(code)
    if (known !== undefined) return known
    if (this.#combinations.size >= COMBINATIONS_MAX) this.#combinations.clear()
    const made = this.#made(armsOf(this.prepared, code))
    this.#combinations.set(code, made)
    return made
  }

  #made(assignedArms: readonly AssignedArm[]): ViewerArms {
    const arms = assignedArms.flatMap(({ experiment, at }) => this.#standing.get(experiment)?.[at] ?? [])
    const owned: Partial<Record<SurfaceId, OwnedValues>> = {}
    for (const [column, { surface, known }] of this.#owned.entries()) {
      const values = valuesOf(arms, column, known)
      if (values !== null) owned[surface] = values
    }
    return { isHeldOut: false, arms: arms.map(({ name }) => name), owned }
  }
}
function standingArms(
  prepared: PreparedExperiments,
  experiment: PreparedExperiment,
  surfacesOf: SurfacesOfCampaign,
): readonly StandingArm[] {
  const { said } = experiment
  return said.variations.map(({ key, parameters }, at) => ({
    name: [said.key, key],
    part: codeOf(prepared, experiment, at),
    on: SURFACE_IDS.map((surface) => {
      const values = valuesOn(surface, parameters, said, surfacesOf)
      return Object.keys(values).length === 0 ? null : values
    }),
  }))
}

/** The values of arms on a surface, the same object for the same ones; null: they have none there. */
function valuesOf(arms: readonly StandingArm[], surface: number, known: Map<number, OwnedValues>): OwnedValues | null {
  let code = 0
  for (const { on, part } of arms) if (on[surface] !== null) code += part
  if (code === 0) return null
  const kept = known.get(code)
  if (kept !== undefined) return kept
  if (known.size >= COMBINATIONS_MAX) known.clear()
  const made = Object.assign({}, ...arms.map(({ on }) => on[surface])) as OwnedValues
  known.set(code, made)
  return made
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
  placements: readonly Pick<Placement, 'surface'>[],
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
  return experiments.standing(assigned(experiments.prepared, who, placements))
}
