import type { SurfaceId } from '../../model/nouns/surface.ts'
import type { SlatePolicy } from '../../model/policies/slate-policy.ts'
import type { Placement } from '../context/context.ts'
import { shapeOf } from '../context/context-shape.ts'
import type { GateInput } from '../eligibility/gates/gate.ts'
import type { OpenedSnapshot } from '../opened/opened-snapshot.ts'
import { DirectRanking } from '../pool/direct-ranking.ts'
import { LoweredRanking } from '../pool/lowered-ranking.ts'
import { type RankedBy, RankedRows } from '../pool/ranked-rows.ts'
import type { Ranking } from '../pool/ranking.ts'
import { RequestRanking } from '../pool/request-ranking.ts'
import { planFor, wordsOf } from './kept-plans.ts'
import type { PlacementPlan, Planned } from './placement-plan.ts'

/** A plan as used by one request: all its placements of one kind share the ranked rows. */
export class RequestPlan {
  #own: Ranking | null = null
  #plain: RequestRanking | null = null
  /** The gates' view; null when the rules do not know the surface. */
  readonly input: GateInput | null
  /** The slate policy of the surface, as its arm has it; undefined: it has none. Arms that rank alike share the plan. */
  readonly policy: SlatePolicy | undefined

  /**
   * @param again whether the plan may be asked for again, in this request or in another, so that ranked rows are worth
   * keeping
   */
  constructor(
    readonly plan: PlacementPlan,
    private readonly planned: Planned,
    private readonly again: { readonly here: boolean; readonly elsewhere: boolean },
    surface: SurfaceId,
  ) {
    this.input = plan.inputAt(planned)
    this.policy = planned.opened.snapshot.rules.slate.find((policy) => policy.surface === surface)
  }

  /** The key of the takedowns in force. */
  get deniesKey(): string {
    return this.planned.applied.key
  }

  /**
   * The ranking for this viewer alone.
   * @param lowered whether it differs from the shared ranking by its penalties only
   */
  rankingBy(by: RankedBy, lowered: boolean): Ranking {
    this.#own ??= this.#rankingBy(by, lowered)
    return this.#own
  }

  #rankingBy(by: RankedBy, lowered: boolean): Ranking {
    const { opened } = this.planned
    const { snapshot } = opened
    const ranked = () => new RankedRows(opened, by, 'own')
    if (this.again.here) return new RequestRanking(snapshot.hot, ranked())
    const plain = lowered ? this.plainRows() : null
    return plain === null ? new DirectRanking(ranked()) : new LoweredRanking(snapshot, plain, by.penalties, ranked)
  }

  /** The ranking shared by all viewers of whom nothing is remembered; null if nobody else will use it. */
  plainRows(): RankedRows | null {
    return this.again.here || this.again.elsewhere ? this.plan.rankedAt(this.planned) : null
  }

  /** The shared ranking as the placements of this request read it. */
  rankingOf(plain: RankedRows): Ranking {
    this.#plain ??= new RequestRanking(this.planned.opened.snapshot.hot, plain)
    return this.#plain
  }
}

/** The plans of one request, by the fields of its placements. */
export class RequestPlans {
  readonly #plans = new Map<string, RequestPlan>()

  /** @param several whether more than one placement is decided */
  constructor(
    private readonly planned: Planned,
    private readonly several: boolean,
  ) {}

  /** @param arm the snapshot as this placement is decided on; the same for all placements of a surface */
  of(placement: Placement, arm: OpenedSnapshot): RequestPlan {
    const words = wordsOf(placement)
    const known = this.#plans.get(words)
    if (known !== undefined) return known
    const again = { here: this.several, elsewhere: shapeOf(this.planned.context) !== null }
    const planned = arm === this.planned.opened ? this.planned : { ...this.planned, opened: arm }
    const made = new RequestPlan(planFor(planned, placement), planned, again, placement.surface)
    this.#plans.set(words, made)
    return made
  }
}
