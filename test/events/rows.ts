import type { EventRow } from '../../src/events/event-row.ts'

/** The instant of the example: a Monday noon. */
export const NOON = Date.UTC(2026, 10, 30, 12)

/** A row of an impression; everything of it can be another. */
export function eventRowOf(more: Partial<EventRow> = {}): EventRow {
  return {
    eventId: '414cc13b'.padEnd(32, '0').concat(':0:impression'),
    occurredAt: NOON,
    receivedAt: NOON + 200,
    region: 'dach',
    territory: 'DE',
    device: 'tv',
    surface: 'home-hero',
    placement: 'home-hero',
    position: 0,
    event: 'impression',
    assetId: 'ast_sintel-trailer',
    campaignId: 'cmp_open-movie-night',
    snapshot: 'a'.repeat(64),
    sequence: 7,
    propensity: 0.25,
    drawn: true,
    sticky: false,
    reserved: false,
    privacy: 'consented',
    unit: '0123456789abcdef',
    arms: [{ key: 'canary:dach', arm: 'control' }],
    holdout: false,
    watchedMs: null,
    ttffMs: null,
    playback: null,
    source: 4095,
    weight: 1,
    ...more,
  }
}
