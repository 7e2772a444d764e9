import type { LineKey } from '../../decision-log/line-key.ts'
import type { CampaignId } from '../../model/fields/identifier.ts'
import type { Campaign } from '../../model/nouns/campaign.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import type { ScheduleChanges } from '../../schedule/publishing/schedule-source.ts'
import { readDocuments } from '../../schedule/store/read-documents.ts'
import { liveDenies } from '../announce/live-denies.ts'
import { previewedSchedule } from '../preview/previewed-schedule.ts'
import type { PublisherContext } from '../publisher-context.ts'
import type { ForecastTime } from './forecast-time.ts'
import { loggedContexts } from './logged-contexts.ts'
import { type ReservingWorld, reservedShares } from './reserved-shares.ts'
import { type TakenPlacement, takenPlacements, withShares } from './taken-placements.ts'

/** What a region may have, to be compiled for a forecast: one schedule is held at a time. */
const FORECAST_ROOM = { assets: 50_000, candidates: 80_000 } as const

/** Who has the picks of a region's logged contexts, without the campaign and with it. */
export interface RegionTakes {
  readonly before: readonly TakenPlacement[]
  readonly after: readonly TakenPlacement[]
}

/** The schedules that are compared. */
export interface ForecastChanges {
  /** What holds a place without being on the air yet. */
  readonly held: ScheduleChanges
  /** The same, and the campaign that is forecast. */
  readonly all: ScheduleChanges
}

/**
 * Decides a region's logged contexts by the stored schedule and with a campaign in it, by the engine that serves. Others
 * with a goal are held back to what they need for it, on both sides.
 *
 * @throws OpsProblem 413 where the schedule has no room
 */
export async function regionTakes(
  publisher: PublisherContext,
  region: RegionId,
  id: CampaignId,
  {
    time,
    changes,
    keys,
    world,
  }: {
    readonly time: ForecastTime
    readonly changes: ForecastChanges
    readonly keys: readonly LineKey[]
    readonly world: ReservingWorld
  },
): Promise<RegionTakes> {
  const denies = await liveDenies(region, publisher)
  const compile = (changed: ScheduleChanges) => {
    return previewedSchedule(publisher, region, { now: publisher.now(), changes: changed, room: FORECAST_ROOM })
  }
  const { opened, narrowed } = await compile(changes.all)
  const contexts = await loggedContexts(publisher, region, time, { keys, denies: denies(narrowed) })
  if (contexts.length === 0) return { before: [], after: [] }
  const open = takenPlacements(opened, contexts)
  const others = await campaignsIn(publisher, open, id, changes.held)
  const shares = reservedShares(others, open, world)
  const after = shares.size === 0 ? open : takenPlacements(withShares(opened, shares), contexts)
  const without = await compile(changes.held)
  return { before: takenPlacements(withShares(without.opened, shares), contexts), after }
}

/** The campaigns that have picks, but for one. */
async function campaignsIn(
  { redis }: PublisherContext,
  placements: readonly TakenPlacement[],
  id: CampaignId,
  held: ScheduleChanges,
): Promise<readonly Campaign[]> {
  const ids = new Set(placements.flatMap(({ taken }) => [...taken.keys()]))
  ids.delete(id)
  const stored = await readDocuments(redis, 'campaign', [...ids])
  return [...ids].flatMap((each, index) => {
    const record = held.get(each)?.record ?? stored[index]?.record
    return record?.type === 'campaign' ? [record] : []
  })
}
