import { chanceFrom } from '../../../src/decide/draw/chance.ts'
import type { CatalogueAsset, ExposureRow } from '../../../src/learn/aggregates/aggregates.ts'
import type { AssetId } from '../../../src/model/fields/identifier.ts'

/** A made-up week in which viewers watch and reward, and the rates behind it. */
export interface WatchedWorld {
  readonly exposures: readonly ExposureRow[]
  readonly catalogue: readonly CatalogueAsset[]
  readonly rates: ReadonlyMap<AssetId, number>
}

const ASSETS = 200
const DAYS = 6
const PLACES = 4

/** How a world is made. */
export interface WatchedOptions {
  readonly seed: number
  /** Impressions of an asset a day in the first place; farther places get fewer. */
  readonly impressions: number
  /** Whether what is watched longer is rewarded more. Else some of it is watched longer for no reason. */
  readonly foretells: boolean
}

/** Titles of two assets each. Who rewards watches longer; a fifth says no watch time. */
export function watchedWorld({ seed, impressions, foretells }: WatchedOptions): WatchedWorld {
  const chance = chanceFrom(`watched ${seed}`)
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance())
  const titleLevels = Array.from({ length: ASSETS / 2 }, () => 0.4 * normal())
  const assets = Array.from({ length: ASSETS }, (_, index) => {
    const level = (titleLevels[index % titleLevels.length] ?? 0) + 0.3 * normal()
    const hold = foretells ? 0.8 * level + 0.2 * normal() : 0.5 * normal()
    return { assetId: `ast_${index}` as const, level, hold }
  })
  const exposures = assets.flatMap(({ assetId, level, hold }) =>
    Array.from({ length: DAYS * PLACES }, (_, cell): ExposureRow => {
      const [position, day] = [cell % PLACES, Math.floor(cell / PLACES)]
      const shown = Math.max(1, Math.round((impressions * (0.5 + chance())) / (1 + position) ** 2))
      let [rewarded, quantileSum] = [0, 0]
      for (let nth = 0; nth < shown; nth++) {
        const acts = chance() < Math.min(1, 0.08 * Math.exp(level)) * (1 + position) ** -0.5
        const quantile = 1 / (1 + Math.exp(-hold - (acts ? 1 : 0) - 1.2 * normal()))
        if (acts) rewarded += 1
        if (chance() < 0.8) quantileSum += Math.round(quantile * 1e6) / 1e6
      }
      const place = { surface: 'home-hero', position, region: 'dach', day: `2026-11-${10 + day}` } as const
      return { assetId, ...place, impressions: shown, rewarded, units: shown, quantileSum }
    }),
  )
  return {
    exposures,
    catalogue: assets.map(({ assetId }, index) => ({
      assetId,
      titleId: `ttl_${index % titleLevels.length}`,
      metadata: { genres: [`genre ${index % 5}`], tags: [], year: null },
    })),
    rates: new Map(assets.map(({ assetId, level }) => [assetId, 0.08 * Math.exp(level)])),
  }
}
