import type { AssetId } from '../../model/fields/identifier.ts'
import type { LearnedRate } from '../../model/learned/learned-run.ts'
import { SURFACE_IDS, type SurfaceId } from '../../model/nouns/surface.ts'
import type { CatalogueAsset, ExposureRow } from '../aggregates/aggregates.ts'
import { shareOfDay } from './age.ts'
import { gammaRate } from './gamma-rate.ts'
import { fittedStrength, type RateCounts } from './strength.ts'

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
}

/**
 * Rates of reward by asset and surface, all regions pooled: shrunk from asset to title to genre to surface, each level
 * as strongly as the counts themselves make likeliest (empirical Bayes; Efron and Morris, JASA 1975). What is expected of
 * a title is lifted by how it does on other surfaces. An impression counts as far as its place is looked at, and half
 * after each `RESULT_HALF_LIFE_DAYS`. An asset without impressions of its own gets the rate of its title, if that has any.
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
  const surfaces = SURFACE_IDS.flatMap((surface) => {
    const counts = countsOf(exposures, { surface, places: places[surface] ?? [1], today })
    return counts.size === 0 ? [] : [{ surface, ...expectedOfTitles(membersOf(counts, catalogue)) }]
  })
  const lifts = titleLifts(surfaces)
  for (const { surface, ...known } of surfaces) {
    const learned = ratesOfSurface(known, (title) => lifts.of(surface, title))
    strengths[surface] = learned.strengths
    for (const [asset, rate] of learned.rates) rates.set(asset, { ...rates.get(asset), [surface]: rate })
  }
  return { rates, strengths }
}

interface Counts {
  readonly impressions: number
  readonly rewarded: number
}

const NOTHING: Counts = { impressions: 0, rewarded: 0 }

function countsOf(
  exposures: readonly ExposureRow[],
  {
    surface,
    places,
    today,
  }: { readonly surface: SurfaceId; readonly places: readonly number[]; readonly today: string },
): ReadonlyMap<AssetId, Counts> {
  const counts = new Map<AssetId, Counts>()
  const shares = new Map<string, number>()
  for (const row of exposures) {
    if (row.surface !== surface) continue
    const share = shares.get(row.day) ?? shareOfDay(row.day, today)
    shares.set(row.day, share)
    const looked = places[row.position] ?? places.at(-1) ?? 1
    const before = counts.get(row.assetId) ?? NOTHING
    counts.set(row.assetId, {
      impressions: before.impressions + row.impressions * looked * share,
      rewarded: before.rewarded + row.rewarded * share,
    })
  }
  return counts
}

/** Assets of a surface, and what their genres let expect of them. */
interface ExpectedOfTitles {
  readonly assets: readonly Member[]
  readonly genreStrength: number
  readonly expectedOf: (member: Member | undefined, without: Counts) => number
}

function expectedOfTitles(assets: readonly Member[]): ExpectedOfTitles {
  const all = sumOf(assets.map((asset) => asset.counts))
  const ofSurface = (without: Counts): number => rateOf(all, without)
  const genres = new Level(
    summedBy(assets, (asset) => asset.genres),
    (_genre, without) => ofSurface(without),
  )
  const expectedOf = (member: Member | undefined, without: Counts): number => {
    const above = (member?.genres ?? []).map((genre) => genres.rateOf(genre, without))
    return above.length === 0 ? ofSurface(without) : above.reduce((sum, rate) => sum + rate, 0) / above.length
  }
  return { assets, genreStrength: genres.strength, expectedOf }
}

function ratesOfSurface({ assets, genreStrength, expectedOf }: ExpectedOfTitles, liftOf: (title: string) => number) {
  const titles = new Level(
    summedBy(assets, ({ title }) => [title]),
    ([member], without) => Math.min(1, expectedOf(member, without) * liftOf(member?.title ?? '')),
  )
  const own = new Level(new Map(assets.map((asset) => [asset.assetId, [asset]])), ([member], without) =>
    titles.rateOf(member?.title ?? '', without),
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

interface Member {
  readonly assetId: AssetId
  readonly title: string
  readonly genres: readonly string[]
  readonly counts: Counts
}

/** Every asset of the catalogue, and those that were shown and are no longer in it. */
function membersOf(counts: ReadonlyMap<AssetId, Counts>, catalogue: readonly CatalogueAsset[]): readonly Member[] {
  const listed = new Set(catalogue.map(({ assetId }) => assetId))
  const gone = [...counts.keys()].filter((assetId) => !listed.has(assetId))
  return [
    ...catalogue.map(({ assetId, titleId, metadata }) => ({
      assetId,
      title: titleId ?? assetId,
      genres: [...new Set(metadata.genres)],
      counts: counts.get(assetId) ?? NOTHING,
    })),
    ...gone.map((assetId) => ({ assetId, title: assetId, genres: [], counts: counts.get(assetId) ?? NOTHING })),
  ]
}

function summedBy(
  assets: readonly Member[],
  keysOf: (member: Member) => readonly string[],
): ReadonlyMap<string, readonly Member[]> {
  const members = new Map<string, Member[]>()
  for (const asset of assets) {
    for (const key of keysOf(asset)) {
      const group = members.get(key) ?? []
      group.push(asset)
      members.set(key, group)
    }
  }
  return members
}

/**
 * One level of rates, each shrunk to what is expected of it from above, without its own counts: else they would count
 * twice, and what has few neighbours would seem to be just like them.
 */
class Level {
  readonly strength: number
  private readonly counts: ReadonlyMap<string, Counts>

  /** @param expectedOf the rate of the level above for these members, without some counts */
  constructor(
    private readonly groups: ReadonlyMap<string, readonly Member[]>,
    private readonly expectedOf: (members: readonly Member[], without: Counts) => number,
  ) {
    this.counts = new Map([...groups].map(([key, members]) => [key, sumOf(members.map(({ counts }) => counts))]))
    this.strength = fittedStrength(
      [...this.counts].map(([key, own]): RateCounts => ({ ...own, expected: expectedOf(groups.get(key) ?? [], own) })),
    )
  }

  posteriorOf(key: string): LearnedRate {
    const own = this.counts.get(key) ?? NOTHING
    const expected = this.expectedOf(this.groups.get(key) ?? [], own)
    return gammaRate({ ...own, expected, strength: this.strength })
  }

  /** Its rate as the level below expects it. @param without counts that are not to tell of themselves */
  rateOf(key: string, without: Counts): number {
    const own = this.counts.get(key) ?? NOTHING
    const expected = this.expectedOf(this.groups.get(key) ?? [], own)
    const rewarded = Math.max(0, own.rewarded - without.rewarded)
    const impressions = Math.max(0, own.impressions - without.impressions)
    return (rewarded + this.strength * expected) / (impressions + this.strength)
  }

  impressionsOf(key: string): number {
    return this.counts.get(key)?.impressions ?? 0
  }
}

/** Rewarded per impression, without some of both; 0 without impressions. */
function rateOf(all: Counts, without: Counts): number {
  const impressions = all.impressions - without.impressions
  return impressions > 0 ? Math.max(0, all.rewarded - without.rewarded) / impressions : 0
}

function sumOf(counts: readonly Counts[]): Counts {
  let [impressions, rewarded] = [0, 0]
  for (const each of counts) {
    impressions += each.impressions
    rewarded += each.rewarded
  }
  return { impressions, rewarded }
}
