import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type ArmMoments,
  PRODUCTS,
  UNIT_VALUES,
  type UnitValue,
} from '../../src/experiment/analysis/moments/moments.ts'
import { readMoments } from '../../src/experiment/analysis/moments/read-moments.ts'
import { meanSums, momentsOf } from './moments-of.ts'

const before = { mPre: { sum: 900, sumSquares: 9900 }, products: { 'm.mPre': 9100 } }
const arm = () => ({ ...meanSums(100, 10, 3), ...structuredClone(before) })
const valid = () => structuredClone(momentsOf([arm(), arm(), arm()]))

/** The document with one value of it changed, or taken out. */
function changed(path: readonly (string | number)[], value: unknown): unknown {
  const document: unknown = valid()
  let at = document as Record<string | number, unknown>
  for (const part of path.slice(0, -1)) at = at[part] as Record<string | number, unknown>
  const last = path.at(-1) ?? ''
  if (value === undefined) delete at[last]
  else at[last] = value
  return document
}

const FIRST = ['metrics', 0, 'arms', 0] as const
const CASES: readonly (readonly [string, readonly (string | number)[], unknown, RegExp])[] = [
  ['a count below 0', [...FIRST, 'n'], -1, /^metrics\[0\]\.arms\[0\]\.n is negative/],
  ['half a unit', [...FIRST, 'n'], 0.5, /^metrics\[0\]\.arms\[0\]\.n is no whole number/],
  ['units below 0', ['arms', 1, 'units'], -5, /^arms\[1\]\.units is negative/],
  ['exposures below 0', ['arms', 1, 'exposedTwice'], -5, /^arms\[1\]\.exposedTwice is negative/],
  [
    'more units than met the arm',
    ['arms', 1, 'units'],
    99,
    /^metrics\[0\]\.arms\[1\]\.n is 100, and 99 units met the arm/,
  ],
  ['a field nobody knows', ['unit'], 'viewer', /^unit is no field of moments/],
  ['one of an arm', ['arms', 1, 'exposed'], 5, /^arms\[1\]\.exposed is no field of moments/],
  ['one of a metric', ['metrics', 0, 'guardRail'], true, /^metrics\[0\]\.guardRail is no field of moments/],
  ['one of sums', [...FIRST, 'm', 'sum_squares'], 3, /m\.sum_squares is no field of moments/],
  ['a product of no two values', [...FIRST, 'products', 'm.m'], 3, /products\["m\.m"\] is no field of moments/],
  ['what nobody tells', ['metrics', 0, 'toldBy'], 'hearsay', /^metrics\[0\]\.toldBy is none of events, decisions/],
  ['NaN', [...FIRST, 'm', 'sum'], Number.NaN, /^metrics\[0\]\.arms\[0\]\.m\.sum is no finite number/],
  ['Infinity', [...FIRST, 'm', 'sumSquares'], Number.POSITIVE_INFINITY, /m\.sumSquares is no finite number/],
  ['null for a number', [...FIRST, 'm', 'sum'], null, /m\.sum is no finite number/],
  ['a square below 0', [...FIRST, 'm', 'sumSquares'], -1, /m\.sumSquares is negative/],
  ['squares below what the sum allows', [...FIRST, 'm', 'sumSquares'], 9999, /m\.sumSquares is 9999, and 100 units/],
  ['squares of before below what they allow', [...FIRST, 'mPre', 'sumSquares'], 8000, /mPre\.sumSquares is 8000/],
  ['a sum over no units', [...FIRST, 'n'], 0, /arms\[0\]\.m sums something, and n is 0/],
  ['a product beyond any correlation', [...FIRST, 'products', 'm.mPre'], 20_000, /products\["m\.mPre"\] is 20000/],
  ['a missing product', [...FIRST, 'products', 'm.mPre'], undefined, /products\["m\.mPre"\] is missing/],
  ['before in some arms alone', [...FIRST, 'mPre'], undefined, /^metrics\[0\]\.arms\[0\]\.mPre is missing/],
  ['a ratio without its denominator', ['metrics', 0, 'kind'], 'ratio', /^metrics\[0\]\.arms\[0\]\.d is missing/],
  ['an unknown kind', ['metrics', 0, 'kind'], 'median', /^metrics\[0\]\.kind is none of mean, proportion, ratio/],
  ['an unknown goal', ['metrics', 0, 'goal'], 'left', /^metrics\[0\]\.goal is none of up, down/],
  ['a guardrail that is a word', ['metrics', 0, 'guardrail'], 'no', /^metrics\[0\]\.guardrail is neither/],
  ['a proportion of more than all', ['metrics', 0, 'kind'], 'proportion', /arms\[0\]\.m\.sum is 1000/],
  ['a metric without an arm', ['metrics', 0, 'arms'], [arm(), arm()], /^metrics\[0\]\.arms has 2 arms, and .* has 3/],
  ['one arm', ['arms'], [{ key: 'control', weight: 1, units: 1, exposedTwice: 0 }], /^arms has fewer than two arms/],
  ['one key twice', ['arms', 2, 'key'], 'arm-1', /^arms\[2\]\.key "arm-1" is there twice/],
  ['a key of no letters', ['arms', 2, 'key'], '', /^arms\[2\]\.key is empty/],
  ['a weight of 0', ['arms', 0, 'weight'], 0, /^arms\[0\]\.weight must be above 0/],
  ['weights that do not sum to 1', ['arms', 0, 'weight'], 0.5, /^arms has weights that sum to 1\.1/],
  ['no arms', ['arms'], undefined, /^arms /],
  ['no metrics', ['metrics'], undefined, /^metrics is missing, or no list/],
  ['null for what is not known', [...FIRST, 'mPre'], null, /^metrics\[0\]\.arms\[0\]\.mPre is missing, or no object/],
]

