import { describe, expect, it } from 'vitest'
import { analyze } from '../../src/experiment/analysis/analyze.ts'
import type { ArmMoments, MetricMoments, Moments } from '../../src/experiment/analysis/moments/moments.ts'
import { againstWinner } from '../../src/experiment/analysis/verdict/against-winner.ts'
import { meanSums, momentsOf, shareSums, USUAL } from './moments-of.ts'

const analysed = (moments: Moments) => analyze(moments, USUAL)
const verdict = (moments: Moments) => {
  const { verdict: said, reasons, because } = analysed(moments)
  return { said, reasons, fields: because.map(({ field }) => field) }
}
const metric = (arms: readonly ArmMoments[], more: Partial<MetricMoments> = {}): MetricMoments => ({
  ...{ id: 'metric', kind: 'mean', goal: 'up', guardrail: false, arms },
  ...more,
})
const still = [meanSums(5000, 10, 3), meanSums(5000, 10.01, 3)]
const better = [meanSums(5000, 10, 3), meanSums(5000, 11, 3)]
const withMetrics = (...metrics: readonly MetricMoments[]): Moments => ({ ...momentsOf(still), metrics })

describe('the verdict', () => {
  it('a goal whose interval leaves 0 out at every look may be decided, and one whose interval holds it waits', () => {
    expect(verdict(momentsOf(better))).toEqual({
      ...{ said: 'decide', reasons: ['goal-better'], fields: ['metrics[0].arms[1]'] },
    })
    expect(verdict(momentsOf(better, { goal: 'down' })).reasons).toEqual(['goal-worse'])
    expect(verdict(momentsOf(still))).toMatchObject({ said: 'wait', reasons: ['interval-includes-zero'] })
  })

  it('what one look at a fixed time would call found is not decided at a look that nobody fixed', () => {
    const moments = momentsOf([meanSums(5000, 10, 3), meanSums(5000, 10.14, 3)])
    expect(analysed(moments).metrics[0]?.arms[1]?.p).toBeLessThan(0.05)
    expect(verdict(moments).said).toBe('wait')
  })

  it('what is found only since many metrics were looked at is not decided', () => {
    const found = metric([meanSums(5000, 10, 3), meanSums(5000, 10.22, 3)])
    expect(verdict(withMetrics(found)).said).toBe('decide')
    const others = Array.from({ length: 9 }, (_, index) => metric(still, { id: `other-${index}` }))
    const among = verdict(withMetrics(found, ...others))
    expect(among).toMatchObject({ said: 'wait' })
    expect(among.reasons).toContain('several-comparisons')
  })

  it('a guardrail that is certainly harmed decides, though no goal has moved, and one that gains does not', () => {
    const guard = (arms: readonly ArmMoments[]) => metric(arms, { id: 'guard', goal: 'down', guardrail: true })
    expect(verdict(withMetrics(metric(still), guard(better)))).toEqual({
      ...{ said: 'decide', reasons: ['guardrail-harmed'], fields: ['metrics[1].arms[1]'] },
    })
    expect(verdict(withMetrics(metric(still), guard([...better].reverse()))).said).toBe('wait')
  })

  it('one violation of maturity in an arm is one too many, whatever chance may do', () => {
    const guard = (having: number) =>
      metric([shareSums(5000, 0), shareSums(5000, having)], {
        ...{ id: 'maturity-violations', kind: 'proportion', goal: 'down', guardrail: true },
      })
    expect(verdict(withMetrics(metric(still), guard(0))).said).toBe('wait')
    expect(verdict(withMetrics(metric(still), guard(1)))).toMatchObject({ said: 'decide', reasons: ['never-exceeded'] })
  })

  it('a guardrail of which nothing happened in any arm is said to be unknown, and refuses nothing', () => {
    const none = metric([shareSums(5000, 0), shareSums(5000, 0)], {
      ...{ id: 'errors', kind: 'proportion', goal: 'down', guardrail: true },
    })
    const { verdict: said, because } = analysed(withMetrics(metric(better), none))
    expect([said, because.map(({ reason }) => reason)]).toEqual(['decide', ['goal-better', 'guardrail-unknown']])
  })

  it('errors in an arm whose control has none are certain harm when they are many, and unknown when they are few', () => {
    const guard = (having: number) =>
      metric([shareSums(5000, 0), shareSums(5000, having)], {
        ...{ id: 'errors', kind: 'proportion', goal: 'down', guardrail: true },
      })
    expect(verdict(withMetrics(metric(still), guard(40)))).toMatchObject({
      said: 'decide',
      reasons: ['guardrail-harmed'],
    })
    expect(verdict(withMetrics(metric(still), guard(4)))).toMatchObject({ said: 'wait' })
  })

  it('guardrails alone give nothing to decide for', () => {
    expect(verdict(withMetrics(metric(still, { guardrail: true }))).reasons).toEqual(['no-goal-metric'])
  })

  it('a handful of units waits for more, however far apart the arms are', () => {
    const few = verdict(momentsOf([meanSums(49, 10, 1), meanSums(200, 20, 1)]))
    expect(few).toMatchObject({ said: 'wait', reasons: ['too-few-units'] })
  })
})

