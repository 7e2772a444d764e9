import fc from 'fast-check'
import { chanceFrom } from '../../../src/decide/draw/chance.ts'
import { byChance } from '../../../src/decide/draw/choose.ts'
import { type ComposedSlate, composeSlate } from '../../../src/decide/slate/compose-slate.ts'
import { NO_CAP, type SlateItem, type Trace } from '../../../src/decide/slate/slate-item.ts'
import type { SlatePlan, SlateScreen } from '../../../src/decide/slate/slate-plan.ts'
import type { SurfaceId } from '../../../src/model/nouns/surface.ts'
import type { SlatePolicy } from '../../../src/model/policies/slate-policy.ts'
import { bundledRules } from '../../../src/rules/bundled-rules.ts'

/** The policy that the rules give a surface, with some of its values changed. */
export function policyOf(surface: SurfaceId, fields: Partial<SlatePolicy> = {}): SlatePolicy {
  const policy = bundledRules().slate.get(surface)
  if (!policy) throw new Error(`no slate for ${surface}`)
  return { ...policy, ...fields }
}

/** The feed's own constraints with nothing drawn: the best feasible takes each place. */
export const feed = (fields: Partial<SlatePolicy> = {}) =>
  policyOf('clips-feed', { temperature: 0, tierLead: 0, ...fields })
export const hero = (fields: Partial<SlatePolicy> = {}) => policyOf('home-hero', { temperature: 0, ...fields })

export const planOf = (policy: SlatePolicy, count: number, fields: Partial<SlatePlan> = {}): SlatePlan => ({
  ...{ policy, count, firstPosition: 0, pinned: false, capRoom: 80, sticky: null },
  ...fields,
})

export const EMPTY_SCREEN: SlateScreen = { assets: new Set(), titles: new Set() }

/** Exclusion labels by their bits: here, some beyond the first 32. */
export const labels = (bits: number): Uint32Array => Uint32Array.of(0, bits)

/** An evergreen clip that is like no other: a title, an asset and a direction of taste of its own. */
export function item(row: number, fields: Partial<SlateItem> = {}): SlateItem {
  const taste = new Int8Array(32)
  taste[row % 32] = 100
  return {
    ...{ row, asset: row, title: row, franchise: 0, cluster: 0, source: 0, tier: 3, score: 1600 - row },
    ...{ audience: 'open', exclusionLabels: labels(0), isNew: false, taste },
    ...{ capKey: NO_CAP, capLeft: 0, capKnown: false },
    ...fields,
  }
}

/** So many items; `fields` says what is not of its own. */
export const items = (count: number, fields: (row: number) => Partial<SlateItem> = () => ({})) =>
  Array.from({ length: count }, (_, row) => item(row, fields(row)))

export function compose(
  pool: readonly SlateItem[],
  plan: SlatePlan,
  others: { screen?: SlateScreen; before?: readonly Trace[]; seed?: string } = {},
): ComposedSlate {
  const { screen = EMPTY_SCREEN, before = [], seed = 'a decision' } = others
  return composeSlate(pool, plan, screen, before, byChance(chanceFrom(seed)))
}

export const rowsOf = ({ picks }: ComposedSlate) => picks.map(({ row }) => row)
export const relaxedOf = ({ picks }: ComposedSlate) => picks.map(({ relaxed }) => relaxed)
export const reasonsOf = ({ rejected }: ComposedSlate) => new Map(rejected.map(({ row, reason }) => [row, reason]))

const few = (most: number) => fc.integer({ min: 0, max: most })

const NONE = fc.constant(0xffff_ffff)

/** Items of a small world, where everything meets everything; some scores are no numbers. */
const anyItem = fc.record({
  ...{ asset: few(30), title: fc.oneof(few(8), NONE), franchise: fc.oneof(few(3), NONE) },
  ...{
    cluster: fc.oneof(few(3), NONE),
    source: fc.oneof(few(4), NONE),
    tier: few(3),
    exclusionLabels: fc.constantFrom(0, 0, 0, 1, 2, 3).map(labels),
    isNew: fc.boolean(),
  },
  audience: fc.constantFrom('open' as const, 'open' as const, 'kids' as const, 'mature' as const),
  score: fc.oneof({ weight: 12, arbitrary: fc.integer({ min: -800, max: 1600 }) }, fc.constantFrom(Number.NaN, 1 / 0)),
  taste: fc.int8Array({ minLength: 32, maxLength: 32 }),
  capKey: fc.oneof({ weight: 3, arbitrary: fc.constant(NO_CAP) }, few(3)),
  capLeft: fc.integer({ min: 1, max: 3 }),
})

/** A title stands for its assets: equal assets are of one title. */
const anyPool = (most: number) =>
  fc.array(anyItem, { maxLength: most }).map((pool) =>
    pool.map(
      (each, row): SlateItem => ({
        ...each,
        row,
        capKnown: each.capKey % 2 === 0,
        title: each.title > 8 ? each.title : each.asset % 9,
      }),
    ),
  )

const policies = fc.constantFrom(
  policyOf('clips-feed'),
  policyOf('clips-feed', { newAssetEvery: 2, head: 3, separationGap: 2, franchiseRun: 2, window: 6 }),
  policyOf('clips-feed', { temperature: 0, mmrLambda: 0.3, mostOfTitle: 1, end: 7 }),
  policyOf('home-hero'),
  policyOf('home-hero', { temperature: 0, clusterRun: 2, window: 3, mmrLambda: 0.5 }),
)

/** A composition to ask for: pool, plan, screen, what went before, and a seed. */
export const anyComposition = fc
  .record({
    pool: anyPool(24),
    policy: policies,
    count: few(12),
    firstPosition: few(5),
    pinned: fc.boolean(),
    capRoom: few(3),
    assets: fc.array(few(30), { maxLength: 3 }),
    titles: fc.array(few(8), { maxLength: 2 }),
    before: anyPool(22),
    seed: fc.string(),
  })
  .map(({ pool, policy, count, firstPosition, pinned, capRoom, assets, titles, before, seed }) => ({
    pool,
    plan: planOf(policy, count, { firstPosition, pinned, capRoom }),
    others: { screen: { assets: new Set(assets), titles: new Set(titles) }, before, seed },
  }))
