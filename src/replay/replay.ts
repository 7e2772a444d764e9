import { answerBody } from '../answer/answer-body.ts'
import { type DressedDecision, dressedDecision } from '../answer/dressed-decision.ts'
import { type Ground, onFloor } from '../answer/floor.ts'
import type { AnswerBody } from '../contracts/device/answers/decisions.ts'
import { decide } from '../decide/decide.ts'
import type { DecisionRequest } from '../decide/decision-request.ts'
import type { OpenedSnapshot } from '../decide/opened/opened-snapshot.ts'
import type { Snapshot } from '../model/columns/snapshot.ts'
import type { DenyList } from '../model/denies/deny-list.ts'
import type { DecisionLogLine } from '../model/messages/decision-log.ts'
import { fromRuns } from './left-out.ts'
import { loggedRequest } from './log-line.ts'

/** A logged decision, and the takedowns in force when it was made. */
export interface LineWithDenies {
  readonly line: DecisionLogLine
  readonly denies: DenyList
  /** Takedowns for the house idents, if the line used the floor. */
  readonly floorDenies: DenyList
}

/** The final request, with the assets left out whose text was missing. */
export function finalRequest(line: DecisionLogLine, denies: DenyList): DecisionRequest {
  const request = loggedRequest(line, denies)
  return line.leftOut.length === 0
    ? request
    : { ...request, withheld: fromRuns(line.leftOut), attempt: line.attempts[1] }
}

/**
 * Repeats a logged decision. Throws what the decision throws.
 *
 * @param baseline the one that the line's `floor` names; null if it names none
 */
export function decideAgain(
  opened: OpenedSnapshot,
  { line, denies, floorDenies }: LineWithDenies,
  baseline: OpenedSnapshot | null = null,
): readonly DressedDecision[] {
  const request = finalRequest(line, denies)
  const dressed = decidedAgain(opened, line, { first: loggedRequest(line, denies), last: request })
  if (line.floor === null || baseline === null) return dressed
  const floor = { opened: baseline, context: line.floor.context, denies: floorDenies }
  return onFloor(dressed, { opened, request }, floor)
}

function decidedAgain(
  opened: OpenedSnapshot,
  line: DecisionLogLine,
  requests: { readonly first: DecisionRequest; readonly last: DecisionRequest },
): readonly DressedDecision[] {
  const first = decide(opened, requests.first)
  if (line.leftOut.length === 0) return first
  return decide(opened, requests.last).map((decision, at) => dressedDecision(decision, first[at]))
}

function loggedGround({ floor }: DecisionLogLine, baseline: Snapshot | null): Ground | null {
  return floor === null || baseline === null ? null : { snapshot: baseline, context: floor.context }
}

/** The body of the repeated answer; the snapshot has the text of the picks. */
export function answerAgain(
  snapshot: Snapshot,
  line: DecisionLogLine,
  decisions: readonly DressedDecision[],
  baseline: Snapshot | null = null,
): AnswerBody {
  const { id, sequence, ageSeconds, rung } = line.snapshot
  return answerBody({
    decisionId: line.decisionId,
    snapshot,
    context: line.context,
    decisions,
    floor: loggedGround(line, baseline),
    described: { id, sequence, ageSeconds, rung },
    mediaOrigin: line.mediaOrigin,
    ended: line.ended,
  })
}
