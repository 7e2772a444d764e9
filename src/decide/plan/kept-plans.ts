import type { Placement } from '../context/context.ts'
import { type ContextShape, shapeOf } from '../context/context-shape.ts'
import type { OpenedSnapshot } from '../opened/opened-snapshot.ts'
import { KeptWhileValid } from '../time/kept-while-valid.ts'
import { PlacementPlan, type Planned } from './placement-plan.ts'

/** What the plans of one snapshot take with all that is ranked by them: some hundred kinds of requests. */
const PLANS_BYTES = 4 * 1024 * 1024

/** The plans of one snapshot by the shape of contexts, the takedowns in force and the words of the placement. */
class KeptPlans {
  readonly #plans = new KeptWhileValid<PlacementPlan>(PLANS_BYTES)
  readonly #numbers = new WeakMap<ContextShape, number>()
  #shapes = 0

  get bytes(): number {
    return this.#plans.bytes
  }

  of(shape: ContextShape, planned: Planned, placement: Placement): PlacementPlan {
    const key = `${this.#numberOf(shape)} ${wordsOf(placement)} ${planned.applied.key}`
    const known = this.#plans.recall(key, planned.context.now)
    if (known?.isOf(planned.snapshot)) return known
    const made = this.#plans.keep(key, new PlacementPlan(planned, placement))
    this.#plans.shrink()
    return made
  }

  /** No other shape has it. */
  #numberOf(shape: ContextShape): number {
    const known = this.#numbers.get(shape)
    if (known !== undefined) return known
    const number = ++this.#shapes
    this.#numbers.set(shape, number)
    return number
  }
}

/** What is kept beside a snapshot goes when it goes. */
const kept = new WeakMap<OpenedSnapshot, KeptPlans>()

/** What the plans that are kept beside a snapshot take. */
export function planBytes(opened: OpenedSnapshot): number {
  return kept.get(opened)?.bytes ?? 0
}

/** The plan of a placement: kept for all whose contexts have a shape, made for this once for the others. */
export function planFor(planned: Planned, placement: Placement): PlacementPlan {
  const { opened, context } = planned
  const shape = shapeOf(context)
  if (shape === null) return new PlacementPlan(planned, placement)
  const plans = kept.get(opened) ?? new KeptPlans()
  kept.set(opened, plans)
  return plans.of(shape, planned, placement)
}

/** All words of a placement that a plan is made by; its name and how many it asks for are not among them. */
export function wordsOf({ surface, titleId, inView, row }: Placement): string {
  return titleId === null && inView === null && row === null ? surface : JSON.stringify([surface, titleId, inView, row])
}
