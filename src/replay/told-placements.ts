import * as z from 'zod/mini'
import type { Placement } from '../decide/context/context.ts'
import type { DecisionLogLine } from '../model/messages/decision-log.ts'

/** A video that was shown. */
export interface ToldItem {
  readonly assetId: string
  /** The age of the rating that the answer had, in years; null: not rated there. */
  readonly ratingAge: number | null
}

/** A placement that was asked for, and what it got. */
export interface ToldPlacement {
  readonly placement: Placement
  /** Picks and backups; empty: it had no answer. */
  readonly items: readonly ToldItem[]
  /** House idents play in it. */
  readonly isFloor: boolean
}

const items = z.record(
  z.string(),
  z.array(z.object({ assetId: z.string(), rating: z.object({ age: z.nullable(z.number()) }) })),
)

/** The part of an answer's body that says what every placement got. */
const toldBody = z.object({
  decisions: items,
  backups: z._default(items, {}),
  noDecisions: z.array(z.object({ placement: z.string(), reason: z.string() })),
  floor: z._default(z.array(z.object({ placement: z.string() })), []),
})

/**
 * What a logged decision says of each placement, those without an answer too. Every feed ends at some time: one that has
 * ended is not there. Where a fault occurred instead of an answer, no placement got anything.
 *
 * @returns null: the body was too long for the line, or is none
 */
export function toldPlacements({ placements, answer, ended }: DecisionLogLine): readonly ToldPlacement[] | null {
  if (answer === null) return placements.map((placement) => ({ placement, items: [], isFloor: false }))
  const body = toldBody.safeParse(answer.body)
  if (!body.success) return null
  const { decisions, backups, noDecisions, floor } = body.data
  const over = new Set(noDecisions.flatMap(({ placement, reason }) => (reason === 'end-of-feed' ? [placement] : [])))
  const floored = new Set(floor.map(({ placement }) => placement))
  return placements
    .filter(({ id }) => id !== ended && !over.has(id))
    .map((placement) => ({
      placement,
      items: [...(decisions[placement.id] ?? []), ...(backups[placement.id] ?? [])].map(({ assetId, rating }) => ({
        ...{ assetId, ratingAge: rating.age },
      })),
      isFloor: floored.has(placement.id),
    }))
}
