import type { OpenCell } from '../../compile/open-times.ts'
import { common } from '../../compile/time/intervals.ts'
import type { Interval } from '../../compile/time/windows.ts'
import { type SlotBooking, spreadOverSlots } from '../../learn/forecast/booked-slots.ts'
import { expectedIn } from '../../learn/supply/open-supply.ts'
import { goalOfEvents } from '../../model/fields/goal.ts'
import type { Campaign } from '../../model/nouns/campaign.ts'
import type { TellDraft } from '../draft.ts'
import type { LintSupply } from '../lint-supply.ts'
import type { LintedCampaign, LintPlace, LintWorld } from '../lint-world.ts'
import type { WholeTimes } from './goal-reach.ts'

const DAY_MS = 86_400_000
/** Stretches that the time of a place is divided into at most. */
const STRETCHES_MOST = 40
/** Booked by this much more than there is: less is the grain of the spreading. */
const TOLERATED = 1.02

/** A surface at a place in a stretch of time, and the impressions that are forecast in it. */
interface BookedSlot {
  readonly place: LintPlace
  readonly surface: OpenCell['surface']
  readonly stretch: Interval
  readonly capacity: number
}

/** A campaign that was promised its goal. */
interface Promised {
  readonly record: Campaign
  readonly cells: readonly OpenCell[]
  /** What of the goal there is for each impression of its cells in all its time. */
  readonly perImpression: number
}

interface OversoldWorld {
  readonly supply: LintSupply
  readonly times: WholeTimes
}

/**
 * Surfaces that guaranteed campaigns and takeovers have booked beyond what is forecast, wherever else the goals could be
 * delivered. Each goal is spread over its time and places as its chances are, and moved away from what is full. Campaigns
 * whose chances are not known book nothing.
 */
export function oversold(world: LintWorld, { supply, times }: OversoldWorld, found: TellDraft): void {
  const promised = world.campaigns.flatMap((item) => promisedOf(item, supply, times))
  if (promised.length === 0) return
  const slots = world.places.flatMap((place) => slotsAt(place, promised, { supply, now: world.now }))
  const bookings = promised.map((each) => bookingOf(each, slots, supply))
  const capacities = Float64Array.from(slots, ({ capacity }) => capacity)
  const taken = spreadOverSlots(bookings, capacities)
  const loads = new Float64Array(slots.length)
  for (const own of taken) for (const [slot, load] of own) loads[slot] = (loads[slot] ?? 0) + load
  for (const run of runsOf(slots, (slot) => (loads[slot] ?? 0) > (capacities[slot] ?? 0) * TOLERATED)) {
    tell(run, { slots, loads, taken, promised }, found)
  }
}

function promisedOf({ record }: LintedCampaign, supply: LintSupply, times: WholeTimes): readonly Promised[] {
  const goal = goalOfEvents(record.goal)
  if (goal === null || record.end === null || (record.priority !== 'guaranteed' && record.priority !== 'takeover'))
    return []
  const cells = times.of(record)
  let events = 0
  for (const cell of cells) {
    const [placements, seen] = [expectedIn(supply.forecast, cell), supply.seen(cell, goal.kind)]
    if (placements === null || (placements > 0 && seen === null)) return []
    events += placements * (seen ?? 0)
  }
  return events > 0 ? [{ record, cells, perImpression: goal.count / events }] : []
}

function slotsAt(
  place: LintPlace,
  promised: readonly Promised[],
  { supply, now }: { readonly supply: LintSupply; readonly now: number },
): readonly BookedSlot[] {
  const here = promised.flatMap(({ cells }) => cells.filter(({ territory }) => territory === place.code))
  const stretches = stretchesOf(here, now)
  return [...new Set(here.map(({ surface }) => surface))].flatMap((surface) => {
    const cell = { territory: place.code, surface }
    const seen = supply.seen(cell, 'impressions') ?? 0
    return stretches.flatMap((stretch) => {
      const placements = expectedIn(supply.forecast, { ...cell, times: [stretch] })
      return placements === null ? [] : [{ place, surface, stretch, capacity: placements * seen }]
    })
  })
}

