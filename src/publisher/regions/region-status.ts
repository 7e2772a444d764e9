import type { LoggedOutcome } from '../../contracts/ops/answers/publish.ts'
import type { RegionHealth, RegionStatus } from '../../contracts/ops/answers/regions.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import { type LoggedPublish, readPublishLog } from '../../schedule/publishing/publish-log.ts'
import { readLeftOut } from '../../schedule/reports/left-out-state.ts'
import type { PointerPayload } from '../../snapshot/pointer.ts'
import { livePointer } from '../announce/live-region.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { leftOutStatus } from '../renditions/left-out-status.ts'
import { lookingDoor, type StoreDoor } from '../takedowns/journal/store-door.ts'
import { listStatus } from '../takedowns/lists/list-status.ts'
import { regionHealth } from './region-health.ts'
import { seenIsolates } from './seen-isolates.ts'

/** How many log entries are searched for the last receipt and the last refusal. */
const LOG_ENTRIES = 50

/**
 * A region's live snapshot, its last publish, and what edges report to serve. Works from KV alone when the scheduling
 * store is down: whoever is called at night because of that must see that serving continues.
 */
export async function regionStatus(
  publisher: PublisherContext,
  region: RegionId,
  ask: StoreDoor = lookingDoor(publisher),
): Promise<RegionStatus> {
  const [{ pointer, isRead }, takedowns, log, seen, leftOut] = await Promise.all([
    pointerIfRead(publisher, region),
    listStatus(publisher, region, ask),
    ask(({ redis }) => readPublishLog(redis, region, LOG_ENTRIES)),
    ask((context) => seenIsolates(context, region)),
    ask(({ redis }) => readLeftOut(redis, region)),
  ])
  const age = (createdAt: string): number => Math.max(0, Math.floor((publisher.now() - Date.parse(createdAt)) / 1000))
  return {
    region,
    sequence: pointer?.sequence ?? null,
    snapshot: pointer?.snapshot ?? null,
    ageSeconds: pointer === null ? null : age(pointer.createdAt),
    softExpiresAt: pointer?.softExpiresAt ?? null,
    candidates: pointer?.shards.find(({ name }) => name === 'hot')?.count ?? null,
    pinned: pinnedNow(pointer, publisher.now()),
    canary: canaryNow(pointer, publisher.now()),
    lastReceipt: described(log?.find(({ outcome }) => outcome !== 'refused')),
    lastRefusal: described(log?.find(({ outcome }) => outcome === 'refused')),
    takedowns: { ...takedowns, storeAnswers: takedowns.storeAnswers && log !== null },
    health: isRead ? await regionHealth(publisher, { region, pointer, log }) : NOT_KNOWN,
    leftOut: leftOut && leftOutStatus(leftOut),
    seen: seen ?? [],
  }
}

/** Storage that fails in one region hides no other. */
function pointerIfRead(publisher: PublisherContext, region: RegionId) {
  return livePointer(region, publisher).then(
    (pointer) => ({ pointer, isRead: true }),
    () => ({ pointer: null, isRead: false }),
  )
}

const NOT_KNOWN: RegionHealth = {
  state: 'unknown',
  serving: null,
  usual: null,
  why: 'storage does not give the pointer, so what is live is not known: try again',
}

/** Until when the live snapshot is pinned; null: the region follows its schedule. */
function pinnedNow(pointer: PointerPayload | null, now: number) {
  if (!pointer?.pinnedUntil || Date.parse(pointer.pinnedUntil) <= now) return null
  const { pinnedUntil: until, actor, reason } = pointer
  return { until, actor, reason }
}

function canaryNow(pointer: PointerPayload | null, now: number) {
  const canary = pointer?.canary
  if (!canary || Date.parse(canary.until) <= now) return null
  const { snapshot, permille, startedAt, until } = canary
  return { snapshot, percent: permille / 10, startedAt, until }
}

function described(entry: LoggedPublish | undefined): LoggedOutcome | null {
  return entry === undefined ? null : { ...entry, at: new Date(entry.at).toISOString() }
}
