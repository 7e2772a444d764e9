import type { DressedDecision } from '../answer/dressed-decision.ts'
import type { Placement } from '../decide/context/context.ts'
import { countCaps } from '../decide/eligibility/count-caps.ts'
import { type Explanation, explain } from '../decide/explain/explain.ts'
import type { OpenedSnapshot } from '../decide/opened/opened-snapshot.ts'
import { finalRequest, type LineWithDenies } from './replay.ts'

/** The explanation of one placement of a logged decision. */
export interface ExplainedPlacement {
  readonly placement: Placement
  readonly explanation: Explanation
}

/**
 * Explains a logged decision, placement by placement, each on the screen that the earlier ones left and with the
 * original draw: the slate comes first among the kept candidates, each pick with its propensity. The snapshot has all
 * of its text.
 */
export function explainAgain(
  opened: OpenedSnapshot,
  { line, denies }: LineWithDenies,
  decisions: readonly DressedDecision[],
): readonly ExplainedPlacement[] {
  const request = finalRequest(line, denies)
  const screen = { assets: new Set<number>(), titles: new Set<number>() }
  let firstPosition = line.firstPosition
  let { counts } = request
  return decisions.map(({ placement, picks, backups, floor }) => {
    const explanation = explain(opened, { ...request, firstPosition, counts }, placement, screen)
    // House idents rank after everything else, and have no cap.
    if (floor === undefined) {
      const shown = [...picks, ...backups].map(({ candidate }) => candidate)
      firstPosition += shown.length
      counts = countCaps(opened.snapshot, counts, shown, request.context.now)
    }
    return { placement, explanation }
  })
}
