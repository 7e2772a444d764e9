import type { ScheduleRecord } from '../../model/nouns/record.ts'
import { type LineRefusal, refusal } from '../lines/line-refusal.ts'

/**
 * Refuses zones that look like IANA's but are not: `Europe/Berlln` passes the schema's pattern.
 *
 * @param isZone whether the name is an IANA zone
 */
export function checkTimeZones(record: ScheduleRecord, line: number, isZone: (name: string) => boolean): LineRefusal[] {
  return zonesOf(record)
    .filter(({ zone }) => zone !== 'territory' && zone !== 'UTC' && !isZone(zone))
    .map(({ path, zone }) =>
      refusal(line, 'unknown-time-zone', path, zone, 'territory, UTC or an IANA zone, like Europe/Berlin'),
    )
}

function zonesOf(record: ScheduleRecord): { readonly path: string; readonly zone: string }[] {
  if (record.type === 'campaign' || record.type === 'asset') return [{ path: 'timeZone', zone: record.timeZone }]
  if (record.type !== 'title') return []
  return record.offers.map(({ timeZone }, index) => ({ path: `offers.${index}.timeZone`, zone: timeZone }))
}
