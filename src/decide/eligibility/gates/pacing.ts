import { columnValue } from '../../../model/columns/column-value.ts'
import type { Snapshot } from '../../../model/columns/snapshot.ts'
import { BUCKETS, placeOf, placesTaken } from '../../pacing/coin.ts'
import { isPaced } from '../../pacing/paced-bucket.ts'
import type { Evidence, GateInput } from './gate.ts'

/** Whether pacing holds a campaign back in this decision. */
export function isHeldBack({ pacing }: Pick<GateInput, 'pacing'>, campaign: number): boolean {
  return pacing !== null && pacing.open[campaign] === 0
}

/** What pacing says of one campaign. */
export interface CampaignPacing {
  /** How many of 64 buckets it takes; 0 once its share has ended. */
  readonly share: number
  /** The decision's bucket in the campaign's own order, 0 to 63: it takes those below its share. Null: without a seed. */
  readonly bucket: number | null
  /** The share that it would have to take to reach its goal; above 1 its weight counts so many times. */
  readonly need: number
}

/**
 * What pacing says of a campaign; null: it is not paced.
 *
 * @param at the bucket of the decision, null: it has no seed; and its instant, milliseconds since 1970 UTC
 */
export function campaignPacing(
  { hot, weights }: Pick<Snapshot, 'hot' | 'weights'>,
  campaign: number,
  { bucket, now }: { readonly bucket: number | null; readonly now: number },
): CampaignPacing | null {
  if (!isPaced({ weights }, campaign)) return null
  return {
    share: now < columnValue(weights.pacingEnds, campaign) ? placesTaken(columnValue(weights.pacing, campaign)) : 0,
    bucket: bucket === null ? null : placeOf(bucket, columnValue(hot.campaigns.idHash, campaign)),
    need: columnValue(weights.pacingNeed, campaign),
  }
}

/** As `Gate.evidence`, for a campaign that pacing holds back. */
export function pacingEvidence({ snapshot, pacing, context }: GateInput, campaign: number): Evidence {
  const paced = campaignPacing(snapshot, campaign, { bucket: pacing?.bucket ?? null, now: context.now })
  const value = paced ? `share ${paced.share}/${BUCKETS}, bucket ${paced.bucket}, need ${hundredths(paced.need)}` : ''
  return { rule: 'campaign.goal', source: 'weights', value }
}

function hundredths(need: number): string {
  return String(Math.round(need * 100) / 100)
}
