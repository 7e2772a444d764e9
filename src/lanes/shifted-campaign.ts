import type { Campaign } from '../model/nouns/campaign.ts'

/**
 * A campaign that starts and ends some minutes later on its own clock, or earlier for less than 0. Where a clock changes
 * in between, its window there begins or ends as that clock says; so that moving it back gives the same campaign again.
 * Parts of the day and times out stay, for they are about days, and not about the campaign.
 */
export function shiftedCampaign<Shifted extends Pick<Campaign, 'start' | 'end'>>(
  record: Shifted,
  byMinutes: number,
): Shifted {
  const { start, end } = record
  return { ...record, start: shifted(start, byMinutes), end: end === null ? null : shifted(end, byMinutes) }
}

function shifted(local: string, byMinutes: number): string {
  return new Date(Date.parse(`${local}Z`) + byMinutes * 60_000).toISOString().slice(0, 19)
}
