import { describe, expect, it } from 'vitest'
import { type RunningExperiment, servedExperiments } from '../../../src/compile/experiments/served-experiments.ts'
import { experimentRecord } from '../../../src/model/experiments/experiment.ts'
import { bundledRules } from '../../../src/rules/bundled-rules.ts'

const RULES = bundledRules()

/** An experiment that runs, as its owner wrote it; half of all units, two arms. */
function running(key: string, parameters: object, changes: object = {}, coverage = 1): RunningExperiment {
  const record = experimentRecord().parse({
    ...{ key, layer: key, metrics: ['starts'] },
    variations: [
      { key: 'control', parameters: {} },
      { key: 'changed', parameters },
    ],
    ...changes,
  })
  return { record, coverage }
}

/** A value within the rules for each term. */
const VALUES: Readonly<Record<string, number>> = { weight: 3, freshness: 9, engagement: 3.5 }
const points = (term: string, value: number) => ({ [`ranking.terms.${term}.points`]: value })
const keysOf = ({ served }: ReturnType<typeof servedExperiments>) => served.experiments.map(({ key }) => key)
const inDach = (...experiments: readonly RunningExperiment[]) => servedExperiments(experiments, RULES, 'dach')

/** One layer and seed for all, each with a share of the units, so that nobody is in two. */
const apart = (index: number, of: number) => ({
  layer: 'shared',
  seed: 'shared',
  ranges: [
    [index / of, (index + 0.5) / of],
    [(index + 0.5) / of, (index + 1) / of],
  ],
})

describe('what a snapshot says of experiments', () => {
  it('ranges come from weights and the coverage of now, and the seed is the key unless there is another', () => {
    const changes = { weights: [0.2, 0.8], namespace: ['half', 0, 0.5] }
    const { served, refused } = inDach(running('head', { 'slate.home-hero.head': 9 }, changes, 0.5))
    expect(refused).toEqual([])
    expect(served.experiments[0]).toMatchObject({ key: 'head', seed: 'head', namespace: ['half', 0, 0.5] })
    expect(served.experiments[0]?.ranges).toEqual([
      [0, 0.1],
      [0.2, 0.6000000000000001],
    ])
  })

  it('weights that add up to a little more than 1 are served to everybody, each arm with its share', () => {
    const sums = [
      { weights: [0.51, 0.5] },
      // Exactly 1 to a person, and a little more to a machine.
      { weights: [0.33, 0.56, 0.11] },
      { weights: [0.34, 0.56, 0.1] },
    ]
    for (const { weights } of sums) {
      const variations = weights.map((_, at) => ({
        key: `arm-${at}`,
        parameters: at === 0 ? {} : points('weight', at),
      }))
      const { served, refused } = inDach(running('sums', {}, { weights, variations }, 1))
      expect(refused).toEqual([])
      const total = weights.reduce((sum, weight) => sum + weight, 0)
      served.experiments[0]?.ranges.forEach(([from, to], at) => {
        expect(to - from).toBeCloseTo((weights[at] ?? 0) / total, 12)
      })
    }
  })

  it('one in a hundred units is held out', () => {
    expect(inDach().served.holdout.share).toBe(0.01)
  })

  it('an experiment for the territories of another region is left out, and not refused', () => {
    const us = { targeting: { territories: ['US'], surfaces: [], devices: [], viewers: 'any' } }
    const read = inDach(running('us', points('weight', 3), us))
    expect([keysOf(read), read.refused]).toEqual([[], []])
  })
})

describe('a run beside that of the region', () => {
  const run = (digit: string) => `lrn_${digit.repeat(32)}` as const
  const known = (space: string, against: string | null = null) => ({ space, against })
  const LEARNING = {
    ...{ run: run('0'), space: 'space-1' },
    stored: new Map([
      ...['0', '1', '2'].map((digit) => [run(digit), known('space-1')] as const),
      [run('3'), known('space-3')] as const,
      [run('4'), known('space-1', 'was taken back')] as const,
    ]),
  }
  const read = (...experiments: readonly RunningExperiment[]) => servedExperiments(experiments, RULES, 'dach', LEARNING)
  const tries = (key: string, ...values: readonly string[]) =>
    running(key, {}, { variations: [undefined, ...values].map((learned, at) => arm(at, learned)) })
  const arm = (at: number, learned?: string) => ({
    key: `arm-${at}`,
    parameters: learned === undefined ? {} : { learned },
  })

  it.each([
    ['is not stored', run('9'), 'ff learn push'],
    ['has vectors of another space', run('3'), 'space-3'],
    ['was taken back', run('4'), 'was taken back'],
  ])('an arm whose run %s is refused by its field, with the fix', (_what, learned, words) => {
    const field = 'variations.1.parameters.learned'
    expect(read(tries('runs', learned)).refused).toEqual([
      { key: 'runs', field, reason: expect.stringMatching(new RegExp(`^${field} names ${learned}.*${words}`)) },
    ])
  })

  it('a second run beside the one of an arm is refused by name, in one experiment and in two', () => {
    expect(read(tries('two', run('1'), run('2'))).refused).toEqual([
      { key: 'two', field: 'variations.2.parameters.learned', reason: expect.stringContaining('a second run') },
    ])
    const one = tries('one', run('1'))
    const other = tries('other', run('2'))
    const [first, second] = [one, other].map((each, at) => ({
      ...each,
      record: { ...each.record, layer: 'one', namespace: ['one', at / 2, (at + 1) / 2] as [string, number, number] },
    })) as [RunningExperiment, RunningExperiment]
    const { refused } = read(first, second)
    expect(refused).toEqual([
      { key: 'other', field: 'variations.1.parameters.learned', reason: expect.stringContaining('one tries') },
    ])
  })

  it('the snapshot brings what it is without a run for the holdout, where it has one', () => {
    expect([read().others, inDach().others]).toEqual([[null], []])
    const none = { ...RULES, experiments: { ...RULES.experiments, holdout: { seed: 'holdout-1', share: 0 } } }
    const of = (...experiments: readonly RunningExperiment[]) =>
      servedExperiments(experiments, none, 'dach', LEARNING).others
    expect([of(), of(tries('none', 'none'))]).toEqual([[], [null]])
  })

  it('an arm of the region’s own run needs nothing beside it, wherever it is served', () => {
    const { others, refused, runBy } = read(tries('own', run('0')))
    expect([others, refused, runBy]).toEqual([[null], [], null])
  })
})

