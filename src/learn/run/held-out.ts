import { SURFACE_IDS, type SurfaceId } from '../../model/nouns/surface.ts'
import type { CatalogueAsset, ExposureRow } from '../aggregates/aggregates.ts'
import { placeFactors } from '../positions/place-factors.ts'
import { learnedRates } from '../posteriors/learned-rates.ts'

/** How well what was learned of all days but the last tells the last one. */
export interface HeldOut {
  /** The day that was held out. */
  readonly day: string
  readonly impressions: number
  /** The chance that an impression with a reward ranks above one without, by surface: */
  readonly surfaces: Readonly<Partial<Record<SurfaceId, HeldOutRank>>>
}

/** 0.5 is chance. */
export interface HeldOutRank {
  readonly impressions: number
  /** by its place alone, */
  readonly byPlace: number
  /** by its place and the asset's rate. */
  readonly byRate: number
}

/**
 * Learns of all days but the last, and ranks the last day's impressions. Null: there is one day only, or that day has no
 * reward, or nothing but rewards.
 */
export function heldOut(exposures: readonly ExposureRow[], catalogue: readonly CatalogueAsset[]): HeldOut | null {
  const days = [...new Set(exposures.map(({ day }) => day))].sort()
  const [before, day] = [days.at(-2), days.at(-1)]
  if (before === undefined || day === undefined) return null
  const learned = exposures.filter((row) => row.day !== day)
  const places: Partial<Record<SurfaceId, readonly number[]>> = {}
  for (const surface of SURFACE_IDS) places[surface] = placeFactors(learned.filter((row) => row.surface === surface))
  const { rates } = learnedRates(learned, catalogue, { places, today: before })
  const surfaces: Partial<Record<SurfaceId, HeldOutRank>> = {}
  for (const surface of SURFACE_IDS) {
    const rows = exposures.filter((row) => row.day === day && row.surface === surface)
    const placeOf = ({ position }: ExposureRow) => places[surface]?.[position] ?? places[surface]?.at(-1) ?? 1
    const byPlace = rankOf(rows, placeOf)
    const byRate = rankOf(rows, (row) => placeOf(row) * (rates.get(row.assetId)?.[surface]?.rate ?? 0))
    const impressions = rows.reduce((sum, row) => sum + row.impressions, 0)
    if (byPlace !== null && byRate !== null) surfaces[surface] = { impressions, byPlace, byRate }
  }
  const impressions = Object.values(surfaces).reduce((sum, rank) => sum + rank.impressions, 0)
  return impressions === 0 ? null : { day, impressions, surfaces }
}

/** The area under the curve of rewarded impressions over the others, ties counted half; null: there are none of either. */
function rankOf(rows: readonly ExposureRow[], scoreOf: (row: ExposureRow) => number): number | null {
  const scored = rows.map((row) => ({ score: scoreOf(row), ...row })).sort((one, other) => one.score - other.score)
  let [below, rewarded, wins] = [0, 0, 0]
  for (let from = 0; from < scored.length; ) {
    let [end, lost, won] = [from, 0, 0]
    for (; scored[end]?.score === scored[from]?.score && end < scored.length; end++) {
      won += scored[end]?.rewarded ?? 0
      lost += (scored[end]?.impressions ?? 0) - (scored[end]?.rewarded ?? 0)
    }
    wins += won * (below + lost / 2)
    below += lost
    rewarded += won
    from = end
  }
  return below === 0 || rewarded === 0 ? null : Math.round((wins / (below * rewarded)) * 1e4) / 1e4
}
