import type { FeedFreshness } from '../../contracts/ops/answers/feeds.ts'
import type { StoredFeed } from '../../schedule/feeds/stores/feed-store.ts'
import {
  type AcceptedDelivery,
  acceptedOf,
  historyOf,
  type RegionHistory,
} from '../../schedule/feeds/stores/servable.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { regionsOfCampaign } from '../regions/regions-of.ts'

/**
 * How long it took from a delivery's acceptance until it could be seen in a region: until a pointer with its revision of
 * the schedule was live, and until the first isolate reported to serve it. In seconds.
 */
export function freshnessOf(deliveries: readonly AcceptedDelivery[], history: RegionHistory): FeedFreshness {
  const times = deliveries.map((delivery) => timesOf(delivery, history))
  const announced = times.flatMap(({ announcedSeconds }) => announcedSeconds ?? [])
  const served = times.flatMap(({ servedSeconds }) => servedSeconds ?? [])
  return {
    region: history.region,
    last: times[0] ?? { announcedSeconds: null, servedSeconds: null },
    p50: { announcedSeconds: median(announced), servedSeconds: median(served) },
    deliveries: announced.length,
  }
}

function timesOf({ revision, at }: AcceptedDelivery, { announced, serving }: RegionHistory): FeedFreshness['last'] {
  // The newest stand first; the first pointer that had the revision is the last one that qualifies.
  const first = announced.findLast((live) => live.revision >= revision)
  if (first === undefined) return { announcedSeconds: null, servedSeconds: null }
  const seen = [...serving].filter(([sequence]) => sequence >= first.sequence).map(([, when]) => when)
  return {
    announcedSeconds: secondsBetween(at, first.at),
    servedSeconds: seen.length === 0 ? null : secondsBetween(at, Math.min(...seen)),
  }
}

function secondsBetween(from: number, to: number): number {
  return Math.max(0, Math.round((to - from) / 100) / 10)
}

/** The lower of the two in the middle, so that it is a time that happened. */
function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((one, other) => one - other)
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null
}

/** The same for a feed in each region of its territories. */
export async function freshnessIn(
  { redis, rules }: Pick<PublisherContext, 'redis' | 'rules'>,
  { feed, settings }: StoredFeed,
): Promise<readonly FeedFreshness[]> {
  const regions = regionsOfCampaign(rules, { territories: settings.territories })
  const deliveries = await acceptedOf(redis, feed)
  const histories = await historyOf(redis, regions)
  return histories.map((history) => freshnessOf(deliveries, history))
}
