import type { PacedShare } from '../../compile/weights/pacing-columns.ts'
import { NEED_MAX } from '../../learn/pacing/bounds.ts'
import type { CampaignId } from '../../model/fields/identifier.ts'
import type { Campaign } from '../../model/nouns/campaign.ts'
import { keepPacing } from '../../schedule/pacing/keep-pacing.ts'
import { type KeptShare, readShares } from '../../schedule/pacing/kept-share.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { fixedShare } from './fixed-share.ts'
import { isAbout, isInTime, pacedCampaign } from './paced-campaign.ts'
import { stepCampaigns, stepWorld } from './step-campaigns.ts'

/** First steps of one publish; whatever more there are wait for the job. */
const STEPS_MAX = 200

/** Nothing is shown: its time is not yet, or nobody may see it. */
const CLOSED: PacedShare = { share: 0, need: 1, endsAt: Number.POSITIVE_INFINITY }

/**
 * The shares that a publish writes; a campaign that is not among them is not paced. A campaign whose kept share is about
 * something else (another goal, a pause that is over), or that has none, takes its first step now: it neither waits for
 * the job in the dark, nor plays unpaced until then.
 *
 * @param isTried nothing may be written: a step is taken and forgotten
 */
export async function publishedShares(
  publisher: PublisherContext,
  campaigns: readonly Campaign[],
  isTried: boolean,
): Promise<ReadonlyMap<CampaignId, PacedShare>> {
  const now = publisher.now()
  const fixed = campaigns.flatMap((record): [CampaignId, PacedShare][] => {
    const share = fixedShare(record.goal, now)
    return share === null ? [] : [[record.id, share]]
  })
  const counted = campaigns.flatMap((record) => pacedCampaign(publisher.rules, record) ?? [])
  const kept = await readShares(
    publisher.redis,
    counted.map(({ record }) => record.id),
  )
  const known = counted.map((campaign, index) => ({ campaign, share: kept[index] ?? null }))
  const due = known
    .filter(({ campaign, share }) => isInTime(campaign, now) && !isAbout(campaign, share))
    .slice(0, STEPS_MAX)
  const stepped = new Map<string, KeptShare>()
  if (due.length > 0) {
    const steps = await stepCampaigns(
      publisher,
      await stepWorld(publisher),
      due.map(({ campaign }) => campaign),
    )
    if (!isTried && steps.length > 0) await keepPacing(publisher.redis, steps)
    for (const { id, share } of steps) stepped.set(id, share)
  }
  const paced = known.map(({ campaign, share }): [CampaignId, PacedShare] => {
    const { id } = campaign.record
    const last = stepped.get(id) ?? (isAbout(campaign, share) ? share : null)
    return [
      id,
      last === null ? CLOSED : { share: last.share, need: Math.min(NEED_MAX, last.need), endsAt: last.endsAt },
    ]
  })
  return new Map([...fixed, ...paced])
}
