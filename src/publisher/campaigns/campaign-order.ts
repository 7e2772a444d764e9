import type { CampaignSort, CampaignSortKey } from '../../contracts/ops/requests/campaigns.ts'
import { CAMPAIGN_STATES, PRIORITIES } from '../../model/nouns/campaign-vocabulary.ts'
import { OpsProblem } from '../ops-problem.ts'
import type { FoundCampaign } from './find-campaigns.ts'

/** Behind every local time. */
const OPEN_END = '~'

/** What each order compares. */
const PLACES: Readonly<Record<CampaignSortKey, (found: FoundCampaign) => string | number>> = {
  id: ({ stored }) => stored.record.id,
  name: ({ stored }) => (stored.record.name ?? '').toLowerCase(),
  owner: ({ stored }) => (stored.record.owner ?? '').toLowerCase(),
  tier: ({ stored }) => PRIORITIES.indexOf(stored.record.priority),
  state: ({ state }) => CAMPAIGN_STATES.indexOf(state),
  start: ({ stored }) => stored.record.start,
  end: ({ stored }) => stored.record.end ?? OPEN_END,
  changed: ({ stored }) => stored.changedAt,
}

/** Campaigns in an order; those that it does not tell apart, by id. */
export function inOrder(found: readonly FoundCampaign[], sort: CampaignSort): readonly FoundCampaign[] {
  const turned = sort.startsWith('-') ? -1 : 1
  const placeOf = PLACES[sort.replace('-', '') as CampaignSortKey]
  const placed = found.map((each) => ({ each, place: placeOf(each), id: each.stored.record.id }))
  const compared = (one: string | number, other: string | number) => (one < other ? -1 : one > other ? 1 : 0)
  placed.sort((one, other) => turned * compared(one.place, other.place) || compared(one.id, other.id))
  return placed.map(({ each }) => each)
}

/**
 * What comes after the campaign of the cursor.
 *
 * @param cursor undefined: from the beginning
 * @throws OpsProblem 400 for a cursor that is not in the list any more, where its place cannot be told without it
 */
export function behindCursor(
  ordered: readonly FoundCampaign[],
  sort: CampaignSort,
  cursor: string | undefined,
): readonly FoundCampaign[] {
  if (cursor === undefined) return ordered
  const at = ordered.findIndex(({ stored }) => stored.record.id === cursor)
  if (at >= 0) return ordered.slice(at + 1)
  if (sort === 'id') return ordered.filter(({ stored }) => stored.record.id > cursor)
  if (sort === '-id') return ordered.filter(({ stored }) => stored.record.id < cursor)
  throw new OpsProblem(400, 'A lost place', `${cursor} is not in this list any more: leave the cursor out.`, 'cursor')
}
