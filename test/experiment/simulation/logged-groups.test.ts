import { expect, it } from 'vitest'
import { chance } from '../../../src/dev/demo/chance.ts'
import { analyze } from '../../../src/experiment/analysis/analyze.ts'
import type { LoggedDecision } from '../../../src/experiment/decisions/logged-decision.ts'
import { momentsOfDecisions } from '../../../src/experiment/decisions/moments-of-decisions.ts'
import { DECISION_METRICS } from '../../../src/experiment/metrics/metric-definitions.ts'
import { USUAL } from '../moments-of.ts'

const [RUNS, UNITS, HASHES, RATE] = [500, 600, 60, 0.2]
const METRICS = Object.entries(DECISION_METRICS).map(([id, definition]) => ({ id, guardrail: false, definition }))

/**
 * A log of an experiment in which there is nothing to find. Units are unlike: some ask often, some of them mostly for what
 * is empty. Several share a hash; empty decisions are all logged, others by a sample.
 */
function log(seed: number): readonly LoggedDecision[] {
  const draw = chance(seed, 1)
  return Array.from({ length: UNITS }, () => {
    const [arm, group] = [draw.whole(0, 1), String(draw.whole(0, HASHES - 1))]
    const often = draw.pick([2, 4, 8])
    const emptyShare = draw.pick([0, 0.05, 0.15])
    return Array.from({ length: often }, (): LoggedDecision[] => {
      const isEmpty = draw.happens(emptyShare)
      if (!isEmpty && !draw.happens(RATE)) return []
      return [
        {
          ...{ arm, group, at: 0, weight: isEmpty ? 1 : 1 / RATE, isSampled: true, where: {} },
          ...{ asked: 1, empty: isEmpty ? 1 : 0, shown: 1, above: 0 },
        },
      ]
    }).flat()
  }).flat()
}

it('a rate over groups of units that share a hash finds nothing where there is nothing, as often as it may', () => {
  let [found, rates] = [0, 0]
  for (let run = 1; run <= RUNS; run++) {
    const arms = ['control', 'arm'].map((key) => ({ key, weight: 0.5, units: UNITS, exposedTwice: 0 }))
    const [empty] = analyze({ arms, metrics: momentsOfDecisions(log(run), METRICS, 2) }, USUAL).metrics
    if ((empty?.arms[1]?.p ?? 1) < 0.05) found++
    rates += empty?.arms[0]?.mean ?? 0
  }
  // Of 500 looks that find something with 5 %, 99.8 % of all series have so many.
  expect(found / RUNS).toBeGreaterThan(0.02)
  expect(found / RUNS).toBeLessThan(0.08)
  expect(rates / RUNS, 'weights make it the rate of all decisions').toBeCloseTo(0.2 / 3, 2)
})
