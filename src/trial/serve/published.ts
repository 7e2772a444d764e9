import { RegionCompiler } from '../../compile/compiler.ts'
import { learnedRules } from '../../compile/learned/learned-rules.ts'
import { learnedTastes } from '../../compile/learned/learned-tastes.ts'
import { type ResultColumns, resultColumns } from '../../compile/learned/result-columns.ts'
import { typescriptEngine } from '../../decide/engine/typescript/typescript-engine.ts'
import { type OpenedSnapshot, openSnapshot } from '../../decide/opened/opened-snapshot.ts'
import { inRowOrder } from '../../model/columns/row-order.ts'
import type { SnapshotHot, SnapshotWeights } from '../../model/columns/snapshot.ts'
import type { SnapshotText } from '../../model/columns/snapshot-text.ts'
import type { AssetId } from '../../model/fields/identifier.ts'
import { hash32 } from '../../model/hash32.ts'
import type { LearnedRun } from '../../model/learned/learned-run.ts'
import { campaign } from '../../model/nouns/campaign.ts'
import type { Rules } from '../../model/policies/rules.ts'
import type { MadeUpTitle } from '../world/catalogue.ts'
import { SCREENS, TRIAL_REGION } from '../world/screens.ts'

/** A published snapshot of the trial, and which asset each of its rows of assets is. */
export interface Published {
  readonly opened: OpenedSnapshot
  readonly assetAt: (asset: number) => AssetId
  readonly assetRow: (id: AssetId) => number
}

/** The campaign that every asset of a trial plays for. */
export const TRIAL_CAMPAIGN = 'cmp_all'

/** Nobody reads words here: `decide` needs none. */
const NO_TEXT: SnapshotText = {
  asset: () => unread(),
  titleOf: () => unread(),
  campaign: () => unread(),
  rating: () => unread(),
}

/**
 * Publishes titles as the product does: one standing campaign with every asset, compiled with the rules, and with what a run has
 * learned.
 *
 * @param run null: nothing was learned
 * @param change of the rules, after what was learned
 */
export function published(
  rules: Rules,
  titles: readonly MadeUpTitle[],
  run: LearnedRun | null,
  now: number,
  change: (rules: Rules) => Rules = (same) => same,
): Published {
  const withPoints = change(run === null ? rules : learnedRules(rules, run.head.terms))
  const tastes = run === null ? undefined : learnedTastes(run)
  const compiler = new RegionCompiler(withPoints, TRIAL_REGION, now, { push: () => undefined }, undefined, tastes)
  const assets = inRowOrder(titles.flatMap((title) => title.assets))
  for (const { record } of titles) compiler.addTitle(record)
  for (const asset of assets) compiler.addAsset(asset)
  const ids = assets.map(({ id }) => id)
  compiler.addCampaign(standing(ids), ids)
  const { hot, weights: before, rules: inside } = compiler.finish()
  const weights = run === null ? before : { ...before, ...columnsOf(run, before, hot) }
  const rows = new Map(ids.map((id) => [hash32(id), id]))
  const assetAt = (asset: number): AssetId => rows.get(hot.assets.idHash[asset] ?? 0) ?? 'ast_'
  const places = new Map(Array.from(hot.assets.idHash, (_, asset) => [assetAt(asset), asset] as const))
  return {
    opened: openSnapshot({ id: 'trial', hot, text: NO_TEXT, weights, rules: inside }, typescriptEngine),
    assetAt,
    assetRow: (id) => places.get(id) ?? -1,
  }
}

function standing(assets: readonly AssetId[]) {
  return campaign.parse({
    ...{ v: 1, type: 'campaign', id: TRIAL_CAMPAIGN, assets, territories: ['*'], status: 'approved' },
    ...{ surfaces: SCREENS.map(({ surface }) => surface), start: '2020-01-01T00:00:00' },
  })
}

function unread(): never {
  throw new Error('nothing of a trial is read out')
}

function columnsOf(run: LearnedRun, before: SnapshotWeights, { assets }: SnapshotHot): ResultColumns {
  const rates = new Map([...run.assets].map(([id, { surfaces }]) => [id, surfaces]))
  return resultColumns({ before, assets, rates, shown: new Map(), most: run.assets.size }).columns
}
