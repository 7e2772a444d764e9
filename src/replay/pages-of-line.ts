import * as z from 'zod/mini'
import type { GivenPlace } from '../decide/given/given-page.ts'
import type { DecisionLogLine } from '../model/messages/decision-log.ts'

/** What a logged answer shows for one placement, backups behind the picks, with what was logged of each. */
export interface ShownPage {
  /** Id of the placement. */
  readonly placement: string
  readonly places: readonly GivenPlace[]
  /** How many of them are picks, which stand first; the others are backups. */
  readonly picks: number
  /** Positions in the answer, as events name them. */
  readonly positions: readonly number[]
  readonly propensities: readonly number[]
  /** Whether the propensity alone explains the pick; empty in lines of the version before. */
  readonly drawn: readonly boolean[]
}

const items = z.record(
  z.string(),
  z.array(
    z.object({ assetId: z.string(), campaignId: z.string(), titleId: z.nullable(z.string()), position: z.number() }),
  ),
)

/** The part of an answer's body that says what was shown. */
const shownBody = z.object({
  decisions: items,
  backups: z._default(items, {}),
  floor: z._default(z.array(z.object({ placement: z.string() })), []),
})

/**
 * The pages of a logged answer, one for each of its placements, in their order. What house idents filled has no places.
 * @returns why there are none, if so
 */
export function pagesOfLine({
  placements,
  answer,
}: DecisionLogLine): readonly ShownPage[] | 'no-page' | 'body-left-out' {
  if (answer === null) return 'no-page'
  if (answer.body === null) return 'body-left-out'
  const body = shownBody.safeParse(answer.body)
  if (!body.success) return 'no-page'
  const { decisions, backups, floor } = body.data
  const floored = new Set(floor.map(({ placement }) => placement))
  let first = 0
  const pages = placements.map(({ id }): ShownPage => {
    const picked = decisions[id] ?? []
    const shown = [...picked, ...(backups[id] ?? [])]
    const places = shown.map(({ assetId, campaignId, titleId }) => ({ assetId, campaignId, titleId }))
    const positions = shown.map(({ position }) => position)
    const [from, to] = [first, first + places.length]
    first = to
    if (floored.has(id)) return { placement: id, places: [], picks: 0, positions: [], propensities: [], drawn: [] }
    const [propensities, drawn] = [answer.propensities.slice(from, to), answer.drawn.slice(from, to)]
    return { placement: id, places, picks: picked.length, positions, propensities, drawn }
  })
  return pages.every(({ places }) => places.length === 0) ? 'no-page' : pages
}
