import { type DemoRecord, demoRecords } from '../catalogue.ts'
import { dayParts } from './day-parts.ts'
import { demoBase } from './demo-base.ts'
import { weekDrafts } from './drafts.ts'
import { lastChance } from './last-chance.ts'
import { takeoverDay } from './takeover-day.ts'
import { titlePageGap } from './title-page-gap.ts'
import { undertowNights } from './undertow-nights.ts'

/** The demo as a stack takes it in: what is to be approved, and then what stays a draft. */
export interface DemoWeek {
  readonly approved: readonly DemoRecord[]
  readonly drafts: readonly DemoRecord[]
}

/**
 * The demo on some day: what it has on any day, and a week from then on in which there is something to look at. What the
 * week says of a record counts.
 *
 * @param now milliseconds since 1970 UTC
 */
export function demoWeek(now: number): DemoWeek {
  const timeless = demoRecords()
  const base = demoBase(timeless)
  const week = [
    ...undertowNights(now, base),
    ...lastChance(now, base),
    ...titlePageGap(now, base),
    ...takeoverDay(now),
    ...dayParts(now),
  ]
  const isDraft = (record: DemoRecord) => record.type === 'campaign' && record.status === 'draft'
  const approved = new Map([...timeless, ...week].map((record) => [record.id, record]))
  for (const [id, record] of approved) if (isDraft(record)) approved.delete(id)
  return {
    approved: inOrderOfReference([...approved.values()]),
    drafts: [...timeless.filter(isDraft), ...weekDrafts(now, base)],
  }
}

/** Titles, then what is about them, then campaigns of it. */
function inOrderOfReference(records: readonly DemoRecord[]): readonly DemoRecord[] {
  return (['title', 'asset', 'campaign'] as const).flatMap((type) => records.filter((record) => record.type === type))
}
