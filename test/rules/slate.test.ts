import { describe, expect, it } from 'vitest'
import { SURFACE_IDS } from '../../src/model/nouns/surface.ts'
import { SLATE_CONSTRAINTS } from '../../src/model/policies/slate-policy.ts'
import { bundledRules } from '../../src/rules/bundled-rules.ts'
import { regionRules } from '../../src/rules/lookup/region-rules.ts'
import { parseRules } from '../../src/rules/parse-rules.ts'
import { changed } from './rule-fixture.ts'

const FEED = 'surfaces.4'
const SHARES = { takeover: 0.1, guaranteed: 0.2, standard: 0.5, evergreen: 1 }

describe('the slate of the rules', () => {
  it('slate.json says for every surface how it composes, and in what order constraints give way', () => {
    const { slate } = bundledRules()
    expect([...slate.keys()]).toEqual(SURFACE_IDS)
    for (const [surface, policy] of slate) {
      expect(policy.surface).toBe(surface)
      expect([...policy.relaxationOrder].sort()).toEqual([...SLATE_CONSTRAINTS].sort())
      expect(policy.temperature === 0 || policy.floor / policy.head >= 0.004).toBe(true)
    }
  })

  it('the slate rules reach every region whole, and survive JSON', () => {
    const { slate } = regionRules(bundledRules(), 'dach')
    expect(JSON.parse(JSON.stringify(slate))).toEqual(slate)
    expect(new Map(slate.map((policy) => [policy.surface, policy]))).toEqual(new Map(bundledRules().slate))
  })

  it.each([
    ['a surface twice', 'surfaces.0.id', 'post-play', 'surfaces exactly-once'],
    ['a surface left out', 'surfaces.2', undefined, 'surfaces exactly-once'],
    ['a constraint twice', 'relaxationOrder.0.constraint', 'tier', 'relaxationOrder exactly-once'],
    ['a constraint left out', 'relaxationOrder.4', undefined, 'relaxationOrder exactly-once'],
    ['a constraint nobody keeps', 'relaxationOrder.0.constraint', 'mood', 'relaxationOrder[0].constraint schema'],
    ['a constraint without a why', 'relaxationOrder.0.why', '', 'relaxationOrder[0].why schema'],
    ['a value without a unit', 'values.window.unit', undefined, 'values.window.unit schema'],
    ['a value that is not explained', 'values.window', undefined, 'values.window schema'],
    ['a surface without a value', `${FEED}.head`, undefined, 'surfaces[4].head schema'],
    ['a window beyond what a cursor carries', `${FEED}.window`, 21, 'surfaces[4].window schema'],
    ['a gap that the window forgets', `${FEED}.window`, 5, 'surfaces[4].separationGap inside-window'],
    ['a run that the window forgets', `${FEED}.clusterRun`, 20, 'surfaces[4].clusterRun inside-window'],
    ['a floor that no estimate survives', `${FEED}.floor`, 0.001, 'surfaces[4].floor schema'],
    ['a lambda of nothing', `${FEED}.mmrLambda`, 0, 'surfaces[4].mmrLambda schema'],
    ['a share above all', `${FEED}.tiers.takeover`, 1.5, 'surfaces[4].tiers.takeover schema'],
    ['a feed that is all scheduled', `${FEED}.tiers`, { ...SHARES, standard: 0.7 }, 'surfaces[4].tiers personal-share'],
    ['a bound on the rest', `${FEED}.tiers`, { ...SHARES, evergreen: 0.5 }, 'surfaces[4].tiers personal-share'],
    ['a tier without a share', `${FEED}.tiers.standard`, undefined, 'surfaces[4].tiers schema'],
    ['assets that stick on a feed', `${FEED}.stickyDays`, 7, 'surfaces[4].stickyDays sticky-once'],
    ['a value that nobody knows', `${FEED}.mood`, 1, 'surfaces[4] schema'],
  ])('slate.json refuses %s', (_guarantee, at, value, expected) => {
    const { rules, problems } = parseRules(changed('slate.json', at, value))
    expect(rules).toBeNull()
    expect(problems.map(({ file, path, rule }) => `${file} ${path} ${rule}`)).toContain(`slate.json ${expected}`)
    for (const { hint } of problems) expect(hint).not.toBe('')
  })
})
