import type { Campaign } from '../../model/nouns/campaign.ts'
import type { ScheduleRecord } from '../../model/nouns/record.ts'
import { type LineRefusal, refusal, type Warning } from '../lines/line-refusal.ts'

/** Finds a time of a campaign that nobody can mean, and says what to write instead; null: all may be meant. */
export type AbsurdTimeFinder = (campaign: Campaign) => { readonly path: 'start' | 'end'; readonly hint: string } | null

/** Refuses a campaign with a time that nobody can mean. */
export function checkTimes(record: ScheduleRecord, line: number, find: AbsurdTimeFinder): LineRefusal[] {
  const found = record.type === 'campaign' ? find(record) : null
  if (found === null || record.type !== 'campaign') return []
  return [refusal(line, 'out-of-range', found.path, record[found.path], found.hint)]
}

/** When a day is over on the last clock on earth. */
const LAST_CLOCK_MS = 12 * 3_600_000

/**
 * Warns if a campaign has ended everywhere when it comes in: feeds bring history, so it is taken, and it never plays.
 *
 * @param now milliseconds since 1970 UTC
 */
export function endedWarning(
  { end, status }: Pick<Campaign, 'end' | 'status'>,
  line: number,
  now: number,
): Warning | null {
  if (end === null || status === 'ended' || Date.parse(`${end}Z`) + LAST_CLOCK_MS > now) return null
  const hint = 'it has ended everywhere, so nothing of it is ever shown: give it a later end, or null for none'
  return { line, path: 'end', rule: 'ended-already', severity: 'warning', value: end, hint }
}
