import { describe, expect, it } from 'vitest'
import { analyze } from '../../src/experiment/analysis/analyze.ts'
import { worstCells } from '../../src/experiment/analysis/health/worst-cell.ts'
import type { ExposedCell, Moments } from '../../src/experiment/analysis/moments/moments.ts'
import { readMoments } from '../../src/experiment/analysis/moments/read-moments.ts'
import { armOfLine, type LineStanding } from '../../src/experiment/decisions/arm-of-line.ts'
import type { LoggedDecision } from '../../src/experiment/decisions/logged-decision.ts'
import { cellsOfDecisions, momentsOfDecisions } from '../../src/experiment/decisions/moments-of-decisions.ts'
import { DECISION_METRICS } from '../../src/experiment/metrics/metric-definitions.ts'
import { meanSums, USUAL } from './moments-of.ts'

const METRICS = Object.entries(DECISION_METRICS).map(([id, definition]) => ({ id, guardrail: true, definition }))
const WHERE = { rung: 'fresh', place: 'DE' }
const decision = (more: Partial<LoggedDecision>): LoggedDecision => ({
  ...{ arm: 0, group: '1', at: 0, weight: 1, isSampled: true, asked: 1, empty: 0, shown: 1, above: 0, where: WHERE },
  ...more,
})

/** Two arms of 200 groups each; every `nth` decision of the second leaves a placement empty. */
function logged(nth: number): readonly LoggedDecision[] {
  return [0, 1].flatMap((arm) =>
    Array.from({ length: 400 }, (_, each) => {
      const empty = each % (arm === 0 ? 8 : nth) === 0 ? 1 : 0
      return decision({ arm, group: String(Math.floor(each / 2)), weight: empty === 0 ? 10 : 1, asked: 3, empty })
    }),
  )
}

function withGoal(decisions: readonly LoggedDecision[]): Moments {
  const arms = ['control', 'warmer'].map((key) => ({ key, weight: 0.5, units: 100, exposedTwice: 0 }))
  const still = { id: 'goal', kind: 'mean' as const, goal: 'up' as const, guardrail: false }
  return {
    arms,
    metrics: [
      { ...still, arms: [meanSums(100, 10, 3), meanSums(100, 10, 3)] },
      ...momentsOfDecisions(decisions, METRICS, 2),
    ],
  }
}

describe('moments of logged decisions', () => {
  it('moments are weighted sums over the groups of units of each arm', () => {
    const [empty, above] = momentsOfDecisions(
      [
        decision({ weight: 10, asked: 2, shown: 2 }),
        decision({ weight: 1, asked: 3, empty: 1, shown: 2 }),
        decision({ group: '2', weight: 10, asked: 1, above: 1 }),
        decision({ arm: 1, weight: 10, asked: 4, shown: 4 }),
      ],
      METRICS,
      2,
    )
    expect(empty).toMatchObject({ id: 'empty-rate', kind: 'ratio', goal: 'down', toldBy: 'decisions' })
    const d = { sum: 23 + 10, sumSquares: 23 ** 2 + 10 ** 2 }
    expect(empty?.arms[0]).toEqual({ n: 2, m: { sum: 1, sumSquares: 1 }, d, products: { 'm.d': 23 } })
    expect(empty?.arms[1]?.d).toEqual({ sum: 40, sumSquares: 1600 })
    expect(above?.arms[0]?.m).toEqual({ sum: 10, sumSquares: 100 })
  })

  it('an arm that leaves more placements empty is certain harm, and one that does as control does is not', () => {
    const { moments } = readMoments(withGoal(logged(2)))
    expect(moments, 'more groups than units of events are taken').not.toBeNull()
    expect(analyze(withGoal(logged(2)), USUAL).reasons).toEqual(['guardrail-harmed'])
    const { verdict, because, metrics } = analyze(withGoal(logged(8)), USUAL)
    expect([verdict, because.map(({ reason }) => reason)]).toEqual(['wait', ['interval-includes-zero']])
    expect(metrics[1]?.arms[1]).toMatchObject({ state: 'ok', n: 200 })
  })

  it('the guardrail of maturity says none without a violation, and is exceeded with one', () => {
    expect(analyze(withGoal(logged(8)), USUAL).metrics[2]?.arms[1]).toMatchObject({ state: 'none', mean: 0, p: null })
    const seen = [...logged(8), decision({ arm: 1, above: 1 })]
    const { verdict, reasons, metrics } = analyze(withGoal(seen), USUAL)
    expect([verdict, reasons]).toEqual(['decide', ['never-exceeded']])
    expect(metrics[2]?.arms[1]).toMatchObject({ state: 'exceeded', lift: null })
  })

  it('an arm without a logged decision leaves its guardrails unknown, and refuses nothing', () => {
    const { verdict, because } = analyze(withGoal(logged(8).filter(({ arm }) => arm === 0)), USUAL)
    expect(verdict).toBe('wait')
    expect(because.filter(({ reason }) => reason === 'guardrail-unknown')).toHaveLength(2)
  })
})

