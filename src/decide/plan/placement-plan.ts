import type { Snapshot } from '../../model/columns/snapshot.ts'
import type { SlatePolicy } from '../../model/policies/slate-policy.ts'
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
import { countedClocks, nextClockEdge } from '../time/clocks.ts'
import { nextPartEdge } from '../time/day-parts.ts'
import type { Timed } from '../time/kept-while-valid.ts'

/** What a plan takes beside what is ranked by it. */
const PLAN_BYTES = 4_000
/** Assets whose autoplay is kept: more than a pool holds. */
const MOST_AUTOPLAYS = 256

/** What a plan is made for: everything but the instant, who watches and how many places there are. */
export interface Planned {
  readonly snapshot: Snapshot
  readonly opened: OpenedSnapshot
  readonly context: Context
  readonly applied: Applied
}

/**
 * What is the same for all requests that differ in nothing but their instant and their viewer and ask for one placement:
 * between two edges of clocks and parts of the day. Nothing of a viewer is in it.
 */
export class PlacementPlan implements Timed {
  readonly from: number
  /** How the surface composes a slate; undefined: it has no rules for one. */
  readonly policy: SlatePolicy | undefined
  /** The terms of the moment, and the vector that they make. */
  readonly moment: TermVectors
  readonly vector: Int16Array
  readonly #made: Planned
  readonly #first: GateInput | null
  #until: number | null = null
  #planeKey: string | null = null
  #ranked: RankedRows
  readonly #autoplays = new Map<number, Autoplay>()

  constructor(made: Planned, placement: Placement) {
    const { snapshot, opened, context, applied } = made
    const { rules } = snapshot
    this.#made = made
    this.from = context.now
    this.policy = rules.slate.find(({ surface }) => surface === placement.surface)
    this.moment = placementMoment(snapshot, opened.index, { context, placement })
    this.vector = requestVector(this.moment)
    this.#ranked = new RankedRows(snapshot, opened, { vector: this.vector, penalties: [] })
    this.#first = gateInput(snapshot, { context, denies: applied.denies }, placement)
  }

  /** Asked for where the plan is kept. */
  get until(): number {
    this.#until ??= nextEdge(this.#made)
    return this.#until
  }

  get bytes(): number {
    return PLAN_BYTES + this.#ranked.bytes
  }

  /** Whether it was made of what the snapshot says: copies share columns, but may have other weights or rules. */
  isOf({ weights, rules }: Snapshot): boolean {
    return this.#made.snapshot.weights === weights && this.#made.snapshot.rules === rules
  }

  /** Of the gates' view: equal where the same rows pass. */
  planeKeyOf(input: GateInput): string {
    this.#planeKey ??= planeKeyOf(input, this.#made.applied.key)
    return this.#planeKey
  }

  /** The gates' view at another instant; null when the rules do not know the surface. */
  inputAt({ snapshot, context, applied: { denies } }: Planned): GateInput | null {
    const first = this.#first
    if (first === null || first.context === context) return first
    // Field by field, as it is made for every request.
    return {
      snapshot,
      context,
      denies,
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

  /** What is ranked at an instant for everybody of whom nothing is remembered. */
  rankedAt({ context }: Pick<Planned, 'context'>): RankedRows {
    if (!this.#ranked.holdsAt(context.now)) {
      const { snapshot, opened } = this.#made
      this.#ranked = new RankedRows(snapshot, opened, { vector: this.vector, penalties: [] })
    }
    return this.#ranked
  }

  /** As `autoplayOf`: of what it looks at, nothing changes while the plan holds. */
  autoplayOf(input: GateInput, asset: number): Autoplay {
    const known = this.#autoplays.get(asset)
    if (known !== undefined) return known
    if (this.#autoplays.size >= MOST_AUTOPLAYS) this.#autoplays.clear()
    const made = autoplayOf(input, asset)
    this.#autoplays.set(asset, made)
    return made
  }
}

/** When a clock that counts may open or close, or a part of the viewer's day begin or end. */
function nextEdge({ snapshot: { rules }, context }: Planned): number {
  return Math.min(
    nextClockEdge(countedClocks(rules.watershed, context), context.now),
    nextPartEdge(rules.ranking.personal.dayparts, context.now),
  )
}
