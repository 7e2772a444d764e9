import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { armsOf, assigned } from '../../../src/experiment/assignment/assigned.ts'
import { isOwnedValue } from '../../../src/experiment/assignment/owned-value.ts'
import { preparedExperiments } from '../../../src/experiment/assignment/prepared-experiments.ts'
import { SURFACE_IDS } from '../../../src/model/nouns/surface.ts'
import { ownedParameter } from '../../../src/model/policies/parameter-path.ts'
import { anExperiment } from './experiments.ts'

const HEAD = anExperiment('head', { 'slate.home-hero.head': 9 })
const TASTE = anExperiment('taste', { 'ranking.terms.taste.points': 60 }, { namespace: ['tastes', 0, 0.9] })
const HOLDOUT = { seed: 'held', share: 0.01 }
const everywhere = { surfacesOf: () => SURFACE_IDS, canLearn: () => true }
const EVERYWHERE = SURFACE_IDS.map((surface) => ({ surface }))
const prepared = (...experiments: readonly unknown[]) =>
  preparedExperiments({ holdout: HOLDOUT, experiments }, everywhere)
const keysOf = ({ experiments }: ReturnType<typeof prepared>) => experiments.map(({ said }) => said.key)
const ANNA = { isViewer: true, isMinor: false, isMember: true, territory: 'DE', device: null } as const

/** Every way of F43 to be broken, and some more. */
const BROKEN: readonly (readonly [string, object])[] = [
  [
    'ranges of weights that add up to more than one',
    {
      ranges: [
        [0, 0.7],
        [0.7, 1.4],
      ],
    },
  ],
  [
    'ranges that meet',
    {
      ranges: [
        [0, 0.6],
        [0.5, 1],
      ],
    },
  ],
  ['a range too few', { ranges: [[0, 1]] }],
  [
    'a range that ends before it begins',
    {
      ranges: [
        [0.5, 0],
        [0.5, 1],
      ],
    },
  ],
  [
    'a range that is no number',
    {
      ranges: [
        [0, null],
        [0.5, 1],
      ],
    },
  ],
  ['one arm', { variations: [{ key: 'control', parameters: {} }], ranges: [[0, 1]] }],
  ['no arms', { variations: [], ranges: [] }],
  ['arms without a key', { variations: [{ parameters: {} }, { key: 'b', parameters: {} }] }],
  [
    'an arm twice',
    {
      variations: [
        { key: 'a', parameters: {} },
        { key: 'a', parameters: {} },
      ],
    },
  ],
  ['an unknown path', { variations: arms({ 'maturity.kidsCap': 18 }) }],
  ['a value out of bounds', { variations: arms({ 'slate.home-hero.floor': 0.001 }) }],
  ['a value of another kind', { variations: arms({ 'slate.home-hero.head': '9' }) }],
  ['a learned run', { variations: arms({ learned: 'run_2026-11-01' }) }],
  ['a control that changes something', { variations: [...arms({ 'slate.home-hero.head': 4 })].reverse() }],
  ['a hash of another version', { hashVersion: 1 }],
  ['a unit that is not known', { unit: 'household' }],
  ['a surface that is not known', { targeting: { ...HEAD.targeting, surfaces: ['billboard'] } }],
  ['a field that is not known', { condition: { country: 'DE' } }],
  ['no seed', { seed: '' }],
]

function arms(parameters: object) {
  return [
    { key: 'control', parameters: {} },
    { key: 'changed', parameters },
  ]
}