describe('cells of logged decisions', () => {
  it('a group counts once, where its first sampled decision was', () => {
    const cached = { rung: 'cached', place: 'AT' }
    const cells = cellsOfDecisions(
      [
        decision({ at: 5, where: WHERE }),
        decision({ at: 3, where: cached }),
        decision({ at: 1, where: WHERE, isSampled: false }),
        decision({ arm: 1, where: WHERE }),
      ],
      2,
    )
    expect(cells).toEqual([
      { where: cached, units: [1, 0] },
      { where: WHERE, units: [0, 1] },
    ])
  })

  it('a broken split is named by the rung beside the territory, each by its own units', () => {
    const cells: readonly ExposedCell[] = [
      { where: { territory: 'DE' }, units: [9000, 8000] },
      { where: { rung: 'cached', place: 'DE' }, units: [90, 20] },
      { where: { rung: 'fresh', place: 'DE' }, units: [400, 410] },
    ]
    expect(worstCells(cells, [0.5, 0.5]).map(({ where }) => where)).toEqual([{ territory: 'DE' }, { rung: 'cached' }])
    const arms = [9000, 8000].map((units, place) => ({ key: `arm-${place}`, weight: 0.5, units, exposedTwice: 0 }))
    const { srm, because } = analyze({ arms, metrics: [], cells }, USUAL)
    expect([srm.worst?.where, srm.alsoWorst.map(({ where }) => where)]).toEqual([
      { territory: 'DE' },
      [{ rung: 'cached' }],
    ])
    expect(because[0]?.sentence).toContain('It is worst at DE: 9000 and 8000. It is worst at cached: 90 and 20')
  })
})

describe('the arm of a logged decision', () => {
  const line = (more: Partial<LineStanding>, context: Partial<LineStanding['context']> = {}): LineStanding => ({
    ...{ arms: [['warmer-heroes', 'warmer']], holdout: false, ...more },
    context: { minor: false, privacy: 'consented', ...context },
  })
  const arms = ['control', 'warmer'].map((key) => ({ key, weight: 0.5 }))
  const viewers = { key: 'warmer-heroes', unit: 'viewer' as const, arms }
  const held = {
    key: 'holdout',
    unit: 'session' as const,
    arms: ['held-out', 'served'].map((key) => ({ key, weight: 0.5 })),
  }

  it.each([
    ['of a consented viewer', line({}), viewers, 1],
    ['of a session, among viewers', line({}, { privacy: 'contextual' }), viewers, -1],
    ['of a session, among sessions', line({}, { privacy: 'opted-out' }), { ...viewers, unit: 'session' as const }, 1],
    ['of a minor', line({}, { minor: true, privacy: 'minor' }), { ...viewers, unit: 'session' as const }, -1],
    ['of another experiment', line({ arms: [['another', 'warmer']] }), viewers, -1],
    ['of an arm of before', line({ arms: [['warmer-heroes', 'hot']] }), viewers, -1],
    ['of a session that is held out', line({ holdout: true }, { privacy: 'contextual' }), held, 0],
    ['of a session that is served', line({}, { privacy: 'contextual' }), held, 1],
  ] as const)('the arm of a line is as in events: %s', (_what, of, experiment, place) => {
    expect(armOfLine(of, experiment)).toBe(place)
  })
})
