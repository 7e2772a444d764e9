import { type Engagement, engagementUnits } from '../../decide/score/engagement.ts'
import { ENGAGEMENT_STEPS } from '../../model/columns/engagement-steps.ts'
import { NOTHING_LEFT_OUT } from '../../model/columns/left-out.ts'
import type { SnapshotWeights } from '../../model/columns/snapshot.ts'
import type { AssetId } from '../../model/fields/identifier.ts'
import type { Campaign } from '../../model/nouns/campaign.ts'
import { SURFACE_IDS, type SurfaceId } from '../../model/nouns/surface.ts'
import type { EngagementPolicy } from '../../model/policies/taste-policy.ts'
import type { CampaignRow } from '../columns/column-builder.ts'
import { type PacedShares, pacedIn, pacingColumns } from './pacing-columns.ts'

/** Results of an asset's impressions in a region, by surface. */
export type AssetEvidence = Readonly<Partial<Record<SurfaceId, Engagement>>>

/** What a weights shard says of an asset that was shown. */
export interface AssetResults {
  /** How often it was shown, ever. */
  readonly impressions: number
  /** By surface (`SURFACE_IDS`): units of the engagement term, in 32nds. */
  readonly engagement: ArrayLike<number>
}

/** What is said of assets; null: it counts as average. */
export type ResultsOfAssets = (id: AssetId) => AssetResults | null

/** What a weights shard is made from beside campaigns and evidence. */
export interface WeightInputs extends Pick<SnapshotWeights, 'mediaHosts'>, Partial<Pick<SnapshotWeights, 'leftOut'>> {
  /** What the cycle of weights has found out of assets; left out: it is made from evidence. */
  readonly results?: ResultsOfAssets | undefined
  /** Left out: none is paced. */
  readonly paced?: PacedShares | undefined
}

/** The results of each asset that was shown. */
export type EvidenceOfAssets = ReadonlyMap<AssetId, AssetEvidence>

/**
 * Builds the `weights` shard: the weights and shares of campaigns, and the engagement of assets that were
 * shown. Without evidence every asset counts as average.
 *
 * @param assets in the order of the columns
 */
export function weightColumns(
  campaigns: readonly CampaignRow[],
  assets: readonly AssetId[],
  evidence: EvidenceOfAssets,
  policy: EngagementPolicy,
  { mediaHosts, leftOut = NOTHING_LEFT_OUT, paced, results = resultsOf(evidence, policy) }: WeightInputs,
): SnapshotWeights {
  return {
    weight: Float32Array.from(campaigns, ({ record }) => record.weight),
    ...pacingColumns(campaigns.map(({ record }) => paced?.get(record.id) ?? null)),
    ...knownColumns(assets, results),
    mediaHosts,
    leftOut,
  }
}

/** The columns of known assets. @param assets in the order of the columns */
function knownColumns(
  assets: readonly AssetId[],
  results: ResultsOfAssets,
): Pick<SnapshotWeights, 'knownAssets' | 'impressions' | 'engagement'> {
  const known = assets.flatMap((id, index) => {
    const said = results(id)
    return said === null ? [] : [{ index, ...said }]
  })
  const engagement = new Int8Array(known.length * SURFACE_IDS.length)
  for (const [row, each] of known.entries()) engagement.set(each.engagement, row * SURFACE_IDS.length)
  return {
    knownAssets: Uint32Array.from(known, ({ index }) => index),
    impressions: Uint32Array.from(known, ({ impressions }) => impressions),
    engagement,
  }
}

function resultsOf(evidence: EvidenceOfAssets, policy: EngagementPolicy): ResultsOfAssets {
  const rates = surfaceRates(evidence)
  return (id) => {
    const own = evidence.get(id) ?? {}
    const impressions = impressionsOf(own)
    if (impressions === 0) return null
    const engagement = SURFACE_IDS.map((surface) => {
      const counts = own[surface]
      return counts ? Math.round(engagementUnits(counts, rates.get(surface) ?? 0, policy) * ENGAGEMENT_STEPS) : 0
    })
    return { impressions, engagement }
  }
}

/**
 * The weights shard with the campaigns' current weights and shares, the current hosts of media and what is left out now, keeping
 * everything else: the snapshot's faster cycle. A campaign that was removed keeps its weight and share; the takedown list prevents it from playing. An
 * alias that was removed keeps its origin, because texts name it.
 *
 * @param campaigns in the order of the columns; null: no longer in the schedule
 */
export function refreshedWeights(
  live: SnapshotWeights,
  campaigns: readonly (Pick<Campaign, 'id' | 'weight'> | null)[],
  { mediaHosts, leftOut = live.leftOut, paced }: WeightInputs,
): SnapshotWeights {
  return {
    ...live,
    weight: live.weight.map((before, campaign) => campaigns[campaign]?.weight ?? before),
    ...pacingColumns(
      Array.from(live.weight, (_, row) => {
        const campaign = campaigns[row] ?? null
        return campaign === null ? pacedIn(live, row) : (paced?.get(campaign.id) ?? null)
      }),
    ),
    mediaHosts: new Map([...live.mediaHosts, ...mediaHosts]),
    leftOut,
  }
}

function impressionsOf(evidence: AssetEvidence): number {
  return Object.values(evidence).reduce((sum, { impressions }) => sum + impressions, 0)
}

/** Rewarded impressions per impression, for each surface as a whole. */
function surfaceRates(evidence: EvidenceOfAssets): ReadonlyMap<SurfaceId, number> {
  const rates = new Map<SurfaceId, number>()
  for (const surface of SURFACE_IDS) {
    let [impressions, rewarded] = [0, 0]
    for (const counts of evidence.values()) {
      impressions += counts[surface]?.impressions ?? 0
      rewarded += counts[surface]?.rewarded ?? 0
    }
    if (impressions > 0) rates.set(surface, rewarded / impressions)
  }
  return rates
}
