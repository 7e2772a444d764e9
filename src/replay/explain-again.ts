import type { DressedDecision } from '../answer/dressed-decision.ts'
import type { Placement } from '../decide/context/context.ts'
import { countCaps } from '../decide/eligibility/count-caps.ts'
import { type Explanation, explain } from '../decide/explain/explain.ts'
import type { Snapshot } from '../model/columns/snapshot.ts'
import { finalRequest, type LineWithDenies } from './replay.ts'

/** Why a placement of a logged decision came out as it did. */
export interface ExplainedPlacement {
  readonly placement: Placement
  readonly explanation: Explanation
}

/**
 * Explains a logged decision, placement by placement, each on the screen that those before it left, with the draw that
 * was made: the slate stands first among what is kept, each pick with the chance that it had. The snapshot has all
 * of its text.
 */
export function explainAgain(
  snapshot: Snapshot,
  { line, denies }: LineWithDenies,
  decisions: readonly DressedDecision[],
): readonly ExplainedPlacement[] {
  const request = finalRequest(line, denies)
  const screen = { assets: new Set<number>(), titles: new Set<number>() }
  let firstPosition = line.firstPosition
  let { counts } = request
  return decisions.map(({ placement, picks, backups, floor }) => {
    const explanation = explain(snapshot, { ...request, firstPosition, counts }, placement, screen)
    // House idents stand behind all the others, and are under no cap.
    if (floor === undefined) {
      const shown = [...picks, ...backups].map(({ candidate }) => candidate)
      firstPosition += shown.length
      counts = countCaps(snapshot, counts, shown, request.context.now)
    }
    return { placement, explanation }
  })
}
