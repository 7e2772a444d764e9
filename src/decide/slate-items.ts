import { NO_INDEX, type Snapshot, type SnapshotHot } from '../model/snapshot.ts'
import { TASTE_DIMENSIONS } from '../model/taste-vector.ts'
import type { GateInput } from './gates/gate.ts'
import { indexOfHash } from './hash-search.ts'
import type { RowIndex } from './row-index.ts'
import { campaignUnits } from './score-terms.ts'
import { type Audience, SCORE_SCALE, type SlateItem, type Trace } from './slate/slate-item.ts'
import { contentStanding, effectiveAge } from './standing.ts'
import { SCORE_UNITS_PER_POINT } from './taste/score-units.ts'

/** Impressions from which an asset is no longer new: those that its prior counts for. */
export function isNewAsset({ weights, rules }: Pick<Snapshot, 'weights' | 'rules'>, asset: number): boolean {
  const known = indexOfHash(weights.knownAssets, asset)
  return known < 0 || (weights.impressions[known] ?? 0) < rules.ranking.personal.engagement.priorImpressions
}

/**
 * A candidate as the slate sees it: without its priority, since tiers are the slate's own matter there, and what
 * repeats wear off must not wear them.
 *
 * @param units its whole score
 */
export function slateItem(input: GateInput, row: number, units: number): SlateItem {
  const { snapshot } = input
  const asset = snapshot.hot.candidateAsset[row] ?? 0
  const { priority } = campaignUnits(snapshot, snapshot.hot.candidateCampaign[row] ?? 0)
  return {
    ...traceOf(input, row),
    row,
    asset: snapshot.hot.assets.idHash[asset] ?? 0,
    score: ((units - priority) * SCORE_SCALE) / SCORE_UNITS_PER_POINT,
    isNew: isNewAsset(snapshot, asset),
    taste: snapshot.hot.assets.taste.subarray(asset * TASTE_DIMENSIONS, (asset + 1) * TASTE_DIMENSIONS),
  }
}

/** A slate's score as points of the whole score, its priority counted again. */
export function wholePoints(snapshot: Snapshot, row: number, score: number): number {
  const { priority } = campaignUnits(snapshot, snapshot.hot.candidateCampaign[row] ?? 0)
  return score / SCORE_SCALE + priority / SCORE_UNITS_PER_POINT
}

/** What the slate remembers of a candidate. */
export function traceOf(input: GateInput, row: number): Trace {
  const { hot } = input.snapshot
  const asset = hot.candidateAsset[row] ?? 0
  const campaign = hot.candidateCampaign[row] ?? 0
  const title = hot.assets.title[asset] ?? NO_INDEX
  return {
    title: title === NO_INDEX ? NO_INDEX : (hot.titles.idHash[title] ?? 0),
    franchise: title === NO_INDEX ? 0 : (hot.titles.franchise[title] ?? 0),
    cluster: title === NO_INDEX ? 0 : (hot.titles.cluster[title] ?? 0),
    source: hot.campaigns.owner[campaign] ?? 0,
    tier: hot.campaigns.priority[campaign] ?? 3,
    audience: audienceOf(input, hot.assets.content[asset] ?? 0),
    exclusionLabels: hot.campaigns.exclusionLabels[campaign] ?? 0,
  }
}

/** Whom content is for, where the viewer is: `mature` from the age that `rules/policies/maturity.json` says. */
function audienceOf(input: GateInput, content: number): Audience {
  const { maturity } = input.snapshot.rules
  const standing = contentStanding(input, content)
  if (standing.state !== 'rated' || effectiveAge(input, content) >= maturity.matureAge) return 'mature'
  return standing.kind === 'kids' ? 'kids' : 'open'
}

/** What the slate remembers of assets served before, by their hashes; those that this snapshot lacks are forgotten. */
export function tracesOf(input: GateInput, index: RowIndex, hashes: readonly number[]): readonly Trace[] {
  const { hot } = input.snapshot
  return hashes.flatMap((hash) => {
    const row = firstRow(hot, index, hash)
    return row === null ? [] : [traceOf(input, row)]
  })
}

function firstRow({ assets }: SnapshotHot, index: RowIndex, assetHash: number): number | null {
  const asset = indexOfHash(assets.idHash, assetHash)
  return asset < 0 ? null : (index.rowsOf(asset)[0] ?? null)
}