/** The time from now on, divided where campaigns begin and end; of many such edges, evenly spread ones. */
function stretchesOf(cells: readonly OpenCell[], now: number): readonly Interval[] {
  const bounds = cells.flatMap(({ times }) => [times[0]?.start ?? now, times.at(-1)?.end ?? now])
  const edges = [...new Set([now, ...bounds])].filter((edge) => edge >= now).sort((one, other) => one - other)
  const kept = edges.filter(
    (edge, index) => index === 0 || edge - (edges[index - 1] ?? 0) >= DAY_MS || index === edges.length - 1,
  )
  const step = Math.max(1, (kept.length - 1) / STRETCHES_MOST)
  const chosen = Array.from(
    { length: Math.min(kept.length, STRETCHES_MOST + 1) },
    (_, index) => kept[Math.round(index * step)] ?? 0,
  )
  return chosen.slice(1).map((end, index) => ({ start: chosen[index] ?? 0, end }))
}

function bookingOf({ cells, perImpression }: Promised, slots: readonly BookedSlot[], supply: LintSupply): SlotBooking {
  const own = new Map(cells.map((cell) => [`${cell.territory} ${cell.surface}`, cell]))
  const chances = new Map<number, number>()
  let impressions = 0
  for (const [index, { place, surface, stretch }] of slots.entries()) {
    const cell = own.get(`${place.code} ${surface}`)
    if (cell === undefined) continue
    const times = common(cell.times, [stretch])
    const placements = times.length === 0 ? 0 : (expectedIn(supply.forecast, { ...cell, times }) ?? 0)
    const seen = placements * (supply.seen(cell, 'impressions') ?? 0)
    if (seen > 0) chances.set(index, seen)
    impressions += seen
  }
  return { goal: perImpression * impressions, chances }
}

/** Slots of one place and surface that follow each other and are all full. */
function runsOf(slots: readonly BookedSlot[], isFull: (slot: number) => boolean): readonly (readonly number[])[] {
  const runs: number[][] = []
  for (const [index, { place, surface, stretch }] of slots.entries()) {
    if (!isFull(index)) continue
    const run = runs.at(-1)
    const last = slots[run?.at(-1) ?? -1]
    const follows = last?.place === place && last.surface === surface && last.stretch.end === stretch.start
    if (run !== undefined && follows) run.push(index)
    else runs.push([index])
  }
  return runs
}

function tell(
  run: readonly number[],
  {
    slots,
    loads,
    taken,
    promised,
  }: {
    readonly slots: readonly BookedSlot[]
    readonly loads: Float64Array
    readonly taken: ReturnType<typeof spreadOverSlots>
    readonly promised: readonly Promised[]
  },
  found: TellDraft,
): void {
  const [first, last] = [slots[run[0] ?? 0], slots[run.at(-1) ?? 0]]
  if (first === undefined || last === undefined) return
  const sum = (of: (slot: number) => number) => Math.round(run.reduce((total, slot) => total + of(slot), 0))
  const [booked, there] = [sum((slot) => loads[slot] ?? 0), sum((slot) => slots[slot]?.capacity ?? 0)]
  const campaigns = promised
    .map(({ record }, index) => ({ id: record.id, takes: sum((slot) => taken[index]?.get(slot) ?? 0) }))
    .filter(({ takes }) => takes > 0)
    .sort((one, other) => other.takes - one.takes)
  found({
    rule: 'oversold',
    campaigns: campaigns.map(({ id }) => id),
    territory: first.place.code,
    surface: first.surface,
    ...{ from: first.stretch.start, until: last.stretch.end, zone: first.place.zone },
    text: `{campaigns} have booked ${booked} impressions in {where} {when}, and ${there} are forecast there`,
  })
}
