import type { Redis } from '@upstash/redis/cloudflare'
import { z } from 'zod'
import type { RegionId } from '../../model/nouns/region.ts'
import type { ShardEntry } from '../../snapshot/pointer.ts'
import { sendRepeatable } from '../store/checked-pipeline.ts'
import { keys } from '../store/keys.ts'
import { asFields } from '../store/replies.ts'

/** As long as counters are kept. */
const KEPT_DAYS = 100

/** How many assets were live in a region on a day. */
const liveOnDay = z.object({
  /** The most at once, those of the day's beginning among them. */
  most: z.int().min(0),
  /** At its end. */
  last: z.int().min(0),
})
type LiveOnDay = z.infer<typeof liveOnDay>

/**
 * Notes how many assets a region serves from now on. The region's lock must be held.
 * @param day UTC, as `2026-11-22`
 */
export async function noteLiveAssets(
  redis: Redis,
  region: RegionId,
  { day, shards }: { readonly day: string; readonly shards: readonly ShardEntry[] },
): Promise<void> {
  const now = shards.find(({ name }) => name === 'text')?.count
  if (now === undefined) return
  const known = await readNotes(redis, region)
  const before = noteOf(known, day)
  const next: LiveOnDay = { most: Math.max(now, before?.most ?? now), last: now }
  if (known.get(day)?.most === next.most && known.get(day)?.last === now) return
  const [first, ...rest] = [...known.keys()].sort().slice(0, Math.max(0, known.size - KEPT_DAYS))
  await sendRepeatable(redis, (queue) => {
    queue.hset(keys.learned.live(region), { [day]: JSON.stringify(next) })
    if (first !== undefined) queue.hdel(keys.learned.live(region), first, ...rest)
  })
}

/** The most assets that were live at once on each of these days; null: nothing was, or nobody noted it. */
export async function readLiveAssets(
  redis: Redis,
  region: RegionId,
  days: readonly string[],
): Promise<readonly (number | null)[]> {
  const known = await readNotes(redis, region)
  return days.map((day) => noteOf(known, day)?.most ?? null)
}

async function readNotes(redis: Redis, region: RegionId): Promise<ReadonlyMap<string, LiveOnDay>> {
  const [reply] = await sendRepeatable(redis, (queue) => queue.hgetall(keys.learned.live(region)))
  return new Map(
    [...asFields(reply)].flatMap(([day, json]) => {
      const { data } = liveOnDay.safeParse(jsonOf(json))
      return data === undefined ? [] : [[day, data] as const]
    }),
  )
}

/** What is noted of a day, or else what was live when the last day before it ended. */
function noteOf(known: ReadonlyMap<string, LiveOnDay>, day: string): LiveOnDay | null {
  const own = known.get(day)
  if (own !== undefined) return own
  const before = [...known.keys()]
    .filter((each) => each < day)
    .sort()
    .at(-1)
  const last = before === undefined ? undefined : known.get(before)?.last
  return last === undefined ? null : { most: last, last }
}

function jsonOf(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return null
  }
}
