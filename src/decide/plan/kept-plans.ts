import type { Placement } from '../context/context.ts'
import { type ContextShape, shapeOf } from '../context/context-shape.ts'
import type { PlanRoom } from '../opened/arms.ts'
import type { OpenedSnapshot } from '../opened/opened-snapshot.ts'
import { KeptWhileValid } from '../time/kept-while-valid.ts'
import { PlacementPlan, type Planned } from './placement-plan.ts'

/** The cached plans of one snapshot, by the shape of the context, the takedowns in force and the placement's fields. */
class KeptPlans {
  readonly #plans: KeptWhileValid<PlacementPlan>
  readonly #numbers = new WeakMap<ContextShape, number>()
  #shapes = 0

  constructor({ bytesMax }: PlanRoom) {
    this.#plans = new KeptWhileValid<PlacementPlan>(bytesMax)
  }

  get bytes(): number {
    return this.#plans.bytes
  }

  of(shape: ContextShape, planned: Planned, placement: Placement): PlacementPlan {
    const key = `${this.#numberOf(shape)} ${wordsOf(placement)} ${planned.applied.key}`
    const known = this.#plans.recall(key, planned.context.now)
    if (known !== null) return known
    const made = this.#plans.keep(key, new PlacementPlan(planned, placement))
    this.#plans.shrink()
    return made
  }

  /** A number unique to the shape. */
  #numberOf(shape: ContextShape): number {
    const known = this.#numbers.get(shape)
    if (known !== undefined) return known
    const number = ++this.#shapes
    this.#numbers.set(shape, number)
    return number
  }
}

/** An entry is collected with its snapshot. */
const kept = new WeakMap<PlanRoom, KeptPlans>()

/** Size of the plans cached beside a snapshot, in bytes. */
export function planBytes({ plansUnder }: OpenedSnapshot): number {
  return kept.get(plansUnder)?.bytes ?? 0
}

/** The plan of a placement. It is cached for contexts that have a shape, and built for single use otherwise. */
export function planFor(planned: Planned, placement: Placement): PlacementPlan {
  const { opened, context } = planned
  const shape = shapeOf(context)
  if (shape === null) return new PlacementPlan(planned, placement)
  const plans = kept.get(opened.plansUnder) ?? new KeptPlans(opened.plansUnder)
  kept.set(opened.plansUnder, plans)
  return plans.of(shape, planned, placement)
}

/** Cache key of a placement: all fields that a plan depends on. Its id and how many picks it asks for do not matter. */
export function wordsOf({ surface, titleId, inView, row }: Placement): string {
  return titleId === null && inView === null && row === null ? surface : JSON.stringify([surface, titleId, inView, row])
}
