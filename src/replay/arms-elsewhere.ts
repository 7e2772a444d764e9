import { campaignSurfaces } from '../decide/rows/campaign-surfaces.ts'
import { HELD_OUT_VALUES } from '../experiment/assignment/columns-of-arms.ts'
import { preparedExperiments } from '../experiment/assignment/prepared-experiments.ts'
import { valuesOn } from '../experiment/assignment/touched-surfaces.ts'
import { learningNamed } from '../model/columns/other-learning.ts'
import type { Snapshot } from '../model/columns/snapshot.ts'
import type { DecisionLogLine } from '../model/messages/decision-log.ts'
import { SURFACE_IDS, type SurfaceId } from '../model/nouns/surface.ts'
import { NOTHING_OWNED, type OwnedBySurface, type OwnedValues } from '../model/policies/owned-values.ts'

/**
 * What a snapshot makes of the arms of a logged line. `none`: no experiment changed the line. `served`: it serves all of
 * the line's arms, or the holdout. `control`: one of them it does not serve, so that the line is without it there.
 */
export type LineArms = 'none' | 'served' | 'control'

/** The arms of a line as another snapshot serves them. */
export interface ArmsElsewhere {
  readonly arms: LineArms
  readonly owned: OwnedBySurface
}

/** What a snapshot's arms own by surface, and those of the holdout; kept with the rules of the snapshot. */
interface ServedArms {
  readonly heldOut: OwnedBySurface | null
  /** By experiment and arm. */
  readonly ofArm: ReadonlyMap<string, OwnedBySurface>
}

const known = new WeakMap<Snapshot['rules'], ServedArms>()

/**
 * The values that a snapshot's own experiments give the arms of a line: the same arm of the same experiment, as that
 * snapshot has it. On the snapshot that answered these are the values that were logged. A line that nothing was owned in
 * decides in control: it names nobody, so no other arm can be found for it.
 */
export function armsElsewhere(
  snapshot: Pick<Snapshot, 'hot' | 'rules' | 'otherLearning'>,
  line: Pick<DecisionLogLine, 'owned' | 'arms' | 'holdout'>,
): ArmsElsewhere {
  if (Object.keys(line.owned).length === 0) return { arms: 'none', owned: NOTHING_OWNED }
  const { heldOut, ofArm } = known.get(snapshot.rules) ?? servedArms(snapshot)
  if (line.holdout) return heldOut === null ? { arms: 'control', owned: NOTHING_OWNED } : served(heldOut)
  const found = line.arms.map(([experiment, arm]) => ofArm.get(nameOf(experiment, arm)))
  const owned: Partial<Record<SurfaceId, OwnedValues>> = {}
  for (const arm of found) {
    for (const surface of SURFACE_IDS) {
      if (arm?.[surface] !== undefined) owned[surface] = { ...owned[surface], ...arm[surface] }
    }
  }
  return found.length === 0 || found.includes(undefined) ? { arms: 'control', owned } : served(owned)
}

const served = (owned: OwnedBySurface): ArmsElsewhere => ({ arms: 'served', owned })
const nameOf = (experiment: string, arm: string): string => `${experiment} ${arm}`

function servedArms({ hot, rules, otherLearning = [] }: Parameters<typeof armsElsewhere>[0]): ServedArms {
  const surfacesOf = campaignSurfaces(hot)
  const canLearn = (value: unknown) => learningNamed({ rules, otherLearning }, value) !== null
  const { holdout, experiments } = preparedExperiments(rules.experiments, { surfacesOf, canLearn })
  const ofArm = experiments.flatMap(({ said }) =>
    said.variations.map(({ key, parameters }) => {
      const owned = ownedBy((surface) => valuesOn(surface, parameters, said, surfacesOf))
      return [nameOf(said.key, key), owned] as const
    }),
  )
  const isHeldOut = holdout !== null && canLearn(HELD_OUT_VALUES.learned)
  const made = { heldOut: isHeldOut ? ownedBy(() => HELD_OUT_VALUES) : null, ofArm: new Map(ofArm) }
  known.set(rules, made)
  return made
}

function ownedBy(valuesOf: (surface: SurfaceId) => OwnedValues): OwnedBySurface {
  const all = SURFACE_IDS.map((surface) => [surface, valuesOf(surface)] as const)
  return Object.fromEntries(all.filter(([, values]) => Object.keys(values).length > 0))
}