describe('a broken experiment', () => {
  it.each(BROKEN)('an experiment with %s is off, and those around it go on', (_, changes) => {
    const read = prepared(HEAD, { ...anExperiment('broken', { 'slate.home-hero.twinPoints': 3 }), ...changes }, TASTE)
    expect(keysOf(read)).toEqual(['head', 'taste'])
    expect(read.off).toEqual([{ key: 'broken', why: 'broken' }])
  })

  it('an experiment whose key is there twice is off both times', () => {
    const read = prepared(HEAD, anExperiment('twice', {}), TASTE, anExperiment('twice', {}))
    expect(keysOf(read)).toEqual(['head', 'taste'])
    expect(read.off).toEqual([
      { key: 'twice', why: 'twice' },
      { key: 'twice', why: 'twice' },
    ])
  })

  it('an experiment that owns what one before it owns is off, unless no unit can be in both', () => {
    const sharing = { layer: HEAD.layer, seed: HEAD.seed }
    const first = anExperiment(
      'first',
      { 'slate.home-hero.head': 4 },
      {
        ...sharing,
        ranges: [
          [0, 0.2],
          [0.2, 0.4],
        ],
      },
    )
    const second = anExperiment(
      'second',
      { 'slate.home-hero.head': 5 },
      {
        ...sharing,
        ranges: [
          [0.4, 0.6],
          [0.6, 1],
        ],
      },
    )
    const third = anExperiment(
      'third',
      { 'slate.home-hero.head': 6 },
      {
        ...sharing,
        ranges: [
          [0.5, 0.7],
          [0.7, 1],
        ],
      },
    )
    const other = anExperiment('other', { 'slate.home-hero.head': 7 })
    const read = prepared(first, second, third, other)
    expect(keysOf(read)).toEqual(['first', 'second'])
    const about = 'slate.home-hero.head'
    expect(read.off).toEqual([
      { key: 'third', why: 'contested', about, other: 'second' },
      { key: 'other', why: 'contested', about, other: 'first' },
    ])
  })

  it('what was learned sets points of terms: another experiment that owns those is off, whichever comes first', () => {
    const unlearned = anExperiment('unlearned', { learned: 'none' })
    const pointsOf = (term: string) => anExperiment(term, { [`ranking.terms.${term}.points`]: 2 })
    const taste = pointsOf('taste')
    const off = (key: string, about: string, other: string) => [{ key, why: 'contested', about, other }]
    const later = prepared(unlearned, taste, pointsOf('weight'))
    expect(later.off).toEqual(off('taste', 'ranking.terms.taste.points', 'unlearned'))
    expect(prepared(taste, unlearned).off).toEqual(off('unlearned', 'learned', 'taste'))
  })

  it('a broken holdout holds nobody out, and experiments go on', () => {
    const read = preparedExperiments({ holdout: { seed: 'held', share: 3 }, experiments: [HEAD] }, everywhere)
    expect([read.holdout, keysOf(read)]).toEqual([null, ['head']])
    expect(read.off).toEqual([{ key: 'holdout', why: 'broken' }])
  })

  it('an arm without vectors turns its experiment off, and a holdout without them holds nobody out', () => {
    const [here, gone] = [`lrn_${'a'.repeat(32)}`, `lrn_${'b'.repeat(32)}`]
    const experiments = [anExperiment('here', { learned: here }), anExperiment('gone', { learned: gone }), HEAD]
    const read = (share: number, known: readonly unknown[]) =>
      preparedExperiments(
        { holdout: { seed: 'held', share }, experiments },
        { ...everywhere, canLearn: (value) => known.includes(value) },
      )
    const off = { key: 'gone', why: 'learning', about: gone }
    const [whole, without] = [read(0.2, [here, 'none']), read(0.2, [here])]
    expect([keysOf(whole), whole.off, whole.holdout?.share]).toEqual([['here', 'head'], [off], 0.2])
    expect([keysOf(without), without.holdout]).toEqual([['here', 'head'], null])
    expect(without.off).toEqual([{ key: 'holdout', why: 'learning' }, off])
    expect(read(0, [here]).off).toEqual([off])
  })

  it('whatever is said of experiments, nothing throws, what is whole goes on, and only lawful values are given', () => {
    const scraps = fc.oneof(
      fc.jsonValue({ maxDepth: 3 }),
      fc.constantFrom<unknown>(undefined, Number.NaN, Number.POSITIVE_INFINITY, -1, 1e300, [], {}, '__proto__'),
    )
    const spoiled = fc
      .record({ path: fc.constantFrom(...pathsIn(TASTE)), scrap: scraps })
      .map(({ path, scrap }) => replaced({ ...TASTE, key: 'spoiled' }, path, scrap))
    fc.assert(
      fc.property(fc.array(fc.oneof(spoiled, scraps), { maxLength: 4 }), fc.string(), (entries, unit) => {
        const read = prepared(HEAD, ...entries)
        expect(keysOf(read)).toContain('head')
        const given = armsOf(read, assigned(read, { ...ANNA, unit }, EVERYWHERE))
        for (const { variation } of given) {
          for (const [path, value] of Object.entries(variation.parameters)) {
            const parameter = ownedParameter(path)
            expect(parameter !== null && isOwnedValue(parameter, value)).toBe(true)
          }
        }
      }),
      { numRuns: 400 },
    )
  })

  it.each([undefined, null, 7, 'all', [], { experiments: {} }, { holdout: HOLDOUT, experiments: null }])(
    'experiments that say %j assign nobody',
    (said) => {
      expect(assigned(preparedExperiments(said, everywhere), { ...ANNA, unit: 'u1' }, EVERYWHERE)).toBeLessThan(1)
    },
  )
})

/** Every place in a document, as the names that lead there. */
function pathsIn(value: unknown, before: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [before]
  return [
    ...(before.length > 0 ? [before] : []),
    ...Object.entries(value).flatMap(([name, each]) => pathsIn(each, [...before, name])),
  ]
}

function replaced(value: unknown, [name, ...rest]: readonly string[], scrap: unknown): unknown {
  if (name === undefined) return scrap
  const copy: Record<string, unknown> | unknown[] = Array.isArray(value) ? [...value] : { ...(value as object) }
  Reflect.set(copy, name, replaced(Reflect.get(copy, name), rest, scrap))
  return copy
}
