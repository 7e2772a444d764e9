import type { AssetId } from '../../model/fields/identifier.ts'
import type { LearnedRate } from '../../model/learned/learned-run.ts'
import { SURFACE_IDS, type SurfaceId } from '../../model/nouns/surface.ts'
import type { CatalogueAsset, ExposureRow } from '../aggregates/aggregates.ts'
import { type ExpectedOfTitles, expectedOfTitles } from './expected-of-titles.ts'
import { membersOf } from './members.ts'
import { type Counts, NOTHING, RateLevel, summedBy, sumOf } from './rate-level.ts'
import { fittedStrength } from './strength.ts'
import { type WatchLifts, watchLifts } from './watch-lifts.ts'

/** How far each place is looked at, by surface; a place that is not in it counts as the last one that is. */
export type PlacesOfSurfaces = Readonly<Partial<Record<SurfaceId, readonly number[]>>>

/** How many impressions the level above is worth, for each level of a surface. */
export interface LevelStrengths {
  readonly genre: number
  readonly title: number
  readonly asset: number
}

/** The rates of all assets, and how strongly each level holds to the one above. */
export interface LearnedRates {
  readonly rates: ReadonlyMap<AssetId, Readonly<Partial<Record<SurfaceId, LearnedRate>>>>
  readonly strengths: Readonly<Partial<Record<SurfaceId, LevelStrengths>>>
  /** How far watch time counts in what is expected: 0 not at all, 1 in proportion. */
  readonly watchTime: Readonly<Partial<Record<SurfaceId, number>>>
}

/**
 * Rates of reward by asset and surface, all regions pooled: shrunk from asset to title to genre to surface, each level
 * as strongly as the counts themselves make likeliest (empirical Bayes; Efron and Morris, JASA 1975). What is expected of
 * a title is lifted by how it does on other surfaces, and of a title or asset by how long it is watched among its like, as
 * far as that foretells rewards. An impression counts as far as its place is looked at, and half after each
 * `RESULT_HALF_LIFE_DAYS`. An asset without impressions of its own gets the rate of its title, if that has any.
 *
 * @param today the day that counts in full, as `2026-11-22`
 */
export function learnedRates(
  exposures: readonly ExposureRow[],
  catalogue: readonly CatalogueAsset[],
  { places, today }: { readonly places: PlacesOfSurfaces; readonly today: string },
): LearnedRates {
  const rates = new Map<AssetId, Partial<Record<SurfaceId, LearnedRate>>>()
  const strengths: Partial<Record<SurfaceId, LevelStrengths>> = {}
  const watchTime: Partial<Record<SurfaceId, number>> = {}
  const surfaces = SURFACE_IDS.flatMap((surface) => {
    const rows = exposures.filter((row) => row.surface === surface)
    const how = { places: places[surface] ?? [1], today }
    return rows.length === 0 ? [] : [{ surface, rows, how, ...expectedOfTitles(membersOf(rows, catalogue, how)) }]
  })
  const lifts = titleLifts(surfaces)
  for (const { surface, rows, how, ...known } of surfaces) {
    const lifted: ExpectedOfTitles = {
      ...known,
      expectedOf: (member, without) =>
        Math.min(1, known.expectedOf(member, without) * lifts.of(surface, member?.title ?? '')),
    }
    const watched = watchLifts(rows, catalogue, { ...how, expectedOf: withoutItsOwn(lifted) })
    const learned = ratesOfSurface(lifted, watched)
    strengths[surface] = learned.strengths
    watchTime[surface] = watched.weight
    for (const [asset, rate] of learned.rates) rates.set(asset, { ...rates.get(asset), [surface]: rate })
  }
  return { rates, strengths, watchTime }
}

/** What is expected of a title from all but its own counts. */
function withoutItsOwn({ assets, expectedOf }: ExpectedOfTitles): (title: string) => number {
  const titles = summedBy(assets, ({ title }) => [title])
  return (title) => {
    const members = titles.get(title) ?? []
    return expectedOf(members[0], sumOf(members.map(({ counts }) => counts)))
  }
}

function ratesOfSurface({ assets, genreStrength, expectedOf }: ExpectedOfTitles, watched: WatchLifts) {
  const titles = new RateLevel(
    summedBy(assets, ({ title }) => [title]),
    ([member], without) => Math.min(1, expectedOf(member, without) * watched.ofTitle(member?.title ?? '')),
  )
  const own = new RateLevel(new Map(assets.map((asset) => [asset.assetId, [asset]])), ([member], without) =>
    Math.min(1, titles.rateOf(member?.title ?? '', without) * (member ? watched.ofAsset(member.assetId) : 1)),
  )
  const seen = assets.filter(({ title }) => titles.impressionsOf(title) > 0)
  return {
    rates: new Map(seen.map(({ assetId }) => [assetId, own.posteriorOf(assetId)])),
    strengths: { genre: genreStrength, title: titles.strength, asset: own.strength },
  }
}

/** By how much titles do better elsewhere than their genres let expect: a surface that shows little learns from the others. */
interface TitleLifts {
  /** Of all surfaces but this one; 1: nothing is known. */
  of(surface: SurfaceId, title: string): number
}

function titleLifts(surfaces: readonly ({ readonly surface: SurfaceId } & ExpectedOfTitles)[]): TitleLifts {
  const totals = new Map<string, Counts>()
  const parts = new Map<string, Counts>()
  for (const { surface, assets, expectedOf } of surfaces) {
    for (const [title, members] of summedBy(assets, (member) => [member.title])) {
      const counts = sumOf(members.map((member) => member.counts))
      // Impressions in the unit of one expected reward, so that surfaces of any rate add up.
      const part = { rewarded: counts.rewarded, impressions: counts.impressions * expectedOf(members[0], counts) }
      parts.set(`${surface} ${title}`, part)
      totals.set(title, sumOf([totals.get(title) ?? NOTHING, part]))
    }
  }
  const strength = fittedStrength([...totals.values()].map((total) => ({ ...total, expected: 1 })))
  return {
    of: (surface, title) => {
      const [total, own] = [totals.get(title) ?? NOTHING, parts.get(`${surface} ${title}`) ?? NOTHING]
      const [rewarded, expected] = [total.rewarded - own.rewarded, total.impressions - own.impressions]
      return (Math.max(0, rewarded) + strength) / (Math.max(0, expected) + strength)
    },
  }
}