describe('data that carry no verdict', () => {
  const weighted = (units: readonly number[], exposedTwice = 0): Moments => {
    const moments = momentsOf(better)
    return {
      ...moments,
      arms: moments.arms.map((arm, index) => ({ ...arm, weight: 0.5, units: units[index] ?? 0, exposedTwice })),
    }
  }

  it('arms with other shares than they were to have refuse, with all numbers still there', () => {
    const { verdict: said, reasons, srm, metrics } = analysed(weighted([5000, 5400]))
    expect([said, reasons, srm.state]).toEqual(['refused', ['sample-ratio'], 'mismatch'])
    expect(srm.p).toBeLessThan(0.001)
    expect(metrics[0]?.arms[1]?.lift?.value).toBeCloseTo(0.1, 12)
    expect(verdict(weighted([5000, 5300])).said).toBe('decide')
  })

  it('more than one unit in a hundred that met two arms refuses', () => {
    expect(verdict(weighted([5000, 5000], 51))).toMatchObject({ said: 'refused', reasons: ['multiple-exposure'] })
    expect(verdict(weighted([5000, 5000], 50)).said).toBe('decide')
  })

  it.each([
    ['an arm without units', [meanSums(5000, 10, 3), meanSums(0, 0, 0)], 'no-units', 'arms[1].units'],
    ['no variance in an arm', [meanSums(5000, 10, 3), meanSums(5000, 11, 0)], 'no-variance', 'metrics[0].arms[1]'],
    ['a control that is 0', [shareSums(5000, 0), shareSums(5000, 9)], 'no-variance', 'metrics[0].arms[1]'],
    [
      'a mean of 0 in control',
      [{ n: 100, m: { sum: 0, sumSquares: 100 }, products: {} }, meanSums(100, 1, 1)],
      ...(['zero-baseline', 'metrics[0].arms[1]'] as const),
    ],
    [
      'sums beyond what a number holds',
      [
        { n: 100, m: { sum: 1, sumSquares: 1.7e308 }, products: {} },
        { n: 100, m: { sum: 1e-300, sumSquares: 1.7e308 }, products: {} },
      ],
      ...(['out-of-range', 'metrics[0].arms[1]'] as const),
    ],
  ] as const)(
    'a metric that cannot be compared refuses by name, and has no number: %s',
    (_name, arms, reason, field) => {
      const moments = momentsOf(arms)
      const even = { ...moments, arms: moments.arms.map((arm) => ({ ...arm, weight: 0.5 })) }
      const { said, reasons, fields } = verdict(even)
      expect(said).toBe('refused')
      expect(reasons).toContain(reason)
      expect(fields).toContain(field)
      expect(analysed(even).metrics[0]?.arms[1]).toMatchObject({ lift: null, p: null, sequential: null, cuped: null })
    },
  )
})

describe('a goal of which nothing can be said', () => {
  const flat = metric([meanSums(5000, 10, 3), meanSums(5000, 10, 0)], { id: 'flat' })
  const noBaseline = metric([{ n: 5000, m: { sum: 0, sumSquares: 5000 }, products: {} }, meanSums(5000, 1, 1)], {
    id: 'no-baseline',
  })
  const nothing = { sum: 0, sumSquares: 0 }
  const noDenominator = metric(
    [1, 2].map(() => ({ n: 5000, m: nothing, d: nothing, products: { 'm.d': 0 } })),
    { id: 'no-denominator', kind: 'ratio' },
  )
  const unmeasured = metric(
    [0, 1].map((place) => (place === 0 ? meanSums(5000, 10, 3) : meanSums(0, 0, 0))),
    { id: 'unmeasured' },
  )

  it.each([
    ['no-variance', flat],
    ['zero-baseline', noBaseline],
    ['zero-denominator', noDenominator],
    ['no-units', unmeasured],
  ] as const)('such a goal is set aside alone, by name, and another goal is decided by: %s', (state, aside) => {
    const { verdict: said, reasons, because, metrics } = analysed(withMetrics(aside, metric(better)))
    expect([said, reasons]).toEqual(['decide', ['goal-better']])
    expect(because.map(({ reason, field }) => [reason, field])).toEqual([
      ['goal-better', 'metrics[1].arms[1]'],
      ['metric-set-aside', 'metrics[0].arms[1]'],
    ])
    expect(because[1]?.sentence).toContain(aside.id)
    expect(metrics[0]?.arms[1]).toMatchObject({ state, lift: null, p: null, adjustedP: null, sequential: null })
    expect(metrics[1]?.arms[1]?.adjustedP, 'it is no comparison').toBe(metrics[1]?.arms[1]?.p)
  })

  it('an analysis without a goal that is left is refused, with the state of each', () => {
    const { said, reasons } = verdict(withMetrics(flat, noBaseline, metric(still, { id: 'guard', guardrail: true })))
    expect([said, reasons]).toEqual(['refused', ['no-variance', 'zero-baseline']])
  })

  it('another goal that needs more units is waited for', () => {
    const few = metric([meanSums(1, 10, 0), meanSums(5000, 10, 3)], { id: 'few' })
    expect(verdict(withMetrics(flat, few))).toMatchObject({ said: 'wait', reasons: ['too-few-units'] })
  })

  it('a goal that is set aside is not waited for too, however few its units are', () => {
    const aside = metric([shareSums(40, 40), shareSums(40, 40)], { id: 'aside', kind: 'proportion' })
    const { verdict: said, because } = analysed(withMetrics(aside, metric(still)))
    expect(said).toBe('wait')
    expect(because.map(({ reason, field }) => [reason, field])).toEqual([
      ['interval-includes-zero', 'metrics[1].arms[1]'],
      ['metric-set-aside', 'metrics[0].arms[1]'],
    ])
  })

  it('sums that a number does not hold refuse whatever other goals say: they are no sums of units', () => {
    const far = { n: 100, m: { sum: 1, sumSquares: 1.7e308 }, products: {} }
    const tiny = { n: 100, m: { sum: 1e-300, sumSquares: 1.7e308 }, products: {} }
    expect(verdict(withMetrics(metric([far, tiny], { id: 'far' }), metric(better)))).toMatchObject({
      ...{ said: 'refused', reasons: ['out-of-range'] },
    })
  })
})

