import type { Redis } from '@upstash/redis/cloudflare'
import { readDeliveryField } from '../../events/cells/delivery-cells.ts'
import type { CampaignId } from '../../model/fields/identifier.ts'
import { DAY_MS, dayOf, heldDays } from '../reports/counters/held-days.ts'
import { countsOf } from '../reports/counters/read-counters.ts'
import { sendRepeatable } from '../store/checked-pipeline.ts'
import { keys } from '../store/keys.ts'
import type { EventTotals, PacingMemory } from './pacing-memory.ts'

/** Counters of days that one request reads. */
const DAYS_A_REQUEST = 300
/** Counters are kept for so many days. */
const COUNTERS_DAYS = 100

/** Whose events are counted, and from when on; milliseconds since 1970 UTC. */
export interface CountedCampaign {
  readonly id: CampaignId
  readonly startAt: number
  /** What was settled before; null: nothing. */
  readonly memory: Pick<PacingMemory, 'settledUntil' | 'settled'> | null
}

/** What a campaign delivered in all regions, and what of that no counter changes any more. */
export interface CountedEvents extends Pick<PacingMemory, 'settledUntil' | 'settled'> {
  readonly total: EventTotals
}

/**
 * Counts what campaigns delivered since their beginning, in their order. Days that can still change are read each time,
 * those before once: their sum is handed on.
 */
export async function countEvents(
  redis: Redis,
  asked: readonly CountedCampaign[],
  now: number,
): Promise<readonly CountedEvents[]> {
  const held = heldDays(now)
  const settledUntil = held[0] ?? dayOf(now)
  const campaigns = asked.map((each) => ({ ...each, memory: believed(each.memory, settledUntil) }))
  const wanted = campaigns.flatMap(({ id, startAt, memory }, index) =>
    [...unsettledDays(startAt, memory, settledUntil), ...held.filter((day) => day >= (memory?.settledUntil ?? ''))].map(
      (day) => ({ id, index, day }),
    ),
  )
  const sums = campaigns.map(({ memory }) => ({ settled: { ...(memory?.settled ?? NONE) }, changing: { ...NONE } }))
  for (let from = 0; from < wanted.length; from += DAYS_A_REQUEST) {
    const some = wanted.slice(from, from + DAYS_A_REQUEST)
    const replies = await sendRepeatable(redis, (queue) => {
      for (const { id, day } of some) {
        queue.zrange(keys.counters({ family: 'delivery', owner: id }, day), 0, -1, { withScores: true })
      }
    })
    for (const [position, { index, day }] of some.entries()) {
      const sum = sums[index]?.[day < settledUntil ? 'settled' : 'changing']
      if (sum !== undefined) addCounts(sum, countsOf(replies[position]))
    }
  }
  return sums.map(({ settled, changing }, index) => {
    const total = { impressions: settled.impressions + changing.impressions, starts: settled.starts + changing.starts }
    // A clock that goes back settles nothing twice.
    const until = campaigns[index]?.memory?.settledUntil ?? settledUntil
    return { settledUntil: until > settledUntil ? until : settledUntil, settled, total }
  })
}

/**
 * A memory that says of the last days that nothing changes them any more was written by a clock that was ahead. What came
 * since is not in it, so all is counted again; a day is what clocks may lie apart around midnight.
 */
function believed(memory: CountedCampaign['memory'], settledUntil: string): CountedCampaign['memory'] {
  return memory !== null && Date.parse(memory.settledUntil) > Date.parse(settledUntil) + DAY_MS ? null : memory
}

const NONE: EventTotals = { impressions: 0, starts: 0 }

/** Days (UTC) of the campaign that were not added up yet, and can no longer change. */
function unsettledDays(startAt: number, memory: CountedCampaign['memory'], until: string): readonly string[] {
  const days: string[] = []
  const last = Date.parse(until)
  const first =
    memory === null ? Math.max(startAt - DAY_MS, last - COUNTERS_DAYS * DAY_MS) : Date.parse(memory.settledUntil)
  for (let at = Date.parse(dayOf(first)); at < last; at += DAY_MS) days.push(dayOf(at))
  return days
}

function addCounts(sum: { impressions: number; starts: number }, counts: ReadonlyMap<string, number>): void {
  for (const [field, count] of counts) {
    const cell = readDeliveryField(field)
    if (cell !== null) sum[cell.event === 'impression' ? 'impressions' : 'starts'] += count * cell.weight
  }
}
