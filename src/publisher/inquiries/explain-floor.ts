import { onFloor } from '../../answer/floor.ts'
import { keptBaseline } from '../../baseline/baseline.ts'
import type { Hints, Place, Viewer } from '../../decide/context/context.ts'
import { deriveContext } from '../../decide/context/derive-context.ts'
import { decide } from '../../decide/decide.ts'
import type { DecisionRequest } from '../../decide/decision-request.ts'
import type { OpenedSnapshot } from '../../decide/opened/opened-snapshot.ts'
import { assetOf } from '../../model/columns/column-value.ts'
import type { DenyList } from '../../model/denies/deny-list.ts'

/** The house idents that play where nothing else may, and why nothing else may. */
export interface ExplainedFloor {
  readonly reason: string
  /** House idents, the winner first. */
  readonly plays: readonly string[]
}

const baseline = keptBaseline()

/**
 * The house idents that an edge of this release would play in an empty placement; null when it is not empty, or stays
 * empty.
 *
 * @param orders takedowns, without the narrowings
 */
export function explainedFloor(
  opened: OpenedSnapshot,
  request: DecisionRequest,
  asked: { readonly place: Place; readonly viewer: Viewer; readonly hints: Hints; readonly now: number },
  orders: DenyList,
): ExplainedFloor | null {
  if (request.context.embargo !== null) return null
  const placements = request.placements.map((placement) => ({ ...placement, count: 1 }))
  const once = { ...request, placements }
  const decisions = decide(opened, once)
  if (decisions.every(({ empty }) => empty === null)) return null
  const { snapshot: idents } = baseline()
  const floor = { opened: baseline(), context: deriveContext(idents.rules, asked), denies: orders }
  const [stood] = onFloor(decisions, { opened, request: once }, floor)
  if (stood?.floor === undefined) return null
  const { hot, text } = idents
  const plays = [...stood.picks, ...stood.backups].map(({ candidate }) => text.asset(assetOf(hot, candidate)).assetId)
  return { reason: stood.floor, plays }
}
