import { describe, expect, it } from 'vitest'
import { bundledRules } from '../../src/rules/bundled-rules.ts'
import { Learner } from '../../src/trial/loop/learner.ts'
import { trialWorld } from '../../src/trial/loop/simulate-loop.ts'
import { predicted, servedLog } from '../../src/trial/prediction/predicted.ts'
import type { PredictionTarget } from '../../src/trial/prediction/prediction-report.ts'
import { simulatePredictions } from '../../src/trial/prediction/simulate-predictions.ts'
import { Product } from '../../src/trial/serve/product.ts'
import { published } from '../../src/trial/serve/published.ts'

const rules = bundledRules()
/** One change of each kind, as each costs seconds: shares are those of `npm run test:long` and `ff ope simulate`, with 60. */
const SETTING = process.env.LONG ? { seed: 1, changes: 60, days: 30 } : { seed: 1, changes: 3, days: 2 }

describe('changes that are estimated and then served', () => {
  const report = simulatePredictions(rules, SETTING)
  const target = (name: PredictionTarget['name']) => report.targets.find((each) => each.name === name)

  it('seven in ten changes get a verdict from the log before', () => {
    expect(target('verdicts')).toMatchObject({ least: 0.7, holds: true })
  })

  it('nine in ten intervals of changes with a verdict hold what happened when they were served', () => {
    expect(target('covered')).toMatchObject({ least: 0.9, holds: true })
  })

  it('what a night of learning brings is refused, for the log of the day before could not have drawn it', () => {
    expect(report.nights).toHaveLength(SETTING.days - 1)
    expect(target('nights-refused')).toMatchObject({ least: 1, holds: true })
    for (const { reasons, support } of report.nights) {
      expect(reasons).toContain('support')
      expect(support).toBeLessThan(0.95)
    }
  })

  it('a change that is refused says why, and is not served', () => {
    for (const { verdict, reasons, happened, covered } of report.changes) {
      if (verdict === 'ok') expect([reasons, typeof happened, typeof covered]).toEqual([[], 'number', 'boolean'])
      else expect([reasons.length > 0, happened, covered]).toEqual([true, null, null])
    }
  })
})

it('a snapshot that is asked about its own log is estimated at what came of it, to the bit', () => {
  const world = trialWorld(3, 1)
  const titleOf = () => 'ttl_' as const
  const learner = new Learner(world.catalogue, { seed: 3, startsAt: world.startsAt })
  const served = published(rules, world.catalogue, null, world.startsAt)
  const log = servedLog(world, new Product(rules, titleOf, learner), served, { from: 0, until: 1 })
  const { estimates, ess, support, used } = predicted(log, served)
  const rate = log.seen.filter(({ started }) => started).length / log.seen.length
  expect([estimates.ipw.value, estimates.snipw.value, ess, used]).toEqual([rate, rate, used, log.seen.length])
  expect(support).toBeCloseTo(1, 12)
})
