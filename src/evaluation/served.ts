import type { Compiled } from '../compile/compiled.ts'
import { RegionCompiler } from '../compile/compiler.ts'
import { learnedRules } from '../compile/learned/learned-rules.ts'
import { learnedTastes } from '../compile/learned/learned-tastes.ts'
import type { AssetEvidence } from '../compile/weights/weights.ts'
import { typescriptEngine } from '../decide/engine/typescript/typescript-engine.ts'
import { type OpenedSnapshot, openSnapshot } from '../decide/opened/opened-snapshot.ts'
import { rowOfId } from '../decide/rows/hash-search.ts'
import { momentTerms, withTaste } from '../decide/score/taste/request-terms.ts'
import { requestVector } from '../decide/score/taste/term-vector.ts'
import { EVALUATED_REGION, EVALUATED_SURFACE } from '../learn/aggregates/like-aggregates.ts'
import type { UnnamedRun } from '../learn/run/learn-run.ts'
import { inRowOrder } from '../model/columns/row-order.ts'
import type { SnapshotText } from '../model/columns/snapshot-text.ts'
import type { AssetId } from '../model/fields/identifier.ts'
import type { LearnedRun } from '../model/learned/learned-run.ts'
import { asset } from '../model/nouns/asset.ts'
import { campaign } from '../model/nouns/campaign.ts'
import { title } from '../model/nouns/title.ts'
import type { Rules } from '../model/policies/rules.ts'
import type { EvaluatedItem } from './data-set.ts'
import { assetOfItem } from './learned.ts'

/** One item and its score, in the engine's units. */
export interface ServedItem {
  readonly item: number
  readonly score: number
}

/** A compiled catalogue that answers as the edge does. */
export interface ServedCatalogue {
  /**
   * The best of some items for a viewer, by descending score.
   * @param taste of the viewer's profile, int8; empty: nobody is known
   * @param without the items that may not be chosen
   * @param count at most 1,024
   */
  best(taste: ArrayLike<number>, without: Iterable<number>, count: number): readonly ServedItem[]
}

/** A ranking reads no text. */
const NO_TEXT: SnapshotText = { asset: nothing, titleOf: () => null, campaign: nothing, rating: nothing }

function nothing(): never {
  throw new RangeError('an evaluation has no text')
}

/** No file of a run is written here, so none gives it a name. */
const RUN_ID = `lrn_${'0'.repeat(32)}` as const

/**
 * Compiles the items with what a run learned, as the publisher does, and opens the snapshot as the edge does: one asset a
 * title, all in one campaign that plays everywhere.
 *
 * @param now the instant of compilation and of all requests, milliseconds since 1970 UTC
 */
export function served(
  rules: Rules,
  items: readonly EvaluatedItem[],
  unnamed: UnnamedRun,
  now: number,
): ServedCatalogue {
  const run: LearnedRun = { ...unnamed, head: { ...unnamed.head, id: RUN_ID } }
  const compiled = compiledWith(rules, items, { run, now })
  const { hot, weights, rules: ofRegion } = compiled
  const opened = openSnapshot({ id: '', hot, text: NO_TEXT, weights, rules: ofRegion }, typescriptEngine)
  const assetOf = items.map((_, item) => rowOfId(hot.assets, assetOfItem(item)))
  const itemOf = new Map(assetOf.map((row, item) => [row, item]))
  return {
    best: (taste, without, count) => {
      const plane = opened.engine.withoutAssets(Array.from(without, (item) => assetOf[item] ?? 0))
      const { rows, scores } = opened.engine.top({
        ...{ plane, base: opened.bases.slotFor(EVALUATED_SURFACE, now), from: 0, to: opened.engine.rows },
        ...{ vector: vectorFor(taste, opened), taste: opened.taste, bonus: null, penalties: [], k: count },
      })
      opened.engine.free(plane)
      return Array.from(rows, (row, place) => ({
        item: itemOf.get(hot.candidateAsset[row] ?? 0) ?? 0,
        score: scores[place] ?? 0,
      }))
    },
  }
}

/** The request's vector of a viewer who agreed to be known, of whose session and moment nothing is known. */
function vectorFor(taste: ArrayLike<number>, { snapshot: { hot, rules } }: OpenedSnapshot): Int16Array {
  const policy = rules.ranking.personal
  const moment = momentTerms({ titleInView: [], row: null, daypart: null }, hot.genres, policy)
  return requestVector(withTaste(moment, { privacy: 'consented', profile: taste, session: [] }, policy))
}

function compiledWith(
  rules: Rules,
  items: readonly EvaluatedItem[],
  { run, now }: { readonly run: LearnedRun; readonly now: number },
): Compiled {
  const compiler = new RegionCompiler(
    ...([learnedRules(rules, run.head.terms), EVALUATED_REGION, now, { push: () => 0 }] as const),
    undefined,
    learnedTastes(run),
  )
  const [of, video, plan] = [TITLE(), ASSET(), CAMPAIGN()]
  items.forEach(({ id, genres, year }, item) => {
    const releasedOn = year === null ? null : `${String(year).padStart(4, '0')}-01-01`
    compiler.addTitle({ ...of, id: `ttl_${item}`, name: { en: id }, genres: [...genres], releasedOn })
  })
  const assets = items.map(({ tags }, item) => ({
    ...video,
    id: assetOfItem(item),
    titleId: `ttl_${item}` as const,
    tags: [...tags],
  }))
  for (const each of inRowOrder(assets)) compiler.addAsset(each)
  compiler.addCampaign(
    plan,
    assets.map(({ id }) => id),
  )
  return compiler.finish(evidenceOf(run))
}

function evidenceOf({ assets }: LearnedRun): ReadonlyMap<AssetId, AssetEvidence> {
  return new Map([...assets].map(([id, { surfaces }]) => [id, surfaces]))
}

const TITLE = () => title.parse({ v: 1, type: 'title', id: 'ttl_evaluated', name: { en: 'Evaluated' }, kind: 'movie' })

const ASSET = () =>
  asset.parse({
    ...{ v: 1, type: 'asset', id: 'ast_evaluated', titleId: 'ttl_evaluated', kind: 'trailer' },
    ...{ durationMs: 30_000, aspect: '16:9', worldwide: true, poster: '/media/evaluated.jpg' },
    renditions: [{ type: 'mp4', url: '/media/evaluated.mp4', codec: 'avc', height: 1080 }],
  })

const CAMPAIGN = () =>
  campaign.parse({
    ...{ v: 1, type: 'campaign', id: 'cmp_evaluated', assets: ['ast_evaluated'], territories: ['*'] },
    ...{ surfaces: [EVALUATED_SURFACE], start: '1970-01-01T00:00:00', status: 'approved' },
  })
