import type { CampaignShareNow } from '../../contracts/ops/answers/campaigns/campaign-share.ts'
import { goalOfEvents } from '../../model/fields/goal.ts'
import type { Campaign } from '../../model/nouns/campaign.ts'
import { readShares } from '../../schedule/pacing/kept-share.ts'
import type { PublisherContext } from '../publisher-context.ts'

const instant = (at: number): string => new Date(at).toISOString()

const FIXED = {
  ...{ need: 1, wanted: null, left: null, counted: null, rate: null },
  ...{ asOf: null, updatedAt: null, endsAt: null, inGrace: false, why: 'fixed' as const },
}

/** What pacing lets through of a campaign; null: it has no goal, or its first step is to come. */
export async function shareNow({ redis }: PublisherContext, { id, goal }: Campaign): Promise<CampaignShareNow | null> {
  if (goal?.sharePercent !== undefined) return { ...FIXED, share: goal.sharePercent / 100 }
  if (goalOfEvents(goal) === null) return null
  const [kept] = await readShares(redis, [id])
  if (kept === null || kept === undefined) return null
  const { share, need, wanted, left, counted, rate, asOf, at, endsAt, inGrace, held } = kept
  return {
    ...{ share, need, wanted, left, counted, rate, inGrace, why: held },
    asOf: asOf === null ? null : instant(asOf),
    updatedAt: instant(at),
    endsAt: instant(endsAt),
  }
}
