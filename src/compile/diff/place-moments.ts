import type { Place } from '../../decide/context/context.ts'
import { deriveContext } from '../../decide/context/derive-context.ts'
import { instantsAt, type LocalDay, localDay } from '../../decide/matrix/local-day.ts'
import { ANY_DEVICE, ANYBODY } from '../../decide/matrix/matrix-viewers.ts'
import { visitAll, wallTimes } from '../../decide/time/next-bounds.ts'
import { ANY_CLOCK, VIEWERS_CLOCK } from '../../decide/time/time-bounds.ts'
import type { Snapshot } from '../../model/columns/snapshot.ts'
import type { Deny } from '../../model/denies/deny-list.ts'
import { UNKNOWN_TERRITORY } from '../../model/nouns/region.ts'
import type { PlaceCode } from '../../model/policies/place-policies.ts'

/** Start, end and resolution of the hours that are checked. */
export interface Horizon {
  /** The first instant to check, milliseconds since 1970 UTC. */
  readonly now: number
  readonly end: number
  /** Greatest number of instants per place, `now` included. */
  readonly most: number
}

/** A place of a region with the instants at which its answers are compared. */
export interface PlaceMoments {
  /** A country, a part of one with ratings of its own, or `XX`. */
  readonly code: PlaceCode
  readonly place: Place
  /** The zone that represents the place: its rights zone, or its first. */
  readonly zone: string
  /** Ascending, `now` first. */
  readonly instants: readonly number[]
  /** Number of edges within the horizon; it may exceed the number of instants checked. */
  readonly edges: number
}

/** The places of a region, each with `now` and the edges of its clocks and windows within the horizon. */
export function placeMoments(
  snapshots: readonly Snapshot[],
  horizon: Horizon,
  denies: readonly Pick<Deny, 'from' | 'until'>[],
): readonly PlaceMoments[] {
  const [first] = snapshots
  if (first === undefined) return []
  const days = new Map<string, readonly LocalDay[]>()
  const daysIn = (zone: string): readonly LocalDay[] => {
    const known = days.get(zone) ?? daysWithin(horizon, zone)
    days.set(zone, known)
    return known
  }
  return placesOf(first).map(({ place, code, zone }) => {
    const edges = new Map<number, number>()
    const add = (instant: number, weight: number): void => {
      if (instant > horizon.now && instant < horizon.end) edges.set(instant, (edges.get(instant) ?? 0) + weight)
    }
    for (const snapshot of snapshots) addEdges(snapshot, { place, zone }, { now: horizon.now, daysIn, add })
    for (const { from, until } of denies) for (const edge of [from, until]) if (edge) add(edge, 1)
    return { code, place, zone, instants: chosen(edges, horizon), edges: edges.size }
  })
}

function placesOf({ hot, rules }: Snapshot): readonly Pick<PlaceMoments, 'code' | 'place' | 'zone'>[] {
  return hot.territories.flatMap((country) => {
    const rule = rules.territories.find(({ code }) => code === country)
    const zone = country === UNKNOWN_TERRITORY ? 'UTC' : (rule?.rightsZone ?? rule?.zones[0] ?? 'UTC')
    const timeZone = country === UNKNOWN_TERRITORY ? null : zone
    const parts = rules.ratedParts.filter((part) => part.startsWith(`${country}-`))
    return [country, ...parts].map((code) => ({
      code,
      zone,
      place: {
        country,
        regionCode: code === country ? null : code.slice(country.length + 1),
        timeZone,
        anonymizer: null,
      },
    }))
  })
}

function daysWithin({ now, end }: Horizon, zone: string): readonly LocalDay[] {
  const days: LocalDay[] = []
  for (let day = localDay(now, zone); ; day = localDay(day.end, zone)) {
    days.push(day)
    if (day.end >= end) return days
  }
}

/** Weight of a clock's edge: above any number of windows, because a clock holds back whole age bands. */
const CLOCK_WEIGHT = 2 ** 40

function addEdges(
  snapshot: Snapshot,
  { place, zone }: Pick<PlaceMoments, 'place' | 'zone'>,
  within: {
    readonly now: number
    readonly daysIn: (zone: string) => readonly LocalDay[]
    readonly add: (instant: number, weight: number) => void
  },
): void {
  const { now, daysIn, add } = within
  const { hot, rules } = snapshot
  const context = deriveContext(rules, { place, viewer: ANYBODY, hints: ANY_DEVICE, now })
  for (const { minutes, clock, bound, count } of alike(wallTimes({ snapshot, context }, hot.campaigns.hours.keys()))) {
    // At an unknown place hours apply on every clock on earth: they turn at each quarter of an hour, and at none more.
    if (clock === ANY_CLOCK) continue
    const weight = bound === 'clocks' ? CLOCK_WEIGHT : count
    for (const { quarters } of daysIn(clock === VIEWERS_CLOCK ? zone : clock)) {
      for (const instant of instantsAt(minutes, quarters)) add(instant, weight)
    }
  }
  // An instant counts once for every class that has it: an edge's weight is how much changes at it.
  visitAll(hot, hot.territories.indexOf(context.territory), (instant, { turn }) => {
    if (turn !== 'opens-expired') add(instant, 1)
  })
}

/** Equal times of many campaigns, once, with how many there are. */
function alike<Times extends ReturnType<typeof wallTimes>[number]>(all: readonly Times[]) {
  const groups = new Map<string, Times & { count: number }>()
  for (const times of all) {
    const key = `${times.bound} ${times.clock} ${times.minutes.join(' ')}`
    const known = groups.get(key)
    if (known === undefined) groups.set(key, { ...times, count: 1 })
    else known.count += 1
  }
  return groups.values()
}

/** `now`, and the edges at which most changes; of equal ones the earliest. */
function chosen(edges: ReadonlyMap<number, number>, { now, most }: Horizon): readonly number[] {
  const heaviest = [...edges].sort(([a, left], [b, right]) => right - left || a - b).slice(0, Math.max(0, most - 1))
  return [now, ...heaviest.map(([instant]) => instant)].sort((a, b) => a - b)
}
