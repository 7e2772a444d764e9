import { onFloor } from '../../answer/floor.ts'
import { openBaseline } from '../../baseline/baseline.ts'
import type { Hints, Place, Viewer } from '../../decide/context/context.ts'
import { deriveContext } from '../../decide/context/derive-context.ts'
import { decide } from '../../decide/decide.ts'
import type { DecisionRequest } from '../../decide/decision-request.ts'
import { assetOf } from '../../model/columns/column-value.ts'
import type { Snapshot } from '../../model/columns/snapshot.ts'
import type { DenyList } from '../../model/denies/deny-list.ts'

/** The house idents that play where nothing else may, and why nothing else may. */
export interface ExplainedFloor {
  readonly reason: string
  /** House idents, the winner first. */
  readonly plays: readonly string[]
}

let baseline: Snapshot | null = null

/**
 * The house idents that an edge of this release would play in an empty placement; null when it is not empty, or stays
 * empty.
 *
 * @param orders takedowns, without the narrowings
 */
export function explainedFloor(
  snapshot: Snapshot,
  request: DecisionRequest,
  asked: { readonly place: Place; readonly viewer: Viewer; readonly hints: Hints; readonly now: number },
  orders: DenyList,
): ExplainedFloor | null {
  if (request.context.embargo !== null) return null
  const placements = request.placements.map((placement) => ({ ...placement, count: 1 }))
  const once = { ...request, placements }
  const decisions = decide(snapshot, once)
  if (decisions.every(({ empty }) => empty === null)) return null
  baseline ??= openBaseline()
  const floor = { snapshot: baseline, context: deriveContext(baseline.rules, asked), denies: orders }
  const [stood] = onFloor(decisions, { snapshot, request: once }, floor)
  if (stood?.floor === undefined) return null
  const { hot, text } = baseline
  const plays = [...stood.picks, ...stood.backups].map(({ candidate }) => text.asset(assetOf(hot, candidate)).assetId)
  return { reason: stood.floor, plays }
}
