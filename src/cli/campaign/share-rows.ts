import type { StoredCampaign } from '../../contracts/ops/answers/campaigns.ts'
import { count } from '../frame/output.ts'

const percent = (share: number): string => `${Number((share * 100).toFixed(1))} %`

/** Why the share is no other, in words. */
const HELD_BY: Readonly<Record<NonNullable<StoredCampaign['share']>['why'], string>> = {
  nothing: 'as much as it needs',
  'pace-of-change': 'on its way: at most half as much again each 5 minutes',
  'half-of-left': 'held back: no more than half of what is left may be spent before the next share',
  'whole-supply': 'all that there is, and it needs more',
  'too-fine': 'even the least share would spend what is left at once',
  reached: 'its goal is reached',
  'not-on-air': 'it is not on the air',
  ended: 'it has ended',
  unreadable: 'what was counted or forecast is no number',
  fixed: 'as its goal says',
}

/** What pacing lets through of a campaign, a row for each question; none where it has no share. */
export function shareRows(share: StoredCampaign['share']): readonly (readonly [string, string])[] {
  if (share === null) return []
  const { need, wanted, left, counted, rate, asOf, updatedAt, endsAt, inGrace, why } = share
  const weight = need > 1 ? `, its weight counts ${need.toFixed(1)} times` : ''
  const ends = endsAt === null ? '' : `, 0 from ${endsAt} if no other follows`
  const rows: [string, string][] = [['share', `${percent(share.share)} (${HELD_BY[why]})${weight}${ends}`]]
  if (wanted !== null) rows.push(['wanted', percent(wanted)])
  if (counted !== null && left !== null) {
    rows.push(['counted', `${count(Math.round(counted))}, ${count(Math.round(left))} left; as of ${asOf ?? 'never'}`])
  }
  if (rate !== null) rows.push(['events a chance', String(Number(rate.toPrecision(3)))])
  if (updatedAt !== null) rows.push(['share set at', updatedAt])
  if (inGrace) rows.push(['in grace', 'it goes on after its end, because it was short of its goal'])
  return rows
}
