import { rowOfId } from '../../decide/rows/hash-search.ts'
import { doublingsOf } from '../../decide/score/engagement.ts'
import { ENGAGEMENT_STEPS } from '../../model/columns/engagement-steps.ts'
import type { SnapshotWeights } from '../../model/columns/snapshot.ts'
import type { AssetId } from '../../model/fields/identifier.ts'
import type { LearnedRate } from '../../model/learned/learned-run.ts'
import { SURFACE_IDS, type SurfaceId } from '../../model/nouns/surface.ts'

/** Rates of assets, by surface. */
export type RatesOfAssets = ReadonlyMap<AssetId, Readonly<Partial<Record<SurfaceId, LearnedRate>>>>

/** The columns that results are told in. */
export type ResultColumns = Pick<SnapshotWeights, 'knownAssets' | 'impressions' | 'engagement'>

/** A change of engagement by less is none: 4 % of a rate, and no reason to write the weights anew. */
const STEADY_STEPS = 2

/** What is known of assets, and the snapshot that it is told in. */
export interface ResultInputs {
  /** The live columns. */
  readonly before: ResultColumns
  /** The assets of the live snapshot. */
  readonly assets: { readonly idHash: Uint32Array; readonly idCheck: Uint32Array }
  readonly rates: RatesOfAssets
  /** How often each asset was shown in the days that are counted, undecayed. */
  readonly shown: ReadonlyMap<AssetId, number>
  /** Most assets that there is room for. */
  readonly most: number
}

/**
 * The columns of results: engagement as doublings of an asset's rate above that of its surface, and how often the asset was
 * shown. That number never falls while the asset is known, so that old impressions, which count less in rates, do not make
 * it new again. Engagement that hardly changes stays as it is.
 *
 * @returns the columns, and how many assets with less evidence have no room in them
 */
export function resultColumns(inputs: ResultInputs): { readonly columns: ResultColumns; readonly beyond: number } {
  const { before, assets, rates, shown, most } = inputs
  const surfaceRates = ratesOfSurfaces(rates)
  const earlier = new Map([...before.knownAssets].map((asset, row) => [asset, row]))
  const known = new Map<number, { readonly impressions: number; readonly engagement: readonly number[] }>()
  for (const [id, own] of rates) {
    const asset = rowOfId(assets, id)
    if (asset < 0) continue
    const row = earlier.get(asset)
    const engagement = SURFACE_IDS.map((surface, index) => {
      const rate = own[surface]
      const steps =
        rate === undefined ? 0 : Math.round(doublingsOf(rate.rate, surfaceRates[surface] ?? 0) * ENGAGEMENT_STEPS)
      const live = row === undefined ? undefined : before.engagement[row * SURFACE_IDS.length + index]
      return live !== undefined && Math.abs(steps - live) < STEADY_STEPS ? live : steps
    })
    const evidence = Object.values(own).reduce((sum, { impressions }) => sum + impressions, 0)
    const counted = coarse(Math.max(evidence, shown.get(id) ?? 0))
    known.set(asset, {
      engagement,
      impressions: Math.max(counted, row === undefined ? 0 : (before.impressions[row] ?? 0)),
    })
  }
  // What was known and is counted no more was shown all the same.
  for (const [asset, row] of earlier) {
    if (known.has(asset)) continue
    const engagement = new Array<number>(SURFACE_IDS.length).fill(0)
    known.set(asset, { engagement, impressions: before.impressions[row] ?? 0 })
  }
  const byEvidence = [...known].sort(([one, a], [other, b]) => b.impressions - a.impressions || one - other)
  const kept = byEvidence.slice(0, most).sort(([one], [other]) => one - other)
  return {
    columns: {
      knownAssets: Uint32Array.from(kept, ([asset]) => asset),
      impressions: Uint32Array.from(kept, ([, { impressions }]) => impressions),
      engagement: Int8Array.from(kept.flatMap(([, { engagement }]) => engagement)),
    },
    beyond: known.size - kept.length,
  }
}

/** Whether two sets of columns say the same. */
export function isSameResults(one: ResultColumns, other: ResultColumns): boolean {
  const columns = ['knownAssets', 'impressions', 'engagement'] as const
  return columns.every(
    (name) => one[name].length === other[name].length && one[name].every((value, at) => value === other[name][at]),
  )
}

/** Two digits of a number, rounded down: whether an asset is new is asked of it, and the rest would only change bytes. */
function coarse(count: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, count))) - 1)
  return Math.min(0xffff_ffff, Math.floor(count / unit) * unit)
}

/** Rewards per impression of each surface as a whole. */
export function ratesOfSurfaces(rates: RatesOfAssets): Readonly<Partial<Record<SurfaceId, number>>> {
  const found: Partial<Record<SurfaceId, number>> = {}
  for (const surface of SURFACE_IDS) {
    let [impressions, rewarded] = [0, 0]
    for (const own of rates.values()) {
      impressions += own[surface]?.impressions ?? 0
      rewarded += own[surface]?.rewarded ?? 0
    }
    if (impressions > 0) found[surface] = rewarded / impressions
  }
  return found
}
