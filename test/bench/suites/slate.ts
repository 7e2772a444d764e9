import { chanceFrom } from '../../../src/decide/draw/chance.ts'
import { byChance } from '../../../src/decide/draw/choose.ts'
import { composeSlate } from '../../../src/decide/slate/compose-slate.ts'
import { NO_CAP, type SlateItem } from '../../../src/decide/slate/slate-item.ts'
import type { SlatePlan } from '../../../src/decide/slate/slate-plan.ts'
import type { SlatePolicy } from '../../../src/model/policies/slate-policy.ts'
import { bundledRules } from '../../../src/rules/bundled-rules.ts'
import { type BenchRow, type Run, type Suite, sizes } from '../suite.ts'
import { interleaved, type Plan } from '../tables/measure.ts'

const PAGE = 10
const SCREEN = { assets: new Set<number>(), titles: new Set<number>() }

/** What any slate costs: the ten best, one of a title, and nothing drawn. */
const FLOOR = 'sort, one of a title'

export const suite: Suite = {
  about: 'a page of ten from a pool: constraints, likeness and exploration, beside a sort',
  measure: async (run) => {
    const rows: BenchRow[] = []
    for (const candidates of sizes(run, [32, 64, 128, 256])) rows.push(...(await composeFrom(run, candidates)))
    return rows
  },
}

async function composeFrom(run: Run, candidates: number): Promise<readonly BenchRow[]> {
  const feed = bundledRules().slate.get('clips-feed')
  const hero = bundledRules().slate.get('home-hero')
  if (!feed || !hero) throw new Error('the rules compose no slate for the feed and the hero')
  const pool = madeUpPool(candidates)
  const sticky = { viewerKey: 'a viewer', now: Date.UTC(2026, 10, 22), remembered: new Map<number, number>() }
  const before = composed(pool, planFor(feed, PAGE), 0).trail
  const plan: Plan = {
    ...{ suite: 'slate', candidates, floor: FLOOR, repeats: 15, unit: 'µs', sampleMs: 10 },
    ...{ warmMs: 150, longestRunMs: 5000 },
  }
  let decision = 0
  return interleaved(run, plan, [
    { name: FLOOR, run: () => bestTitles(pool) },
    { name: 'page of the feed', run: () => composed(pool, planFor(feed, PAGE), ++decision, before).picks.length },
    {
      name: 'page without likeness',
      run: () => composed(pool, planFor({ ...feed, mmrLambda: 1 }, PAGE), ++decision, before).picks.length,
    },
    {
      name: 'page without exploration',
      run: () => composed(pool, planFor({ ...feed, temperature: 0 }, PAGE), ++decision, before).picks.length,
    },
    { name: 'hero, sticky', run: () => composed(pool, { ...planFor(hero, 3), sticky }, ++decision).picks.length },
  ])
}

const planFor = (policy: SlatePolicy, count: number): SlatePlan => ({
  ...{ policy, count, firstPosition: 0, pinned: false, capRoom: 80, sticky: null },
})

function composed(
  pool: readonly SlateItem[],
  plan: SlatePlan,
  decision: number,
  before: Parameters<typeof composeSlate>[3] = [],
) {
  return composeSlate(pool, plan, SCREEN, before, byChance(chanceFrom(`decision ${decision}`)))
}

function bestTitles(pool: readonly SlateItem[]): number {
  const titles = new Set<number>()
  for (const { title } of [...pool].sort((left, right) => right.score - left.score)) {
    titles.add(title)
    if (titles.size === PAGE) break
  }
  return titles.size
}

/** Near ties of about two clips a title, best first as an engine hands them over. */
function madeUpPool(items: number): readonly SlateItem[] {
  const chance = chanceFrom('a made-up pool')
  const below = (most: number) => Math.floor(chance() * most)
  return Array.from({ length: items }, (_, row) => ({
    ...{ row, asset: row, title: below(items * 0.6), franchise: below(items * 0.6), cluster: 1 + below(12) },
    ...{
      source: 1 + below(20),
      tier: below(10) === 0 ? below(3) : 3,
      score: 1600 - 5 * row,
      audience: 'open' as const,
    },
    ...{ exclusionLabels: Uint32Array.of(below(20) === 0 ? 1 : 0), isNew: below(10) === 0 },
    ...{ capKey: NO_CAP, capLeft: 0, capKnown: false },
    taste: Int8Array.from({ length: 32 }, () => below(255) - 127),
  }))
}
