import type { Context } from '../decide/context.ts'
import { winnerValidUntil } from '../decide/valid-until.ts'
import { STATUS_CODES } from '../model/reason.ts'
import type { Snapshot } from '../model/snapshot.ts'
import type { DressedDecision } from './dressed-decision.ts'
import { presentItem } from './item.ts'

/** How long a device may keep an answer, at most; less when a window closes sooner. */
const VALID_FOR_MS_MAX = 60_000

/** A decided request, with all that an answer says of it. */
export interface Answered {
  readonly decisionId: string
  /** With the text of what was picked. */
  readonly snapshot: Snapshot
  readonly context: Context
  readonly decisions: readonly DressedDecision[]
  /** The answer's `snapshot` field. */
  readonly described: Readonly<Record<string, unknown>>
  readonly mediaOrigin: string
  /** The placement of a feed that has run its length, so that nothing was decided for it; else null. */
  readonly ended: string | null
}

/**
 * The answer's body but for what is sealed in it (token, session, cursor): a function of the decision and its
 * snapshot, so that whoever decides again gets the same bytes.
 */
export function answerBody(answered: Answered): Record<string, unknown> {
  const { snapshot, context, decisions } = answered
  return {
    decisionId: answered.decisionId,
    serverTime: new Date(context.now).toISOString(),
    validForMs: validForMs(snapshot, context, decisions),
    snapshot: answered.described,
    territory: context.place,
    viewer: context.viewer,
    privacy: context.privacy,
    decisions: presented(answered, 'picks'),
    ...(decisions.some(({ backups }) => backups.length > 0) ? { backups: presented(answered, 'backups') } : {}),
    noDecisions: emptyPlacements(answered),
  }
}

function presented({ snapshot, context, decisions, mediaOrigin }: Answered, which: 'picks' | 'backups') {
  return Object.fromEntries(
    decisions
      .filter((decision) => decision[which].length > 0)
      .map((decision) => [
        decision.placement.id,
        decision[which].map((pick) => presentItem(snapshot, context, pick, mediaOrigin)),
      ]),
  )
}

function emptyPlacements({ decisions, ended }: Answered) {
  const why = (placement: string, reason: keyof typeof STATUS_CODES) => ({
    placement,
    statusCode: STATUS_CODES[reason],
    reason,
  })
  if (ended !== null) return [why(ended, 'end-of-feed')]
  return decisions.flatMap(({ placement, empty }) => (empty === null ? [] : [why(placement.id, empty)]))
}

function validForMs(snapshot: Snapshot, context: Context, decisions: readonly DressedDecision[]): number {
  let validFor = VALID_FOR_MS_MAX
  for (const { picks, backups } of decisions) {
    for (const shown of [picks, backups]) {
      for (const { candidate } of shown) {
        validFor = Math.min(validFor, winnerValidUntil(snapshot, context, candidate) - context.now)
      }
    }
  }
  return Math.max(0, validFor)
}
