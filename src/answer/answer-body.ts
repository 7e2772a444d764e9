import type { AnswerBody, NoDecision, SnapshotDescription } from '../contracts/device/answers/decisions.ts'
import type { Context } from '../decide/context/context.ts'
import { winnerValidUntil } from '../decide/time/valid-until.ts'
import type { Snapshot } from '../model/columns/snapshot.ts'
import { type NoDecisionReason, STATUS_CODES } from '../model/nouns/reason.ts'
import type { DressedDecision } from './dressed-decision.ts'
import { type Ground, groundOf } from './floor.ts'
import { presentItem } from './item.ts'

/** Greatest time that a device may keep an answer, in milliseconds; less if a window closes sooner. */
export const VALID_FOR_MS_MAX = 60_000

/** A decided request, with everything that the answer contains. */
export interface Answered {
  readonly decisionId: string
  /** With the text of the picks. */
  readonly snapshot: Snapshot
  readonly context: Context
  readonly decisions: readonly DressedDecision[]
  /** The snapshot and context that the house idents were decided on. */
  readonly floor?: Ground | null
  /** The answer's `snapshot` field: the snapshot that was asked, even if it had nothing and house idents play. */
  readonly described: SnapshotDescription
  readonly mediaOrigin: string
  /** Id of the placement of a feed that has reached its end, so that nothing was decided for it; else null. */
  readonly ended: string | null
}

/**
 * The answer's body without the sealed parts (token, session, cursor). It depends only on the decision and its
 * snapshot, so deciding again gives the same bytes.
 */
export function answerBody(answered: Answered): AnswerBody {
  const { context, decisions } = answered
  const floored = decisions.flatMap(({ placement, floor }) => (floor ? [why(placement.id, floor)] : []))
  // Typed by themselves, because what is spread into a literal is not compared with the contract.
  const backups: Pick<AnswerBody, 'backups'> = decisions.some(({ backups }) => backups.length > 0)
    ? { backups: presented(answered, 'backups') }
    : {}
  const floor: Pick<AnswerBody, 'floor'> = floored.length > 0 ? { floor: floored } : {}
  return {
    decisionId: answered.decisionId,
    serverTime: new Date(context.now).toISOString(),
    validForMs: validForMs(answered),
    snapshot: answered.described,
    territory: context.place,
    viewer: context.viewer,
    privacy: context.privacy,
    decisions: presented(answered, 'picks'),
    ...backups,
    noDecisions: emptyPlacements(answered),
    ...floor,
  }
}

function presented(answered: Answered, which: 'picks' | 'backups'): AnswerBody['decisions'] {
  return Object.fromEntries(
    answered.decisions
      .filter((decision) => decision[which].length > 0)
      .map((decision) => {
        const { snapshot, context } = groundOf(decision, answered)
        const items = decision[which].map((pick) => presentItem(snapshot, context, pick, answered.mediaOrigin))
        return [decision.placement.id, items]
      }),
  )
}

function why(placement: string, reason: NoDecisionReason): NoDecision {
  return { placement, statusCode: STATUS_CODES[reason], reason }
}

function emptyPlacements({ decisions, ended }: Answered): readonly NoDecision[] {
  if (ended !== null) return [why(ended, 'end-of-feed')]
  return decisions.flatMap(({ placement, empty }) => (empty === null ? [] : [why(placement.id, empty)]))
}

function validForMs(answered: Answered): number {
  let validFor = VALID_FOR_MS_MAX
  for (const decision of answered.decisions) {
    const { snapshot, context } = groundOf(decision, answered)
    for (const shown of [decision.picks, decision.backups]) {
      for (const { candidate } of shown) {
        validFor = Math.min(validFor, winnerValidUntil(snapshot, context, candidate) - context.now)
      }
    }
  }
  return Math.max(0, validFor)
}
