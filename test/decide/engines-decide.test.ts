import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Placement } from '../../src/decide/context/context.ts'
import { deriveContext } from '../../src/decide/context/derive-context.ts'
import type { Memory } from '../../src/decide/context/memory.ts'
import { decide } from '../../src/decide/decide.ts'
import { type DecisionRequest, decisionRequest } from '../../src/decide/decision-request.ts'
import { explain } from '../../src/decide/explain/explain.ts'
import { type OpenedSnapshot, openSnapshot } from '../../src/decide/opened/opened-snapshot.ts'
import { quantised } from '../../src/model/columns/taste-vector.ts'
import { DenyList } from '../../src/model/denies/deny-list.ts'
import { SURFACE_IDS } from '../../src/model/nouns/surface.ts'
import { decodeSnapshot } from '../../src/snapshot/decode.ts'
import { byName, largeShards, NOW } from '../bench/catalogue/large-snapshot.ts'
import { GUEST, NO_HINTS } from './case-world.ts'
import { ENGINES } from './engine/engines.ts'

/** The made-up schedule, opened once with each engine. */
const SNAPSHOTS: readonly OpenedSnapshot[] = ENGINES.map((engine) =>
  openSnapshot(decodeSnapshot('large', byName(largeShards(2000))), engine),
)
const [{ snapshot }] = SNAPSHOTS as readonly [OpenedSnapshot]
const { hot, text } = snapshot

const titles = [...hot.titles.idHash.keys()]
const titleIds = titles
  .slice(0, 40)
  .map((title) => text.titleOf(hot.assets.title.indexOf(title))?.titleId ?? 'ttl_none')
const someAssets = (maxLength: number) => fc.array(fc.constantFrom(...hot.assets.idHash), { maxLength })
const someTitles = (maxLength: number) => fc.array(fc.constantFrom(...hot.titles.idHash), { maxLength })
const taste = fc
  .array(fc.integer({ min: -60, max: 60 }), { minLength: 32, maxLength: 32 })
  .map((values) => [...quantised(values)])

const memory: fc.Arbitrary<Memory> = fc.record({
  profile: fc.oneof(fc.constant([]), taste),
  session: fc.oneof(fc.constant([]), taste),
  watched: someTitles(20),
  unwanted: someTitles(5),
  shown: someAssets(60),
  recent: someAssets(19),
  sticky: fc.array(fc.tuple(fc.constantFrom(...hot.titles.idHash), fc.constantFrom(...hot.assets.idHash)), {
    maxLength: 5,
  }),
  viewerKey: fc.constantFrom('anna', 'ben'),
})

const placement: fc.Arbitrary<Omit<Placement, 'id'>> = fc.record({
  surface: fc.constantFrom(...SURFACE_IDS),
  count: fc.integer({ min: 1, max: 12 }),
  titleId: fc.oneof(
    { weight: 3, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: fc.constantFrom(...titleIds) },
  ),
  inView: fc.constantFrom(null, null, ...titleIds.slice(0, 3)),
  row: fc.constantFrom(null, 'row-comedy', 'new-documentaries', 'continue'),
})

const request: fc.Arbitrary<DecisionRequest> = fc
  .record({
    placements: fc.array(placement, { minLength: 1, maxLength: 4 }),
    memory,
    served: someAssets(40),
    minutes: fc.integer({ min: -3000, max: 3000 }),
    cap: fc.constantFrom(null, 7, 13, 18),
    country: fc.constantFrom('US', 'CA'),
    language: fc.constantFrom(null, 'en', 'fr'),
    seed: fc.constantFrom(null, 'one', 'two'),
    firstPosition: fc.constantFrom(0, 7, 195),
  })
  .map(({ placements, served, minutes, cap, country, language, ...rest }) =>
    decisionRequest({
      ...rest,
      placements: placements.map((each, at) => ({ id: `p${at}`, ...each })),
      served: new Set(served),
      context: deriveContext(snapshot.rules, {
        place: { country, regionCode: null, timeZone: null, anonymizer: null },
        viewer:
          cap === null ? GUEST : { ...GUEST, state: 'member', subject: 'anna', cap, adult: true, personalize: true },
        hints: { ...NO_HINTS, language },
        now: NOW + minutes * 60_000,
      }),
      denies: DenyList.NONE,
    }),
  )

describe('a decision', () => {
  it('a decision is the same by every engine, to the last propensity', () => {
    fc.assert(
      fc.property(request, (asked) => {
        const [first, ...others] = SNAPSHOTS.map((opened) => decide(opened, asked))
        for (const other of others) expect(other).toEqual(first)
      }),
      { numRuns: 150 },
    )
  })

  it('a decision scores exactly the sum of the terms that explain names, pinned or not', () => {
    fc.assert(
      fc.property(request, fc.constantFrom(...SNAPSHOTS), (asked, opened) => {
        const [placement] = asked.placements
        if (!placement) return
        const [decision] = decide(opened, asked)
        const explained = new Map(explain(opened, asked, placement).kept.map((each) => [each.assetId, each]))
        for (const pick of [...(decision?.picks ?? []), ...(decision?.backups ?? [])]) {
          const { assetId } = snapshot.text.asset(snapshot.hot.candidateAsset[pick.candidate] ?? 0)
          const { score, terms } = explained.get(assetId) ?? { score: Number.NaN, terms: {} }
          expect(pick.score).toBe(score)
          expect(Object.values(terms).reduce((sum, points) => sum + points, 0)).toBe(score)
        }
      }),
      { numRuns: 60 },
    )
  })
})
