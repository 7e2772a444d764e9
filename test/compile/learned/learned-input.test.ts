import { expect, test } from 'vitest'
import { learnedRules } from '../../../src/compile/learned/learned-rules.ts'
import { learnedTastes } from '../../../src/compile/learned/learned-tastes.ts'
import { METADATA_SPACE } from '../../../src/model/columns/taste-space.ts'
import { normOf, TASTE_DIMENSIONS, TASTE_NORM } from '../../../src/model/columns/taste-vector.ts'
import type { LearnedRun } from '../../../src/model/learned/learned-run.ts'
import { bundledRules } from '../../../src/rules/bundled-rules.ts'

const unit = (axis: number, length: number) =>
  Array.from({ length: TASTE_DIMENSIONS }, (_, index) => (index === axis ? length : 0))

const RUN: LearnedRun = {
  head: {
    v: 1,
    type: 'learned',
    id: `lrn_${'0'.repeat(32)}`,
    space: 'learned-1',
    positions: {},
    terms: {},
    data: { from: '2026-11-01T00:00:00Z', to: '2026-11-29T00:00:00Z', events: 1 },
    features: { 'genre drama': unit(3, 0.5), 'tag slow': unit(4, 0.5), constructor: unit(9, 50) },
  },
  assets: new Map([['ast_known', { type: 'asset', id: 'ast_known', taste: unit(7, -127), cold: false, surfaces: {} }]]),
}
const METADATA = {
  genres: ['Drama'],
  tags: ['slow'],
  franchiseId: null,
  seriesId: null,
  kind: null,
  year: null,
  audienceAge: null,
}

test('an asset that a run lists has its vector, whatever its metadata', () => {
  expect([...learnedTastes(RUN).vectorOf('ast_known', METADATA)]).toEqual(unit(7, -127))
})

test('an asset that a run does not list is mapped from its metadata, at the length of which its features are sure', () => {
  const vector = learnedTastes(RUN).vectorOf('ast_newer', METADATA)
  expect([...vector]).toEqual(unit(3, 64).map((value, index) => (index === 4 ? 64 : value)))
})

test('an asset whose features add up to more than full length has full length', () => {
  const sure = { ...RUN, head: { ...RUN.head, features: { 'genre drama': unit(3, 2), 'tag slow': unit(4, 2) } } }
  const vector = learnedTastes(sure).vectorOf('ast_newer', METADATA)
  expect(vector[3]).toBe(vector[4])
  expect(vector[3]).toBeGreaterThan(80)
  expect(normOf(vector)).toBeLessThanOrEqual(TASTE_NORM)
})

test('an asset of which neither the run nor its features know anything is neutral', () => {
  const nothing = { ...METADATA, genres: ['constructor'], tags: [] }
  expect(normOf(learnedTastes(RUN).vectorOf('ast_newer', nothing))).toBe(0)
})

test('a run brings its own space, which is not that of metadata', () => {
  expect(learnedTastes(RUN)).toMatchObject({ space: 'learned-1', run: RUN.head.id })
  expect(RUN.head.space).not.toBe(METADATA_SPACE)
})

test.each([
  ['taste', 1000, 76],
  ['taste', 0, 10],
  ['engagement', 4, 4],
  ['engagement', Number.NaN, 15],
] as const)('learned points of %s of %d count as %d, which the rules allow', (term, points, counted) => {
  const rules = learnedRules(bundledRules(), { [term]: points })
  expect(rules.ranking.personal.points[term]).toBe(counted)
})

test('freshness may be learned, and what a run does not name stays as the rules have it', () => {
  const rules = learnedRules(bundledRules(), { freshness: 5 })
  expect(rules.ranking.weights).toEqual({ ...bundledRules().ranking.weights, freshness: 5 })
  expect(rules.ranking.personal).toEqual(bundledRules().ranking.personal)
})
