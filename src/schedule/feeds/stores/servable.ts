import type { Redis } from '@upstash/redis/cloudflare'
import { z } from 'zod'
import type { RegionId } from '../../../model/nouns/region.ts'
import { sendRepeatable } from '../../store/checked-pipeline.ts'
import { keys } from '../../store/keys.ts'
import { asFields, asTexts, asWords } from '../../store/replies.ts'

/** How many deliveries of a feed, and how many announcements of a region, are remembered. */
const DELIVERIES_KEPT = 50
const ANNOUNCEMENTS_KEPT = 500
/** Of a region that nobody asks any more. Of any other as many sightings are remembered as announcements. */
const SIGHTINGS_SECONDS = 8 * 86_400

const accepted = z.object({ delivery: z.string(), revision: z.number(), at: z.number() })
const announced = z.object({ revision: z.number(), sequence: z.number(), at: z.number() })

/** A delivery that came into force, and the schedule's revision with it. */
export type AcceptedDelivery = z.infer<typeof accepted>
/** A pointer that went live in a region, and the schedule's revision that its snapshot has. */
export type AnnouncedRevision = z.infer<typeof announced>

/** Notes that a delivery is in force in the schedule. `at`: milliseconds since 1970. */
export async function noteAccepted(redis: Redis, feed: string, delivery: AcceptedDelivery): Promise<void> {
  await sendRepeatable(redis, (queue) => {
    queue.lpush(keys.feedAccepted(feed), JSON.stringify(delivery))
    queue.ltrim(keys.feedAccepted(feed), 0, DELIVERIES_KEPT - 1)
  })
}

/** The last deliveries that came into force, the newest first. */
export async function acceptedOf(redis: Redis, feed: string): Promise<readonly AcceptedDelivery[]> {
  const [reply] = await sendRepeatable(redis, (queue) => queue.lrange(keys.feedAccepted(feed), 0, -1))
  return asWords(reply).map((json) => accepted.parse(JSON.parse(json)))
}

/** Notes which revision of the schedule a region announces. */
export async function noteAnnounced(redis: Redis, region: RegionId, live: AnnouncedRevision): Promise<void> {
  await sendRepeatable(redis, (queue) => {
    queue.lpush(keys.regionRevisions(region), JSON.stringify(live))
    queue.ltrim(keys.regionRevisions(region), 0, ANNOUNCEMENTS_KEPT - 1)
  })
}

/** Notes that an isolate serves a sequence, if it is the first that does. */
export async function noteServing(redis: Redis, region: RegionId, sequence: number, at: number): Promise<void> {
  await sendRepeatable(redis, (queue) => {
    queue.zadd(keys.regionSightings(region), { nx: true }, { score: at, member: String(sequence) })
    queue.zremrangebyrank(keys.regionSightings(region), 0, -ANNOUNCEMENTS_KEPT - 1)
    queue.expire(keys.regionSightings(region), SIGHTINGS_SECONDS)
  })
}

/** What a region announced, and when its isolates were first seen to serve it. */
export interface RegionHistory {
  readonly region: RegionId
  /** The newest first. */
  readonly announced: readonly AnnouncedRevision[]
  /** Sequence → when an isolate first reported to serve it, in milliseconds since 1970. */
  readonly serving: ReadonlyMap<number, number>
}

/** The history of regions. */
export async function historyOf(redis: Redis, regions: readonly RegionId[]): Promise<readonly RegionHistory[]> {
  if (regions.length === 0) return []
  const replies = await sendRepeatable(redis, (queue) => {
    for (const region of regions) {
      queue.lrange(keys.regionRevisions(region), 0, -1)
      queue.zrange(keys.regionSightings(region), 0, -1, { withScores: true })
    }
  })
  return regions.map((region, index) => ({
    region,
    announced: asTexts(replies[index * 2]).flatMap((json) => (json === null ? [] : announced.parse(JSON.parse(json)))),
    serving: new Map([...asFields(replies[index * 2 + 1])].map(([sequence, at]) => [Number(sequence), Number(at)])),
  }))
}
