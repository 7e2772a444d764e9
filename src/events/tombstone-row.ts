import { UNKNOWN_PLACE } from '../model/policies/unknown-place.ts'
import { ERASED, type EventRow } from './event-row.ts'

/**
 * The row that erases a unit: every event of it that had happened, or that the edge had accepted, until then is hidden
 * from every analysis. It goes through the sink as events do; sent again with the same instant, it is the same row. It
 * counts nowhere, even for who reads the rows themselves: its weight is 0, and nothing was drawn.
 *
 * @param at when the unit was erased, milliseconds since 1970 UTC
 */
export function tombstoneRow(unit: string, at: number): EventRow {
  return {
    eventId: `${ERASED}:${unit}:${at}`,
    occurredAt: at,
    receivedAt: at,
    // No row may say where somebody lives who wants to be forgotten.
    region: UNKNOWN_PLACE.region,
    territory: null,
    device: null,
    surface: null,
    placement: '',
    position: 0,
    event: ERASED,
    assetId: '',
    campaignId: '',
    snapshot: '',
    sequence: 0,
    propensity: null,
    drawn: false,
    sticky: false,
    reserved: false,
    privacy: 'opted-out',
    unit,
    arms: [],
    holdout: false,
    watchedMs: null,
    ttffMs: null,
    playback: null,
    source: null,
    weight: 0,
  }
}
