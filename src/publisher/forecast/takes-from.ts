import type { CampaignId } from '../../model/fields/identifier.ts'
import type { CampaignParts } from './forecast-parts.ts'
import { takenOn } from './taken-placements.ts'

/** So many losers are told, those that lose most. */
const TOLD = 20
/** Less than this share of what the greatest loser loses is the noise of the sample. */
const NOISE = 0.02

/** A campaign that loses by another one. */
export interface Loser {
  readonly campaignId: string
  /** Impressions, until the end of the campaign that takes them. */
  readonly impressions: number
}

/**
 * Which campaigns lose how many by a campaign.
 *
 * @param part how much of what it could get the campaign will take, 0 to 1
 */
export function takesFrom({ takes }: Pick<CampaignParts, 'takes'>, id: CampaignId, part: number): readonly Loser[] {
  const losses = new Map<string, number>()
  for (const { surface, chances, impressions, before, after } of takes) {
    const ids = new Set(before.flatMap(({ taken }) => [...taken.keys()]))
    ids.delete(id)
    for (const other of ids) {
      // The ids were read from columns.
      const [had, has] = [takenOn(before, surface, other as CampaignId), takenOn(after, surface, other as CampaignId)]
      const lost = ((had?.share ?? 0) - (has?.share ?? 0)) * chances * impressions * part
      losses.set(other, (losses.get(other) ?? 0) + lost)
    }
  }
  const sorted = [...losses].sort(([, one], [, other]) => other - one)
  const least = Math.max(1, (sorted[0]?.[1] ?? 0) * NOISE)
  return sorted
    .filter(([, lost]) => lost >= least)
    .slice(0, TOLD)
    .map(([campaignId, lost]) => ({ campaignId, impressions: Math.round(lost) }))
}
