import type { Context } from '../decide/context/context.ts'
import { decide } from '../decide/decide.ts'
import type { DecisionRequest } from '../decide/decision-request.ts'
import type { OpenedSnapshot } from '../decide/opened/opened-snapshot.ts'
import type { Snapshot } from '../model/columns/snapshot.ts'
import type { DenyList } from '../model/denies/deny-list.ts'
import type { DressedDecision } from './dressed-decision.ts'

/** The house idents, as seen by one request. */
export interface Floor {
  /** The baseline. Its rules say which surfaces have a floor. */
  readonly opened: OpenedSnapshot
  /** The request's context under the baseline's rules. */
  readonly context: Context
  /** Takedowns in force, orders only. Changes of the schedule are not included, because idents were never scheduled. */
  readonly denies: DenyList
}

/**
 * Fills surfaces that have a floor and came out empty with house idents, whatever the reason. Three things keep a
 * surface empty: it is taken down, the viewer has switched autoplay off, or a feed is at its end. Idents pass the same
 * gates as everything else. Placements do not share a screen here: an ident shown twice is better than a black screen.
 */
export function onFloor(
  decisions: readonly DressedDecision[],
  { opened, request }: { readonly opened: OpenedSnapshot; readonly request: DecisionRequest },
  floor: Floor,
): readonly DressedDecision[] {
  if (request.context.autoplayOff || decisions.every(({ empty }) => empty === null)) return decisions
  let firstPosition = decisions.reduce(
    (position, { picks, backups }) => position + picks.length + backups.length,
    request.firstPosition,
  )
  return decisions.map((decision) => {
    if (!hasFloor(decision, opened, request, floor)) return decision
    const idents = decidedOnFloor(decision, request, floor, firstPosition)
    firstPosition += idents.picks.length + idents.backups.length
    return idents
  })
}

function hasFloor(
  { placement, empty }: DressedDecision,
  asked: OpenedSnapshot,
  { denies, context }: DecisionRequest,
  { opened: { snapshot } }: Floor,
): boolean {
  if (empty === null || empty === 'end-of-feed' || placement.count === 0) return false
  if (snapshot.rules.surfaces.find(({ id }) => id === placement.surface)?.floor !== 'idents') return false
  return !asked.denies(denies, context).denies.surfaces.has(placement.surface)
}

function decidedOnFloor(
  decision: DressedDecision,
  request: DecisionRequest,
  { opened, context, denies }: Floor,
  firstPosition: number,
): DressedDecision {
  const { placement, empty } = decision
  if (empty === null) return decision
  // No ident is about the requested title, but it may stand beside it.
  const placements = [{ ...placement, titleId: null, inView: placement.inView ?? placement.titleId }]
  const asked = { ...request, context, denies, placements, firstPosition, openWith: null, withheld: new Set<number>() }
  const [idents] = decide(opened, asked)
  // Each ident comes once in a feed; after the last the feed is at its end.
  if (idents?.empty === 'end-of-feed') return { ...decision, empty: idents.empty }
  if (idents === undefined || idents.empty !== null) return decision
  return { ...idents, placement, floor: empty }
}

/** The snapshot whose rows a decision's picks are, and the context that they were decided in. */
export interface Ground {
  readonly snapshot: Snapshot
  readonly context: Context
}

/** What the house idents of an answer were decided on. */
export interface FloorGround extends Ground {
  readonly denies: DenyList
}

/** The ground of a decision: that of the snapshot that was asked, or that of the floor. */
export function groundOf({ floor }: DressedDecision, asked: Ground & { readonly floor?: Ground | null }): Ground {
  return floor === undefined ? asked : (asked.floor ?? asked)
}
