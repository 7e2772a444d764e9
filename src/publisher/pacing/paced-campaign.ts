import { type CampaignSpan, campaignSpan } from '../../compile/time/campaign-span.ts'
import { withGrace } from '../../compile/time/with-grace.ts'
import { type GoalOfEvents, goalOfEvents } from '../../model/fields/goal.ts'
import type { Campaign } from '../../model/nouns/campaign.ts'
import type { Rules } from '../../model/policies/rules.ts'
import { forecastHash } from '../../schedule/campaigns/kept-forecast.ts'
import type { KeptShare } from '../../schedule/pacing/kept-share.ts'

const MINUTE_MS = 60_000
/** Steps begin so long before a campaign does, so that it begins with a share. */
const BEFORE_START_MS = 10 * MINUTE_MS
/** And they end so long after it, when every isolate knows. */
const AFTER_END_MS = 60 * MINUTE_MS

/** A campaign whose goal is counted, with its time as it is, and as it is with its grace. */
export interface PacedCampaign {
  readonly record: Campaign
  /** Hash of what it says, by which a forecast names the record that it is of. */
  readonly says: string
  readonly goal: GoalOfEvents
  readonly span: CampaignSpan
  readonly graced: CampaignSpan
}

/** A campaign as pacing sees it; null: there is nothing to pace, or nowhere. */
export function pacedCampaign(rules: Rules, record: Campaign): PacedCampaign | null {
  const goal = goalOfEvents(record.goal)
  if (goal === null || (record.status !== 'approved' && record.status !== 'paused')) return null
  const span = campaignSpan(rules, record)
  if (span === null) return null
  // Which videos it has is the edge's affair, and there may be very many.
  const lean = { ...record, assets: [] }
  const graced = goal.graceDays === 0 ? span : (campaignSpan(rules, withGrace(record)) ?? span)
  return { record: lean, says: forecastHash(record), goal, span, graced }
}

/** Whether it is its time, or will be soon, or was a moment ago. */
export function isInTime({ span, graced }: PacedCampaign, now: number): boolean {
  return span.startAt - BEFORE_START_MS <= now && (graced.endAt === null || now < graced.endAt + AFTER_END_MS)
}

/** Whether a kept share is about a campaign as it is now: the same goal and end, and on the air or not. */
export function isAbout({ record, goal, span, graced }: PacedCampaign, share: KeptShare | null): boolean {
  if (share === null || share.goal.kind !== goal.kind || share.goal.count !== goal.count) return false
  if (share.endAt !== span.endAt && share.endAt !== graced.endAt) return false
  return (share.held === 'not-on-air') === (record.status === 'paused')
}
