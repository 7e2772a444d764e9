import { readFileSync } from 'node:fs'
import type { EventRow } from '../../../src/events/event-row.ts'
import { experimentRecord } from '../../../src/model/experiments/experiment.ts'
import { eventRowOf, NOON } from '../../events/rows.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** The experiment that the events are of: that of the demo. */
export const RECORD = experimentRecord().parse(
  JSON.parse(readFileSync('src/dev/demo/experiment/experiment.json', 'utf8')) as unknown,
)

/** An event of a unit: `hours` after it met its arm, or before. */
export interface Told {
  readonly unit: number
  readonly hours: number
  readonly item: number
  readonly event: string
  readonly more?: Partial<EventRow>
}

/** The pseudonym of one of the units. */
export const unitOf = (unit: number): string => `unit-${String(unit).padStart(11, '0')}`

/** The arm of one of the units. */
export const armOf = (unit: number): 'control' | 'warmer' => (unit % 2 === 0 ? 'control' : 'warmer')

/** A row of the sink. What a unit did before it met its arm has no arm in it. */
export function rowOf({ unit, hours, item, event, more = {} }: Told): EventRow {
  const decision = `${unit.toString(16)}-${item.toString(16)}-${hours < 0 ? 'before' : 'since'}`.padEnd(32, '0')
  const arms = hours < 0 ? [] : [{ key: RECORD.key, arm: armOf(unit) }]
  return eventRowOf({
    ...{ eventId: `${decision}:0:${event}`, unit: unitOf(unit), event, arms },
    ...{ occurredAt: NOON + hours * HOUR_MS, receivedAt: NOON + hours * HOUR_MS + 200 },
    ...more,
  })
}

/** What some units did: each other much, so that every measure has some. The last one watched for a day without end. */
export function toldOf(units: number): readonly Told[] {
  return Array.from({ length: units }, (_, unit) => {
    const shown = [...items(unit, 1 + (unit % 5), 1), ...items(unit, 1 + (unit % 3), -24 - (unit % 300))]
    // What came before the 14 days of the covariates counts nowhere.
    const long = { unit, hours: (-15 * DAY_MS) / HOUR_MS, item: 90, event: 'watch', more: { watchedMs: 90_000 } }
    const endless = { unit, hours: 2, item: 91, event: 'complete', more: { watchedMs: 86_400_000 } }
    return [...shown, long, ...(unit === units - 1 ? [endless] : [])]
  }).flat()
}

function items(unit: number, count: number, hours: number): readonly Told[] {
  return Array.from({ length: count }, (_, item): readonly Told[] => {
    const [seed, at] = [scattered(unit * 8 + item), { unit, hours: hours + item / 100, item }]
    const { frame, watched } = { frame: { ttffMs: 200 + (seed % 400) }, watched: { watchedMs: 1000 * (seed % 97) } }
    return [
      { ...at, event: 'impression', ...(seed % 11 === 0 ? { more: { campaignId: 'cmp_house-idents' } } : {}) },
      ...(seed % 4 === 0 ? [] : [{ ...at, event: 'firstFrame', more: frame }]),
      { ...at, event: 'midpoint', more: watched },
      ...(seed % 5 === 0 ? [{ ...at, event: 'watch', more: { watchedMs: 500 } }] : []),
      ...(seed % 6 === 0 ? [{ ...at, event: 'like' }] : []),
      ...(seed % 13 === 0 ? [{ ...at, event: 'error' }] : []),
    ]
  }).flat()
}

/** A whole number that looks like chance, the same for the same number. */
function scattered(number: number): number {
  return (Math.imul(number + 1, 2_654_435_761) >>> 16) % 10_007
}
