import type { LearnedRate } from '../../model/learned/learned-run.ts'
import { SURFACE_IDS, type SurfaceId } from '../../model/nouns/surface.ts'
import type { RatesOfAsset } from './posteriors-of.ts'

/**
 * The rate that was expected of an asset before its own counts: what its title (here and on other surfaces), its genres and the
 * surface say. It is what
 * the posterior mean (`gammaRate`) leaves once the counts are taken out of it, so it is exact where the rate is within 0 and 1.
 *
 * @param strength how many impressions the expected rate was worth
 */
export function expectedRate({ rate, impressions, rewarded }: LearnedRate, strength: number): number {
  if (!(strength > 0)) return rate
  return Math.min(1, Math.max(0, (rate * (impressions + strength) - rewarded) / strength))
}

/** The rate of each surface as a whole: what its assets were rewarded, over how often they were seen. */
export function ratesOfSurfaces(assets: Iterable<RatesOfAsset>): Readonly<Partial<Record<SurfaceId, number>>> {
  const sums = new Map<SurfaceId, { impressions: number; rewarded: number }>()
  for (const rates of assets) {
    for (const surface of SURFACE_IDS) {
      const rate = rates[surface]
      if (rate === undefined) continue
      const sum = sums.get(surface) ?? { impressions: 0, rewarded: 0 }
      sum.impressions += rate.impressions
      sum.rewarded += rate.rewarded
      sums.set(surface, sum)
    }
  }
  const found: Partial<Record<SurfaceId, number>> = {}
  for (const [surface, { impressions, rewarded }] of sums) {
    if (impressions > 0) found[surface] = Math.min(1, rewarded / impressions)
  }
  return found
}