describe('at most eight arms with scores of their own', () => {
  it('experiments of one layer add, and the one that makes a ninth is refused by name', () => {
    const many = Array.from({ length: 8 }, (_, at) => running(`e${at}`, points('weight', 1 + at / 10), apart(at, 8)))
    const read = inDach(...many)
    expect(keysOf(read)).toEqual(many.slice(0, 7).map(({ record }) => record.key))
    expect(read.refused).toEqual([{ key: 'e7', reason: expect.stringContaining('more than 8 arms') }])
  })

  it('arms of different surfaces add, because a region keeps eight in all, and equal ones count once', () => {
    const on = (surface: string, at: number) =>
      running(`${surface}-${at}`, points('weight', 1 + at / 10), {
        ...apart(at, 8),
        targeting: { territories: [], surfaces: [surface], devices: [], viewers: 'any' },
      })
    const heroes = Array.from({ length: 4 }, (_, at) => on('home-hero', at))
    const tiles = Array.from({ length: 4 }, (_, at) => on('browse-tile', at + 4))
    expect(inDach(...heroes, ...tiles).refused.map(({ key }) => key)).toEqual(['browse-tile-7'])
    const same = running('same', points('weight', 1), {
      ...apart(7, 8),
      targeting: { territories: [], surfaces: ['browse-tile'], devices: [], viewers: 'any' },
    })
    expect(inDach(...heroes, ...tiles.slice(0, 3), same).refused).toEqual([])
  })

  it('layers multiply: a third of two arms fits beside two others, and a fourth does not', () => {
    const terms = ['weight', 'freshness', 'engagement'].map((term) => running(term, points(term, VALUES[term] ?? 0)))
    const read = inDach(...terms, running('campaign', { 'campaigns.cmp_all.weight': 30 }))
    // Of three experiments, seven combinations beside control, and the holdout.
    expect(keysOf(read)).toEqual(['weight', 'freshness', 'engagement'])
    expect(read.armColumns).toBe(8)
  })

  it('what no viewer can get together does not multiply: territories, surfaces, kinds of viewers', () => {
    const to = (targeting: object) => ({
      targeting: { territories: [], surfaces: [], devices: [], viewers: 'any', ...targeting },
    })
    const read = inDach(
      running('weight', points('weight', 3), to({ territories: ['DE'] })),
      running('campaign', { 'campaigns.cmp_all.weight': 30 }, to({ territories: ['AT'] })),
      running('freshness', points('freshness', 9), to({ territories: ['CH'], viewers: 'guest' })),
      running('engagement', points('engagement', 3.5), to({ territories: ['CH'], viewers: 'member' })),
    )
    expect([keysOf(read).length, read.armColumns]).toEqual([4, 5])
  })

  it('ten experiments run at once where most change what costs no column', () => {
    const slates = ['temperature', 'floor', 'head', 'mmrLambda', 'twinPoints', 'tierLead', 'newAssetEvery'].map(
      (name) =>
        running(`hero-${name.toLowerCase()}`, {
          [`slate.home-hero.${name}`]: name === 'floor' || name === 'mmrLambda' ? 0.5 : 9,
        }),
    )
    const read = inDach(
      ...slates,
      running('taste', points('taste', 60)),
      running('weight', points('weight', 3)),
      running('campaign', { 'campaigns.cmp_all.weight': 30 }),
    )
    expect([keysOf(read).length, read.refused]).toEqual([10, []])
    expect(read.armColumns).toBe(4)
  })

  it('an experiment makes room for one column, whether it is for one surface or for all', () => {
    const targeting = { territories: [], surfaces: ['home-hero'], devices: [], viewers: 'any' }
    expect(inDach(running('weight', points('weight', 3), { targeting })).armColumns).toBe(2)
  })
})
