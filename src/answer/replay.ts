import { decide } from '../decide/decide.ts'
import type { DecisionRequest } from '../decide/decision-request.ts'
import type { DecisionLogLine } from '../model/decision-log.ts'
import type { Snapshot } from '../model/snapshot.ts'
import { answerBody } from './answer-body.ts'
import { type DressedDecision, dressedDecision } from './dressed-decision.ts'
import { type Floor, onFloor } from './floor.ts'
import { fromRuns } from './left-out.ts'
import { loggedRequest } from './log-line.ts'

/** The request as it was put at last, when assets without words had been left out. */
export function finalRequest(line: DecisionLogLine): DecisionRequest {
  const request = loggedRequest(line)
  return line.leftOut.length === 0
    ? request
    : { ...request, withheld: fromRuns(line.leftOut), attempt: line.attempts[1] }
}

/**
 * Makes a logged decision once more. Throws what the decision throws.
 *
 * @param baseline the one that the line's `floor` names; null where it names none
 */
export function decideAgain(
  snapshot: Snapshot,
  line: DecisionLogLine,
  baseline: Snapshot | null = null,
): readonly DressedDecision[] {
  const request = finalRequest(line)
  const dressed = decidedAgain(snapshot, line, request)
  const floor = loggedFloor(line, baseline)
  return floor === null ? dressed : onFloor(dressed, { snapshot, request }, floor)
}

function decidedAgain(snapshot: Snapshot, line: DecisionLogLine, last: DecisionRequest): readonly DressedDecision[] {
  const first = decide(snapshot, loggedRequest(line))
  if (line.leftOut.length === 0) return first
  return decide(snapshot, last).map((decision, at) => dressedDecision(decision, first[at]))
}

function loggedFloor({ floor }: DecisionLogLine, baseline: Snapshot | null): Floor | null {
  return floor === null || baseline === null ? null : { snapshot: baseline, ...floor }
}

/** The body that the decision is answered with; the snapshot has the text of what was picked. */
export function answerAgain(
  snapshot: Snapshot,
  line: DecisionLogLine,
  decisions: readonly DressedDecision[],
  baseline: Snapshot | null = null,
): Record<string, unknown> {
  const { id, sequence, ageSeconds, rung } = line.snapshot
  return answerBody({
    decisionId: line.decisionId,
    snapshot,
    context: line.context,
    decisions,
    floor: loggedFloor(line, baseline),
    described: { id, sequence, ageSeconds, rung },
    mediaOrigin: line.mediaOrigin,
    ended: line.ended,
  })
}
