import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { experimentsDiff } from '../../../src/compile/diff/experiments-diff.ts'
import { bucketRanges } from '../../../src/experiment/assignment/ranges.ts'
import type { ServedExperiment } from '../../../src/model/experiments/served-experiment.ts'

const served = (key: string, coverage = 0.1, more: Partial<ServedExperiment> = {}): ServedExperiment => ({
  ...{ key, layer: 'hero', hashVersion: 2, seed: key, unit: 'viewer', namespace: null },
  ranges: bucketRanges(3, coverage, null),
  targeting: { territories: [], surfaces: [], devices: [], viewers: 'any' },
  variations: [{ key: 'control', parameters: {} }],
  ...more,
})
const rules = (...experiments: ServedExperiment[]) => ({
  experiments: { holdout: { seed: 'h', share: 0 }, experiments },
})
const differing = (one: object, other: object) =>
  experimentsDiff(one, other).map(({ key, state, fields }) => [key, state, ...fields])

describe('the experiments of two snapshots', () => {
  it('what begins, ends or changes is told by key, and what is alike is left out', () => {
    const [before, after] = [
      rules(served('b'), served('c'), served('d')),
      rules(served('d', 0.2), served('a'), served('c')),
    ]
    expect(differing(before, after)).toEqual([
      ['a', 'begins'],
      ['b', 'ends'],
      ['d', 'changes', 'ranges'],
    ])
    expect(differing({}, after)).toHaveLength(3)
    expect(differing(before, {})).toHaveLength(3)
    expect(differing({}, {})).toEqual([])
  })

  it('an experiment with other arms for as many units changes by the names of its fields', () => {
    const variations = [
      { key: 'control', parameters: {} },
      { key: 'other', parameters: {} },
    ]
    const other = served('a', 0.1, { unit: 'session', variations })
    expect(differing(rules(served('a')), rules(other))).toEqual([['a', 'changes', 'unit', 'variations']])
  })

  it('the coverage is the one that was asked for, whatever rounding did to the ranges', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000 }), (steps) => {
        const [diff] = experimentsDiff({}, rules(served('a', steps / 10_000)))
        expect(diff?.after?.coverage).toBe(steps / 10_000)
      }),
    )
  })
})
