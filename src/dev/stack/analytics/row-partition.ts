import type { EventRow } from '../../../events/event-row.ts'
import { isRegionId } from '../../../model/nouns/region.ts'

/** Years of four digits: later ones, `toISOString` writes with a sign and more digits. */
const DAY = /^\d{4}-\d{2}-\d{2}$/

/**
 * The folder of a row, below that of the events: the UTC day on which it happened, so that late events go to their own
 * day, and its region. Both become a path, so neither is believed.
 *
 * @throws RangeError that names the column
 */
export function rowPartition({ occurredAt, region }: Pick<EventRow, 'occurredAt' | 'region'>): string {
  const instant = new Date(occurredAt)
  const day = Number.isNaN(instant.getTime()) ? '' : instant.toISOString().slice(0, 10)
  if (!DAY.test(day)) throw new RangeError(`occurredAt ${occurredAt} is no instant of a day of four-digit years`)
  if (!isRegionId(region)) throw new RangeError(`region ${JSON.stringify(region)} is no region`)
  return `day=${day}/region=${region}`
}
