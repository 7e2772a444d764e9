import type { StoredCampaign } from '../../contracts/ops/answers/campaigns.ts'
import { count, plain } from '../frame/output.ts'

const percent = (share: number): string => `${Number((share * 100).toFixed(1))} %`

/** What pacing lets through of a campaign, a row for each question; none where it has no share. */
export function shareRows(share: StoredCampaign['share']): readonly (readonly [string, string])[] {
  if (share === null) return []
  const { need, wanted, left, counted, rate, asOf, updatedAt, endsAt, inGrace, why } = share
  const weight = need > 1 ? `, its weight counts ${need.toFixed(1)} times` : ''
  const ends = endsAt === null ? '' : `, 0 from ${endsAt} if no other follows`
  const rows: [string, string][] = [['share', `${percent(share.share)} (${plain(why)})${weight}${ends}`]]
  if (wanted !== null) rows.push(['wanted', percent(wanted)])
  if (counted !== null && left !== null) {
    rows.push(['counted', `${count(Math.round(counted))}, ${count(Math.round(left))} left; as of ${asOf ?? 'never'}`])
  }
  if (rate !== null) rows.push(['events a chance', String(Number(rate.toPrecision(3)))])
  if (updatedAt !== null) rows.push(['share set at', updatedAt])
  if (inGrace) rows.push(['in grace', 'it goes on after its end, because it was short of its goal'])
  return rows
}
