import { columnValue } from '../../model/columns/column-value.ts'
import type { Snapshot } from '../../model/columns/snapshot.ts'
import type { DenyList } from '../../model/denies/deny-list.ts'
import { UNKNOWN_TERRITORY } from '../../model/nouns/region.ts'
import { SURFACE_IDS, type SurfaceId } from '../../model/nouns/surface.ts'
import type { PlaceCode } from '../../model/policies/place-policies.ts'
import type { Place, Viewer } from '../context/context.ts'
import { deriveContext } from '../context/derive-context.ts'
import { gateInput } from '../eligibility/gate-input.ts'
import type { Shown } from '../time/time-bounds.ts'
import { dayBounds, shownAsset } from './day-bounds.ts'
import { type LocalDay, localDay } from './local-day.ts'
import { type AssetDeny, assetDenies, denyAt } from './matrix-denies.ts'
import { type MatrixRow, mergedRows } from './matrix-rows.ts'
import { type MatrixVerdict, matrixVerdict, type OnSurface } from './matrix-verdict.ts'
import { ANY_DEVICE, ANYBODY, matrixViewers } from './matrix-viewers.ts'

/** The question to one snapshot: for whom may an asset autoplay, on one surface or on any? */
export interface MatrixQuestion {
  readonly asset: number
  /** Null: any surface that its campaigns name. */
  readonly surface: SurfaceId | null
  /** The title that the asset would stand beside; null: none. */
  readonly inView: string | null
  /** An instant, milliseconds since 1970 UTC. The matrix covers the local day that contains it, at each place. */
  readonly now: number
  readonly denies: DenyList
}

/** A place, or those of its zones whose clocks agree all that day, with a row for each kind of viewer. */
export interface MatrixPlace {
  /** A country, a part of one with rules of its own, or `XX`. */
  readonly place: PlaceCode
  /** IANA zones whose clock the hours are read on. */
  readonly zones: readonly string[]
  readonly rows: readonly MatrixRow[]
}

/**
 * Where and for whom an asset may autoplay: every place of a snapshot × every age × the hours of the local day, each
 * decided by the gates that serve. The cost depends on the asset's own candidates, not on the size of the snapshot.
 */
export function assetMatrix(snapshot: Snapshot, question: MatrixQuestion): readonly MatrixPlace[] {
  const shown = shownAsset(snapshot.hot, question.asset)
  const denies = assetDenies(snapshot.hot, question.denies, shown)
  return placesOf(snapshot).flatMap(({ place, zones }) =>
    daysOf(zones, question.now).map(({ day, zones: alike }): MatrixPlace => {
      const here = { ...place, timeZone: place.country === UNKNOWN_TERRITORY ? null : (alike[0] ?? null) }
      const code = place.regionCode === null ? place.country : `${place.country}-${place.regionCode}`
      return { place: code, zones: alike, rows: rowsAt(snapshot, { ...question, denies }, shown, { place: here, day }) }
    }),
  )
}

/** The countries of a snapshot, and those of their parts that have ratings or an embargo of their own. */
function placesOf({ hot, rules }: Snapshot): readonly { readonly place: Place; readonly zones: readonly string[] }[] {
  const parts = [...rules.ratedParts, ...rules.embargo.map(({ place }) => place)].filter((code) => code.includes('-'))
  return hot.territories.flatMap((country) => {
    const rule = rules.territories.find(({ code }) => code === country)
    const zones = country === UNKNOWN_TERRITORY || !rule ? ['UTC'] : rule.zones
    const own = new Set(parts.filter((code) => code.startsWith(`${country}-`)))
    return [null, ...[...own].sort().map((code) => code.slice(country.length + 1))].map((regionCode) => ({
      place: { country, regionCode, timeZone: null, anonymizer: null },
      zones,
    }))
  })
}

/** The local days of the zones; zones whose clocks agree all day are merged. */
function daysOf(zones: readonly string[], now: number): readonly { day: LocalDay; zones: readonly string[] }[] {
  const days = new Map<string, { day: LocalDay; zones: string[] }>()
  for (const zone of zones) {
    const day = localDay(now, zone)
    const clock = `${day.start} ${day.quarters.map(({ minute }) => minute).join(' ')}`
    const known = days.get(clock)
    if (known) known.zones.push(zone)
    else days.set(clock, { day, zones: [zone] })
  }
  return [...days.values()]
}

function rowsAt(
  snapshot: Snapshot,
  question: Omit<MatrixQuestion, 'denies'> & { readonly denies: readonly AssetDeny[] },
  shown: Shown,
  where: { readonly place: Place; readonly day: LocalDay },
): readonly MatrixRow[] {
  const { rules, hot } = snapshot
  const { place, day } = where
  const chances = chancesOf(snapshot, shown, question.surface)
  const viewers = matrixViewers(rules)
  const contextAt = (viewer: Viewer, now: number) => deriveContext(rules, { place, viewer, hints: ANY_DEVICE, now })
  const anyone = contextAt(ANYBODY, day.start)
  const edges = dayBounds(
    { snapshot, context: anyone, territory: hot.territories.indexOf(anyone.territory) },
    shown,
    day,
    question.denies.flatMap(({ from, until }) => [from, until].flatMap((edge) => edge ?? [])),
  )
  const denies = edges.map((now) => denyAt(question.denies, { ...anyone, now }))
  const verdicts = viewers.map(({ kind, viewer }) => ({
    kind,
    cap: viewer.cap,
    verdicts: edges.map((now, index): MatrixVerdict => {
      const request = { context: contextAt(viewer, now), denies: denies[index] ?? denyAt([], anyone) }
      const inputOn = (surface: SurfaceId) =>
        gateInput(snapshot, request, { surface, titleId: null, inView: question.inView })
      return matrixVerdict(inputOn, shown.asset, chances)
    }),
  }))
  return mergedRows(verdicts, edges, day)
}

/**
 * The surfaces to ask for, each with the asset's campaigns for it; if one surface is named, with all of its campaigns.
 */
function chancesOf({ hot }: Snapshot, { campaigns }: Shown, surface: SurfaceId | null): readonly OnSurface[] {
  if (surface !== null) return [{ surface, campaigns }]
  return SURFACE_IDS.map((each, bit) => ({
    surface: each,
    campaigns: campaigns.filter((campaign) => (columnValue(hot.campaigns.surfaces, campaign) >> bit) & 1),
  })).filter((chance) => chance.campaigns.length > 0)
}
