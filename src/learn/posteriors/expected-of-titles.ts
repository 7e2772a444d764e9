import { type Counts, type Member, RateLevel, rateOf, summedBy, sumOf } from './rate-level.ts'

/** Assets of a surface, and what their genres let expect of them. */
export interface ExpectedOfTitles {
  readonly assets: readonly Member[]
  readonly genreStrength: number
  readonly expectedOf: (member: Member | undefined, without: Counts) => number
}

/** What the genres of assets let expect of their titles. */
export function expectedOfTitles(assets: readonly Member[]): ExpectedOfTitles {
  const all = sumOf(assets.map((asset) => asset.counts))
  const ofSurface = (without: Counts): number => rateOf(all, without)
  const genres = new RateLevel(
    summedBy(assets, (asset) => asset.genres),
    (_genre, without) => ofSurface(without),
  )
  const expectedOf = (member: Member | undefined, without: Counts): number => {
    const above = (member?.genres ?? []).map((genre) => genres.rateOf(genre, without))
    return above.length === 0 ? ofSurface(without) : above.reduce((sum, rate) => sum + rate, 0) / above.length
  }
  return { assets, genreStrength: genres.strength, expectedOf }
}
