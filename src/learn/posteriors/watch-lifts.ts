import type { AssetId } from '../../model/fields/identifier.ts'
import type { CatalogueAsset, ExposureRow } from '../aggregates/aggregates.ts'
import { placeFactors } from '../positions/place-factors.ts'
import { expectedOfTitles } from './expected-of-titles.ts'
import { membersOf, type RowsCount } from './members.ts'
import { type Member, NOTHING, RateLevel, summedBy, sumOf } from './rate-level.ts'
import { fittedStrength, logLikelihood, type RateCounts } from './strength.ts'

/** By how much more, or less, is expected of what is watched longer than its like, on one surface. */
export interface WatchLifts {
  /** How far watch time counts: 0 not at all, 1 in proportion. */
  readonly weight: number
  /** Of a title, against what its genres let expect. */
  readonly ofTitle: (title: string) => number
  /** Of an asset, against its title. */
  readonly ofAsset: (asset: AssetId) => number
}

/** Weights that are tried. */
const WEIGHTS = [0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4]
/**
 * So much more likely, as a logarithm, must the rewards be for watch time to count at all: half of it is the 99 % bound of a
 * likelihood ratio (Wilks 1938, Annals of Mathematical Statistics 9), and each title stands in two halves.
 */
const LEAST_GAIN = 6.6
/** No watch time says more than this, either way. */
const MOST_LIFT = 4
/** The mean of the square of a quantile is this often its mean: it lies evenly between 0 and 1. */
const SQUARE_OF_MEAN = 2 / 3
/** That of watch times that all viewers said. */
const LEAST_VARIANCE = 1 / 6

const NO_LIFTS: WatchLifts = { weight: 0, ofTitle: () => 1, ofAsset: () => 1 }

/**
 * What watch time foretells of rewards. It is a quantile among videos of like length, with a place factor of its own, and shrunk
 * as rewards are. Nobody chose to watch what plays by itself, so it is no reward: it moves what is expected, as far as rewards
 * bear it out. How far is fitted to the rewards of titles on every second day with the watch times of the other days, so
 * that no viewer's act tells of itself; it is 0 unless rewards are certainly likelier with it.
 *
 * @param rows of one surface
 * @param expectedOf the rate that a title has without watch time, from what is not its own
 */
export function watchLifts(
  rows: readonly ExposureRow[],
  catalogue: readonly CatalogueAsset[],
  { expectedOf, ...how }: Omit<RowsCount, 'gave'> & { readonly expectedOf: (title: string) => number },
): WatchLifts {
  if (!rows.some(({ quantileSum }) => quantileSum > 0)) return NO_LIFTS
  const places = placeFactors(rows.map((row) => ({ ...row, rewarded: row.quantileSum })))
  const worth = worthOf(rows)
  const watchedIn = (of: readonly ExposureRow[]) => {
    const assets = membersOf(of, catalogue, { ...how, places, gave: ({ quantileSum }) => quantileSum })
    return watchRatios(
      assets.map((asset) => ({
        ...asset,
        counts: { impressions: asset.counts.impressions * worth, rewarded: asset.counts.rewarded * worth },
      })),
    )
  }
  const [even, odd] = everySecondDay(rows)
  const weight = fittedWeight([
    ...titleCounts(membersOf(even, catalogue, how), watchedIn(odd), expectedOf),
    ...titleCounts(membersOf(odd, catalogue, how), watchedIn(even), expectedOf),
  ])
  if (weight === 0) return NO_LIFTS
  const { ofTitle, ofAsset } = watchedIn(rows)
  return { weight, ofTitle: (title) => lift(ofTitle(title), weight), ofAsset: (asset) => lift(ofAsset(asset), weight) }
}

/**
 * So many rewards is a watch time worth as evidence: counts have their mean as variance, quantiles less. Those who said none
 * count as 0.
 */
function worthOf(rows: readonly ExposureRow[]): number {
  let [sum, impressions] = [0, 0]
  for (const row of rows) {
    sum += row.quantileSum
    impressions += row.impressions
  }
  return 1 / Math.max(LEAST_VARIANCE, SQUARE_OF_MEAN - sum / impressions)
}

function lift(ratio: number, weight: number): number {
  return Math.min(MOST_LIFT, Math.max(1 / MOST_LIFT, ratio ** weight))
}

/** How much longer titles and assets are watched than what they belong to lets expect. */
function watchRatios(assets: readonly Member[]): Omit<WatchLifts, 'weight'> {
  const { expectedOf } = expectedOfTitles(assets)
  const byTitle = summedBy(assets, ({ title }) => [title])
  const titles = new RateLevel(byTitle, ([member], without) => expectedOf(member, without))
  const own = new RateLevel(
    summedBy(assets, ({ assetId }) => [assetId]),
    ([member], without) => titles.rateOf(member?.title ?? '', without),
  )
  const titleOf = new Map(assets.map(({ assetId, title }) => [assetId, title]))
  return {
    ofTitle: (title) => {
      const members = byTitle.get(title) ?? []
      const counts = sumOf(members.map((member) => member.counts))
      return ratio(titles.rateOf(title, NOTHING), expectedOf(members[0], counts))
    },
    ofAsset: (asset) => ratio(own.rateOf(asset, NOTHING), titles.rateOf(titleOf.get(asset) ?? '', NOTHING)),
  }
}

function ratio(one: number, other: number): number {
  return other > 0 ? one / other : 1
}

/** Rewards of a title, what is expected of it, and how much longer it is watched on other days. */
interface WatchedCounts extends RateCounts {
  readonly ratio: number
}

function titleCounts(
  assets: readonly Member[],
  { ofTitle }: Pick<WatchLifts, 'ofTitle'>,
  expectedOf: (title: string) => number,
): readonly WatchedCounts[] {
  return [...summedBy(assets, ({ title }) => [title])].flatMap(([title, members]) => {
    const [counts, expected] = [sumOf(members.map((member) => member.counts)), expectedOf(title)]
    return counts.impressions > 0 && expected > 0 ? [{ ...counts, expected, ratio: ofTitle(title) }] : []
  })
}

function fittedWeight(titles: readonly WatchedCounts[]): number {
  const strength = fittedStrength(titles)
  const likelihoods = WEIGHTS.map((weight) =>
    logLikelihood(
      titles.map((title) => ({ ...title, expected: Math.min(1, title.expected * lift(title.ratio, weight)) })),
      strength,
    ),
  )
  const greatest = Math.max(...likelihoods)
  return greatest - (likelihoods[0] ?? 0) < LEAST_GAIN ? 0 : (WEIGHTS[likelihoods.indexOf(greatest)] ?? 0)
}

function everySecondDay(rows: readonly ExposureRow[]): readonly [readonly ExposureRow[], readonly ExposureRow[]] {
  const days = [...new Set(rows.map(({ day }) => day))].sort()
  const even = new Set(days.filter((_, index) => index % 2 === 0))
  return [rows.filter(({ day }) => even.has(day)), rows.filter(({ day }) => !even.has(day))]
}
