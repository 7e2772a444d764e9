import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isSampled, weightOf } from '../../../src/events/sampling.ts'
import { retryDelaySeconds } from '../../../src/publisher/queue/retry-delay.ts'
import { readStatsRate } from '../../../src/publisher/queue/stats-rate.ts'
import { decisionIdOf } from './device-events.ts'

it.each([
  ['1', 1],
  ['0.5', 2],
  ['0.05', 20],
  ['0.3333333333', 3],
  ['0.0001', 10_000],
])('a rate of %s means that a sampled decision stands for %i', (setting, weight) => {
  expect(weightOf('0'.repeat(32), readStatsRate(setting))).toBe(weight)
})

it.each(['', '0', '-1', '1.5', '0.3', '0.00005', 'half', 'NaN', 'Infinity'])(
  'a rate of "%s" is refused with what a rate may be',
  (setting) => {
    expect(() => readStatsRate(setting)).toThrow(
      /^STATS_RATE is ".*": one over it must be a whole number from 1 to 10000/,
    )
  },
)

it('every decision counts where no rate is set', () => {
  expect(readStatsRate(undefined)).toBe(1)
})

it('a decision that is sampled at a rate is sampled at every greater one, and the share is the rate', () => {
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 1, max: 100 }), (decision, weight) => {
      const id = decisionIdOf(decision)
      if (isSampled(id, 1 / weight)) expect(isSampled(id, 1 / Math.ceil(weight / 2))).toBe(true)
      expect(isSampled(id, 1)).toBe(true)
    }),
  )
  const sampled = Array.from({ length: 20_000 }, (_, decision) => decisionIdOf(decision)).filter((id) =>
    isSampled(id, 0.05),
  )
  // Five standard deviations of 1,000.
  expect(Math.abs(sampled.length - 1_000)).toBeLessThan(155)
})

it('the tries that each environment allows outlast a store that is away for twelve hours', () => {
  const text = readFileSync('wrangler.toml', 'utf8')
  const consumers = [
    ...text.matchAll(/^queue = "firstframe-events(?:-staging)?"\nmax_batch_size[^[]*?max_retries = (\d+)/gm),
  ]
  expect(consumers).toHaveLength(2)
  for (const [, retries] of consumers) {
    const waits = Array.from({ length: Number(retries) }, (_, tried) => retryDelaySeconds(tried + 1))
    expect(waits.reduce((sum, each) => sum + each, 0)).toBeGreaterThan(12 * 3_600)
  }
})