describe('what units did before', () => {
  /** Arms whose units did `mean` on average before, and since do as much, at a correlation of 0.7. */
  const withBefore = (mean: number): ArmMoments => {
    const { n, m } = meanSums(5000, 10, 3)
    const mPre = meanSums(5000, mean, 3).m
    return { n, m, mPre, products: { 'm.mPre': (m.sum * mPre.sum) / n + 0.7 * 9 * (n - 1) } }
  }

  it('CUPED stands beside the plain numbers, and takes of the variance what the correlation explains', () => {
    const arm = analysed(momentsOf([withBefore(10), withBefore(10)])).metrics[0]?.arms[1]
    expect(arm?.prePeriod).toMatchObject({ state: 'ok' })
    expect(arm?.cuped?.theta).toBeCloseTo(0.7, 6)
    expect(arm?.cuped?.reduction).toBeCloseTo(0.49, 6)
    expect(arm?.lift?.value).toBe(0)
  })

  it('arms that differed before have CUPED set aside: its certain lift decides nothing, and the cause is to be found', () => {
    const { verdict: said, because, metrics } = analysed(momentsOf([withBefore(10), withBefore(12)]))
    const arm = metrics[0]?.arms[1]
    expect([arm?.prePeriod?.state, arm?.cuped?.state]).toEqual(['unbalanced', 'unbalanced'])
    expect(arm?.cuped?.sequential?.high).toBeLessThan(0)
    expect([said, because.map(({ reason }) => reason)]).toEqual([
      'wait',
      ['interval-includes-zero', 'unbalanced-before'],
    ])
  })

  it('nothing is taken off where nothing varied before', () => {
    const flat = { ...meanSums(5000, 10, 3), mPre: { sum: 0, sumSquares: 0 }, products: { 'm.mPre': 0 } }
    const arm = analysed(momentsOf([flat, flat])).metrics[0]?.arms[1]
    expect([arm?.prePeriod, arm?.cuped]).toEqual([
      { p: null, state: 'no-variance' },
      { theta: 0, lift: null, sequential: null, reduction: null, state: 'no-variance' },
    ])
  })
})

describe('what the verdict says against a winner', () => {
  const [control, same, more, less] = [10, 10.01, 11, 9].map((mean) => meanSums(5000, mean, 3)) as [
    ...[ArmMoments, ArmMoments, ArmMoments, ArmMoments],
  ]
  const arms = ['control', 'same', 'more', 'less']
  const sums = [control, same, more, less]
  const said = (winner: string, ...metrics: readonly MetricMoments[]) => {
    const units = arms.map((key) => ({ key, weight: 0.25, units: 5000, exposedTwice: 0 }))
    return againstWinner(analysed({ arms: units, metrics }), { winner, arms })
  }
  const harm = metric([control, control, more, control], { id: 'errors', goal: 'down', guardrail: true })

  it('an arm wins without a word against it only where it is certainly better than control and does no harm', () => {
    expect(said('more', metric(sums))).toBeNull()
    expect(said('same', metric(sums))).toBe('does not say that same is better than control')
    expect(said('less', metric(sums))).toBe('says: less is worse than control at metric')
    expect(said('control', metric(sums))).toBe('says: more is better than control at metric')
    expect(said('more', metric(sums), harm)).toContain('more does harm to the guardrail errors')
    expect(said('control', metric(sums), harm)).toBeNull()
    expect(said('more', metric([control, same, same, same]))).toBe('says wait')
  })
})
