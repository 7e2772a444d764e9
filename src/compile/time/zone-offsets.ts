import type { CampaignColumns } from '../../model/columns/snapshot.ts'
import { offsetMs } from '../../model/fields/zone-clock.ts'
import type { RegionRules } from '../../model/policies/rules.ts'
import type { AlikeZones, ZoneOffsets } from '../../model/policies/zone-offsets.ts'

const MINUTE_MS = 60_000
/**
 * Step of the search for offset changes. The closest known changes of one clock are four weeks apart, around a month of
 * fasting; no clock ever changed twice within a week.
 */
const STEP_MS = 7 * 24 * 60 * MINUTE_MS
const YEARS_TOLD = 2

type Changes = AlikeZones['changes']

// Cached: asking the runtime some hundred times takes milliseconds, and equal years have equal changes.
const found = new Map<string, Changes>()

/**
 * The zones that a snapshot's clocks are read in: those of its places, and those that campaigns name for their hours.
 */
export function zonesOf(
  { territories, places }: Pick<RegionRules, 'territories' | 'places'>,
  hours: CampaignColumns['hours'],
): readonly string[] {
  const named = [...hours.values()].map(({ timeZone }) => timeZone).filter((zone) => zone !== 'territory')
  const here = [...territories, ...places].flatMap(({ zones, rightsZone }) => [...zones, rightsZone ?? []].flat())
  return [...here, ...named]
}

/**
 * The UTC offsets of these zones by the runtime's zone database, for two years from the beginning of the year of `now`,
 * in UTC. So the result is the same all year, and one computed on the last day still covers another year.
 */
export function zoneOffsets(zones: readonly string[], now: number): ZoneOffsets {
  const year = new Date(now).getUTCFullYear()
  const [from, until] = [Date.UTC(year, 0), Date.UTC(year + YEARS_TOLD, 0)]
  const alike = new Map<string, { readonly zones: string[]; readonly changes: Changes }>()
  for (const zone of [...new Set(zones)].sort()) {
    const changes = changesOf(zone, from, until)
    const key = JSON.stringify(changes)
    const group = alike.get(key) ?? { zones: [], changes }
    group.zones.push(zone)
    alike.set(key, group)
  }
  return { from, until, alike: [...alike.values()] }
}

function changesOf(zone: string, from: number, until: number): Changes {
  const key = `${zone} ${from}`
  const known = found.get(key)
  if (known !== undefined) return known
  const changes: [number, number][] = [[from, minutesEast(zone, from)]]
  for (let before = from; before < until; before += STEP_MS) {
    const after = Math.min(before + STEP_MS, until)
    const minutes = minutesEast(zone, after)
    if (minutes !== changes.at(-1)?.[1]) changes.push([changeBetween(zone, before, after), minutes])
  }
  found.set(key, changes)
  return changes
}

/** The first minute after `before`, up to `after`, with the offset of `after`. */
function changeBetween(zone: string, before: number, after: number): number {
  let [low, high] = [before / MINUTE_MS, after / MINUTE_MS]
  const then = minutesEast(zone, after)
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (minutesEast(zone, middle * MINUTE_MS) === then) high = middle
    else low = middle
  }
  return high * MINUTE_MS
}

function minutesEast(zone: string, instant: number): number {
  return offsetMs(zone, instant) / MINUTE_MS
}
