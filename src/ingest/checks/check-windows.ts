import type { ScheduleRecord } from '../../model/nouns/record.ts'
import { type LineRefusal, refusal } from '../lines/line-refusal.ts'

/** A window as a record says it: wall clocks of `timeZone`, in these territories. */
export interface LocalWindow {
  readonly start: string | null
  readonly end: string | null
  readonly timeZone: string
  readonly territories: readonly string[]
}

/**
 * Refuses windows that are empty where they apply, although their end is the later text: instants count, not texts.
 *
 * @param withoutLength a territory in which the window is over by the time it starts, or null
 */
export function checkWindows(
  record: ScheduleRecord,
  line: number,
  withoutLength: (window: LocalWindow) => string | null,
): LineRefusal[] {
  return windowsOf(record).flatMap(({ path, window }) => {
    const territory = withoutLength(window)
    if (territory === null) return []
    const hint = `ends before it starts in ${territory}, because clocks change there or its zones are far apart: make it longer, or leave ${territory} out`
    return [refusal(line, 'contradiction', path, window.end, hint)]
  })
}

function windowsOf(record: ScheduleRecord): { readonly path: string; readonly window: LocalWindow }[] {
  switch (record.type) {
    case 'title':
      return record.offers.map((offer, index) => ({ path: `offers.${index}.end`, window: offer }))
    case 'asset': {
      const { validFrom: start, validUntil: end, timeZone, territories } = record
      return [{ path: 'validUntil', window: { start, end, timeZone, territories } }]
    }
    case 'campaign':
      return [{ path: 'end', window: record }]
    case 'takedown':
      return []
  }
}
