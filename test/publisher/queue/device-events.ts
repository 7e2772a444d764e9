import { createHash } from 'node:crypto'
import type { DeviceEventItem, EventsMessage } from '../../../src/model/messages/queue-message.ts'
import type { RegionId } from '../../../src/model/nouns/region.ts'
import type { PublisherWorld } from '../publisher-world.ts'

/** The id of a decision by a number: as random as real ones, and the same in each run. */
export function decisionIdOf(decision: number): string {
  return createHash('sha256').update(`decision ${decision}`).digest('hex').slice(0, 32)
}

/** An impression on a hero in Germany, at noon. */
export function eventItem(decision: number, more: Partial<DeviceEventItem> = {}): DeviceEventItem {
  const occurredAt = more.occurredAt ?? Date.UTC(2026, 10, 22, 12)
  return {
    decisionId: decisionIdOf(decision),
    position: 0,
    event: 'impression',
    assetId: 'ast_one',
    campaignId: 'cmp_main',
    placementId: 'home-hero',
    snapshot: 'aa',
    sequence: 1,
    propensity: 0.25,
    drawn: true,
    sticky: false,
    privacy: 'contextual',
    arms: [],
    occurredAt,
    watchedMs: null,
    ttffMs: null,
    receivedAt: occurredAt + 1_000,
    surface: 'home-hero',
    territory: 'DE',
    device: 'tv',
    reserved: false,
    unit: '0123456789abcdef',
    holdout: false,
    playback: null,
    source: 7,
    ...more,
  }
}

/** The events of one beacon. */
export function eventsMessage(items: readonly DeviceEventItem[], region: RegionId = 'dach'): EventsMessage {
  return { type: 'events', region, items }
}

const COUNTER = 2 ** 26

/** The counters below a key: what is counted → how many, without those that count nothing. */
export async function countersAt(world: Pick<PublisherWorld, 'redis'>, key: string): Promise<Record<string, number>> {
  const flat = (await world.redis('ZRANGE', key, '0', '-1', 'WITHSCORES')) as string[]
  const pairs = flat.flatMap((word, index) =>
    index % 2 === 0 ? [[word, Number(flat[index + 1]) % COUNTER] as const] : [],
  )
  return Object.fromEntries(pairs.filter(([, count]) => count > 0))
}
