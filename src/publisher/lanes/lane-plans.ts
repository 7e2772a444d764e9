import { mayMeet } from '../../compile/time/may-meet.ts'
import type { Interval } from '../../compile/time/windows.ts'
import { withGrace } from '../../compile/time/with-grace.ts'
import type { LanePlan } from '../../lanes/lane-plan.ts'
import { canonicalJson } from '../../model/canonical-json.ts'
import { foldedText } from '../../model/fields/folded-text.ts'
import type { Campaign } from '../../model/nouns/campaign.ts'
import type { FoundCampaign } from '../campaigns/find-campaigns.ts'

/**
 * What campaigns have in lanes: what each says, and what waits beside it where that differs in place or time. What was
 * ended by hand has nothing.
 *
 * @param q only bars of campaigns with this in their name or id are wanted; empty: all
 */
export function lanePlans(found: readonly FoundCampaign[], span: Interval, q: string): readonly LanePlan[] {
  const wanted = foldedText(q)
  return found.flatMap(({ stored: { record: said, revision, next }, inGrace }) => {
    if (said.status === 'ended') return []
    const record = inGrace ? withGrace(said) : said
    const isShown = foldedText(`${said.id}\n${said.name ?? ''}`).includes(wanted)
    const of = { campaignId: said.id, isShown }
    const plans: LanePlan[] = [{ ...of, revision, record, plays: record.status === 'approved' }]
    if (next !== undefined && placedAs(next.record) !== placedAs(said)) {
      plans.push({ ...of, revision: next.revision, record: next.record, plays: false })
    }
    return plans.filter((plan) => mayMeet(plan.record, span))
  })
}

function placedAs({ territories, surfaces, start, end, timeZone, hours, blackouts, priority }: Campaign): string {
  return canonicalJson({ territories, surfaces, start, end, timeZone, hours, blackouts, priority })
}
