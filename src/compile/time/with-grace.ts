import { goalOfEvents } from '../../model/fields/goal.ts'
import type { Campaign } from '../../model/nouns/campaign.ts'

const DAY_MS = 86_400_000

/** A campaign that goes on after its end for its days of grace; as it is, where it has none. */
export function withGrace(record: Campaign): Campaign {
  const graceDays = goalOfEvents(record.goal)?.graceDays ?? 0
  if (record.end === null || graceDays === 0) return record
  // A local time: some days later on the same clock.
  const end = new Date(Date.parse(`${record.end}Z`) + graceDays * DAY_MS).toISOString().slice(0, 19)
  return { ...record, end }
}
