import type { Context, Placement } from '../context/context.ts'
import { type Autoplay, autoplayOf } from '../eligibility/autoplay.ts'
import { gateInput } from '../eligibility/gate-input.ts'
import { planeKeyOf } from '../eligibility/gate-planes.ts'
import type { GateInput } from '../eligibility/gates/gate.ts'
import type { Applied } from '../eligibility/kept-denies.ts'
import type { OpenedSnapshot } from '../opened/opened-snapshot.ts'
import { RankedRows } from '../pool/ranked-rows.ts'
import { placementMoment } from '../score/preferences.ts'
import { requestVector, type TermVectors } from '../score/taste/term-vector.ts'
import { nextPartBound } from '../time/day-parts.ts'
import type { Timed } from '../time/kept-while-valid.ts'
import { nextWallTime } from '../time/next-bounds.ts'

/** Size of a plan without its ranked rows, in bytes. */
const PLAN_BYTES = 4_000
/** Bound of the cached autoplay verdicts: more assets than a pool holds. */
const MOST_AUTOPLAYS = 256

/** What a plan is built from: everything but the instant, the viewer and the number of slots. */
export interface Planned {
  readonly opened: OpenedSnapshot
  readonly context: Context
  readonly applied: Applied
  /** What pacing leaves open for the decision; null: every campaign. No plan that is kept depends on it. */
  readonly pacing: GateInput['pacing']
}

/**
 * The part of a decision that is the same for all requests for one placement that differ only in instant and viewer. It
 * holds between two edges of clocks and parts of the day, and contains nothing about a viewer.
 */
export class PlacementPlan implements Timed {
  readonly from: number
  /** The score terms of the moment, and the query vector that they add up to. */
  readonly moment: TermVectors
  readonly vector: Int16Array
  readonly #made: Planned
  readonly #first: GateInput | null
  #until: number | null = null
  #planeKey: string | null = null
  #ranked: RankedRows
  readonly #autoplays = new Map<number, Autoplay>()

  constructor(made: Planned, placement: Placement) {
    const { opened, context, applied, pacing } = made
    const { snapshot } = opened
    this.#made = made
    this.from = context.now
    this.moment = placementMoment(snapshot, opened.index, { context, placement })
    this.vector = requestVector(this.moment)
    this.#ranked = new RankedRows(opened, { vector: this.vector, penalties: [] }, 'shared')
    this.#first = gateInput(snapshot, { context, denies: applied.denies, pacing }, placement)
  }

  /** The end of the plan's validity, computed only for a plan that is cached. */
  get until(): number {
    this.#until ??= nextChange(this.#made)
    return this.#until
  }

  get bytes(): number {
    return PLAN_BYTES + this.#ranked.bytes
  }

  /** Key of the rows that pass the gates: equal keys, equal rows. */
  planeKeyOf(input: GateInput): string {
    this.#planeKey ??= planeKeyOf(input, this.#made.applied.key)
    return this.#planeKey
  }

  /** The gates' view at another instant; null when the rules do not know the surface. */
  inputAt({ opened: { snapshot }, context, applied: { denies }, pacing }: Planned): GateInput | null {
    const first = this.#first
    if (first === null || (first.context === context && first.pacing === pacing)) return first
    // Assigned field by field for speed: this runs on every request.
    return {
      snapshot,
      context,
      denies,
      pacing,
      surface: first.surface,
      territory: first.territory,
      ratingColumns: first.ratingColumns,
      clocks: first.clocks,
      cannotShow: first.cannotShow,
      page: first.page,
      unratedForNobody: first.unratedForNobody,
      trustSpace: first.trustSpace,
      refusedDescriptors: first.refusedDescriptors,
      descriptorFromAge: first.descriptorFromAge,
    }
  }

  /**
   * The ranking, at an instant, shared by all viewers of whom nothing is remembered. It holds what pacing holds back, too:
   * each decision passes over that.
   */
  rankedAt({ context }: Pick<Planned, 'context'>): RankedRows {
    if (!this.#ranked.holdsAt(context.now)) {
      this.#ranked = new RankedRows(this.#made.opened, { vector: this.vector, penalties: [] }, 'shared')
    }
    return this.#ranked
  }

  /** As `autoplayOf`, cached: nothing that it reads changes while the plan is valid. */
  autoplayOf(input: GateInput, asset: number): Autoplay {
    const known = this.#autoplays.get(asset)
    if (known !== undefined) return known
    if (this.#autoplays.size >= MOST_AUTOPLAYS) this.#autoplays.clear()
    const made = autoplayOf(input, asset)
    this.#autoplays.set(asset, made)
    return made
  }
}

/** The next instant at which an applicable clock may open or close, or a part of the viewer's day begin or end. */
function nextChange({ opened: { snapshot }, context }: Planned): number {
  return Math.min(
    nextWallTime('clocks', { snapshot, context }, []),
    nextPartBound(snapshot.rules.ranking.personal.dayparts, context.now),
  )
}
