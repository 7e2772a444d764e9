import type { RegionId } from '../model/nouns/region.ts'
import type { EventRow } from './event-row.ts'
import type { SoundItem } from './sound-item.ts'

/** What makes two reports the same event: `decision:position:event`. */
export function eventIdOf({ decisionId, position, event }: SoundItem): string {
  return `${decisionId}:${position}:${event}`
}

/**
 * The row of the sink for an event.
 *
 * @param weight what the event counts in the sampled counters; 0 if its decision is not sampled
 */
export function rowOf(item: SoundItem, region: RegionId, weight: number): EventRow {
  const { placementId, propensity, arms, ...same } = item
  const { decisionId: _, ...plain } = same
  return {
    ...plain,
    eventId: eventIdOf(item),
    // Older messages do not say it: nothing is received before it happens.
    receivedAt: item.receivedAt ?? item.occurredAt,
    region,
    placement: placementId,
    propensity,
    // Estimates need the chance, and the word that nothing but the chance decided.
    drawn: propensity !== null && item.drawn === true,
    // What is not known to be fresh is left out of estimates.
    sticky: item.sticky ?? true,
    reserved: item.reserved ?? false,
    arms: (arms ?? []).map(([key, arm]) => ({ key, arm })),
    holdout: item.holdout ?? false,
    weight,
  }
}