describe('moments', () => {
  it('what can be summed from units is taken as it is', () => {
    expect(readMoments(valid())).toEqual({ moments: valid(), faults: [] })
  })

  it.each(CASES)('what cannot be is refused by the name of its field: %s', (_name, path, value, said) => {
    const { moments, faults } = readMoments(changed(path, value))
    expect(moments).toBeNull()
    expect(`${faults[0]?.field} ${faults[0]?.fault}`).toMatch(said)
  })

  it('what the decision log tells may be of more units than events know', () => {
    const document = valid()
    const arms = document.arms.map((each) => ({ ...each, units: 1 }))
    const metrics = document.metrics.map((each) => ({ ...each, toldBy: 'decisions' as const }))
    expect(readMoments({ ...document, arms, metrics }).faults).toEqual([])
  })

  it('every field that nobody knows is named', () => {
    const { faults } = readMoments({ ...valid(), one: 1, two: 2 })
    expect(faults.map(({ field }) => field)).toEqual(['one', 'two'])
  })

  it('weights that are three times 0.33 are taken, as GrowthBook takes them', () => {
    const document = valid()
    const thirds = document.arms.map((each) => ({ ...each, weight: 0.33 }))
    expect(readMoments({ ...document, arms: thirds }).faults).toEqual([])
  })

  it('the sums of a hundred million units of the same value are taken, though adding them one by one lost digits', () => {
    // What adding 0.1 so often gives, less than their number times 0.1; each product lost as much.
    const [n, sum, sumSquares] = [1e8, 9_999_999.98112945, 999_999.99]
    const same = { sum, sumSquares }
    const arms = [1, 2].map(() => ({ n, m: same, mPre: same, products: { 'm.mPre': 1_000_000.01 } }))
    expect(readMoments(momentsOf(arms)).faults).toEqual([])
  })

  it('a cell with other arms than the experiment is refused by its name', () => {
    const cells = [{ where: { territory: 'DE' }, units: [1, 2] }]
    const { faults } = readMoments({ ...valid(), cells })
    expect(faults).toEqual([{ field: 'cells[0].units', fault: 'has 2 numbers, and the experiment has 3 arms' }])
  })

  /** Values of units with mean 10 and deviation 3, any two of which correlate by so much. */
  const correlated = (pairs: Readonly<Record<string, number>>) => {
    const { n, m } = meanSums(100, 10, 3)
    const products = Object.fromEntries(PRODUCTS.map((pair) => [pair, 100 * 100 + 9 * 99 * (pairs[pair] ?? 0)]))
    const all = { n, m, d: m, mPre: m, dPre: m, products }
    return readMoments(momentsOf([all, all], { kind: 'ratio' })).faults[0]
  }

  it('values that go together two by two, and not all of them, are refused as sums of no units', () => {
    expect(correlated({ 'm.d': 0.9, 'd.mPre': 0.9, 'm.mPre': 0.7 })).toBeUndefined()
    expect(correlated({ 'm.d': 0.9, 'd.mPre': 0.9, 'm.mPre': -0.7 })).toEqual({
      field: 'metrics[0].arms[0].products',
      fault: expect.stringContaining('no units have these'),
    })
  })

  it('sums of units are let pass, also where a value is another one, or hardly varies beside its mean', () => {
    const whole = fc.integer({ min: -1000, max: 1000 })
    const units = fc.array(fc.tuple(whole, whole), { minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(units, fc.constantFrom(0, 1, 1e6), fc.constantFrom(1e-3, 1, 1e5), (those, offset, scale) => {
        const rows = those.map(([one, other]) => {
          const [m, d] = [offset + one * scale, offset + other * scale]
          return { m, d, mPre: m + d, dPre: 2 * m - d }
        })
        const sum = (of: (row: (typeof rows)[number]) => number) => rows.reduce((total, row) => total + of(row), 0)
        const sums = UNIT_VALUES.map((value) => [
          value,
          { sum: sum((row) => row[value]), sumSquares: sum((row) => row[value] ** 2) },
        ])
        const products = PRODUCTS.map((pair) => {
          const [one, other] = pair.split('.') as [UnitValue, UnitValue]
          return [pair, sum((row) => row[one] * row[other])]
        })
        const arm = {
          ...Object.fromEntries(sums),
          n: rows.length,
          products: Object.fromEntries(products),
        } as ArmMoments
        expect(readMoments(momentsOf([arm, arm], { kind: 'ratio' })).faults).toEqual([])
      }),
    )
  })

  it('one metric twice is refused by the name of the second', () => {
    const document = valid()
    const twice = { ...document, metrics: [...document.metrics, ...document.metrics] }
    expect(readMoments(twice).faults[0]).toEqual({ field: 'metrics[1].id', fault: '"metric" is there twice' })
  })

  it.each([null, [], 'moments', 7])('a document that is none is refused: %s', (document) => {
    expect(readMoments(document).faults[0]?.field).toBe('moments')
  })
})
