import type { EventsAnswer } from '../../contracts/device/answers/events.ts'
import { itemWithdrawal } from '../../decide/eligibility/item-withdrawal.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import type { Live } from '../residence/live.ts'
import type { RegionHolder } from '../residence/region-holder.ts'
import type { KeepAlive } from '../residence/text/page-reader.ts'
import type { BelievedEvent } from './believed-event.ts'

/** A believed event, and its index in the request. */
export interface IndexedEvent {
  readonly index: number
  readonly event: BelievedEvent
}

type Stops = Pick<EventsAnswer, 'stop' | 'stopEvents'>

/**
 * What a device must stop of what it just started: it may have been decided, or fetched ahead, before a takedown. The
 * list of the decision's region is read as for an answer, so that nothing waits longer for it than an answer does. A list
 * that cannot be confirmed in that time applies as it was last known: playing on is no worse than before the question.
 */
export async function stopsOf(
  regions: ReadonlyMap<RegionId, RegionHolder>,
  events: readonly IndexedEvent[],
  { keepAlive, now }: { readonly keepAlive: KeepAlive; readonly now: number },
): Promise<Stops> {
  const started = events.filter(({ event }) => event.item.event === 'start')
  const served = new Map<RegionId, Promise<Live>>()
  for (const { event } of started) {
    const holder = regions.get(event.region)
    if (holder !== undefined && !served.has(event.region)) served.set(event.region, servedBy(holder, keepAlive))
  }
  const stopped: IndexedEvent[] = []
  for (const each of started) {
    const { region, item } = each.event
    const live = await served.get(region)
    if (live === undefined) continue
    const { assetId, campaignId, surface = null, territory } = item
    // A token of before names no territory: then only what is withdrawn everywhere is known to reach it.
    const place = territory ?? ''
    const at = { territory: place, place, now }
    if (itemWithdrawal(live.opened, live.denies, { assetId, campaignId, surface }, at) !== null) stopped.push(each)
  }
  if (stopped.length === 0) return {}
  return { stop: stopped.map(({ event }) => event.item.position), stopEvents: stopped.map(({ index }) => index) }
}

async function servedBy(holder: RegionHolder, keepAlive: KeepAlive): Promise<Live> {
  return holder.liveNow() ?? (await holder.live(keepAlive))
}
