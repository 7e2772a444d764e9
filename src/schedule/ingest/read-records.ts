import { checkTerritories } from '../../ingest/checks/check-territories.ts'
import { checkTimeZones } from '../../ingest/checks/check-time-zones.ts'
import { type AbsurdTimeFinder, checkTimes } from '../../ingest/checks/check-times.ts'
import { checkWindows, type LocalWindow } from '../../ingest/checks/check-windows.ts'
import type { DecodeText } from '../../ingest/feeds/feed-reader.ts'
import { type LineReading, readRecordLines } from '../../ingest/formats/ndjson.ts'
import { BatchIdentifiers } from '../../ingest/lines/batch-identifiers.ts'
import { type LineRefusal, refusal } from '../../ingest/lines/line-refusal.ts'
import type { ScheduleRecord } from '../../model/nouns/record.ts'

/** What an ingest needs of the rules. */
export interface RuleLookups {
  /** Whether a selector (`DE`, `@dach`, `*`) stands for any territory. */
  readonly isTerritory: (selector: string) => boolean
  /** Whether a name is an IANA time zone. */
  readonly isTimeZone: (name: string) => boolean
  /** A territory in which a window ends before it starts, or null. Left out: only the texts are compared. */
  readonly withoutLength?: (window: LocalWindow) => string | null
  /** A time of a campaign that nobody can mean; null: it may be meant. Left out: every time may be. */
  readonly absurdTime?: AbsurdTimeFinder
}

/** The result of reading one line, before the store is asked. */
export type ReadRecord =
  | { readonly kind: 'record'; readonly line: number; readonly record: ScheduleRecord }
  | { readonly kind: 'repeated'; readonly line: number }
  | { readonly kind: 'refused'; readonly refusals: readonly LineRefusal[] }

/** Reads the records of NDJSON that are valid by themselves; references are checked later. */
export async function* readRecords(
  stream: AsyncIterable<Uint8Array>,
  rules: RuleLookups,
  { door }: Pick<LineReading, 'door'>,
): AsyncGenerator<ReadRecord> {
  const identifiers = new BatchIdentifiers()
  const lookups = door === 'restored' ? { ...rules, withoutLength: NOWHERE, absurdTime: NOWHERE } : rules
  for await (const { line, parsed } of readRecordLines(stream, { decode, door })) {
    yield 'record' in parsed
      ? judge(parsed.record, line, lookups, identifiers)
      : { kind: 'refused', refusals: parsed.refused }
  }
}

function decode(bytes: Uint8Array): ReturnType<DecodeText> {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes), isUtf8: true }
  } catch {
    return { text: new TextDecoder().decode(bytes), isUtf8: false }
  }
}

const NOWHERE = (): null => null

/** What is wrong with a record by the rules: its territories, its time zones, its windows. */
export function faultsByRules(record: ScheduleRecord, line: number, rules: RuleLookups): readonly LineRefusal[] {
  const refusals = [
    ...checkTerritories(record, line, rules.isTerritory),
    ...checkTimeZones(record, line, rules.isTimeZone),
  ]
  // Only for a valid record: checking a window requires a known time zone and territories.
  if (refusals.length === 0) refusals.push(...checkWindows(record, line, rules.withoutLength ?? NOWHERE))
  refusals.push(...checkTimes(record, line, rules.absurdTime ?? NOWHERE))
  return refusals
}

function judge(record: ScheduleRecord, line: number, rules: RuleLookups, identifiers: BatchIdentifiers): ReadRecord {
  const refusals = faultsByRules(record, line, rules)
  if (refusals.length > 0) return { kind: 'refused', refusals }
  const sighting = identifiers.note(record.id, line, JSON.stringify(record))
  if (sighting.kind === 'conflict') {
    const hint = `line ${sighting.firstLine} has another record with this id: send one of the two`
    return { kind: 'refused', refusals: [refusal(line, 'duplicate-id', 'id', record.id, hint)] }
  }
  return sighting.kind === 'repeated' ? { kind: 'repeated', line } : { kind: 'record', line, record }
}
