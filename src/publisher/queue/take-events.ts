import { marksOf } from '../../events/cells/marks-of.ts'
import { readItem } from '../../events/read-item.ts'
import { rowOf } from '../../events/row-of.ts'
import { weightOf } from '../../events/sampling.ts'
import type { SoundItem } from '../../events/sound-item.ts'
import type { EventsMessage } from '../../model/messages/queue-message.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import { countCanaryEvents } from '../../schedule/reports/canary-counts.ts'
import { countMarks } from '../../schedule/reports/counters/count-marks.ts'
import { LATE_MS } from '../../schedule/reports/counters/held-days.ts'
import type { EventsContext } from './events-context.ts'

/** An event with where it counts, and whether it came too late to. */
interface TakenItem {
  readonly item: SoundItem
  readonly region: RegionId
  /** 0: its decision is not sampled. */
  readonly weight: number
  readonly late: boolean
}

/** What became of events: as `BatchIntake`. */
interface TakenEvents {
  readonly counts: Map<string, number>
  readonly receivedAt: number | null
}

/** What was read of messages. */
interface ReadEvents {
  readonly items: readonly TakenItem[]
  readonly counts: Map<string, number>
}

/**
 * Counts the events of these messages and sends them to the sink: all of them, or it throws. Whatever of it was done
 * before a failure is done again to the same end. The store comes first, so that a store that is away for hours does not
 * fill the sink with repeats.
 */
export async function takeEvents(context: EventsContext, messages: readonly EventsMessage[]): Promise<TakenEvents> {
  const now = context.now()
  const { items, counts } = readEvents(messages, context.statsRate, now)
  const counted = items.filter(({ weight, late }) => weight > 0 && !late)
  await countMarks(context.redis, marksOf(counted), now)
  for (const { region, items: some } of byRegion(items)) await countCanaryEvents(context.redis, region, some)
  if (items.length > 0) await context.sink.send(items.map(({ item, region, weight }) => rowOf(item, region, weight)))
  counts.set('accepted', items.length)
  counts.set('sampled', counted.length)
  counts.set('late', items.filter(({ late }) => late).length)
  const received = items.map(({ item }) => item.receivedAt ?? 0)
  return { counts, receivedAt: received.reduce<number | null>((last, at) => (at > (last ?? 0) ? at : last), null) }
}

function readEvents(messages: readonly EventsMessage[], statsRate: number, now: number): ReadEvents {
  const items: TakenItem[] = []
  const counts = new Map<string, number>()
  const add = (name: string) => counts.set(name, (counts.get(name) ?? 0) + 1)
  for (const { region, items: raw } of messages) {
    for (const each of raw) {
      const reading = readItem(each, now)
      if ('refused' in reading) {
        add(`refused:${reading.refused}`)
        continue
      }
      for (const field of reading.doubted) add(field === 'propensity' ? 'badPropensity' : `doubted:${field}`)
      const { item } = reading
      const weight = weightOf(item.decisionId, statsRate)
      items.push({ item, region, weight, late: item.occurredAt < now - LATE_MS })
    }
  }
  return { items, counts }
}

function byRegion(items: readonly TakenItem[]): { readonly region: RegionId; readonly items: readonly SoundItem[] }[] {
  return [...new Set(items.map(({ region }) => region))].map((region) => ({
    region,
    items: items.filter((each) => each.region === region).map(({ item }) => item),
  }))
}
