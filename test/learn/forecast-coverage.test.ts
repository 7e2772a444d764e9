import { expect, it } from 'vitest'
import { triedForecast } from './forecast-world.ts'

const WORLDS = 400

/** What became of the campaigns of many worlds that were forecast from so many days. */
function measured(historyDays: number) {
  const tried = Array.from({ length: WORLDS }, (_, seed) => triedForecast(1 + seed, historyDays)).filter(
    ({ range, real }) => range.mid >= 100 && real >= 100,
  )
  const inside = tried.filter(({ range, real }) => range.low <= real && real <= range.high)
  const errors = tried.map(({ range, real }) => Math.abs(range.mid / real - 1)).sort((one, other) => one - other)
  return {
    campaigns: tried.length,
    covered: inside.length / tried.length,
    median: errors[Math.floor(errors.length / 2)] ?? 1,
  }
}

it.each([
  [56, 0.75, 0.95],
  [28, 0.75, 0.97],
  [10, 0.7, 0.99],
])('the interval of a forecast from %i days covers about four of five campaigns', (days, least, most) => {
  const { campaigns, covered, median } = measured(days)
  expect(campaigns).toBeGreaterThan(300)
  expect(covered).toBeGreaterThanOrEqual(least)
  expect(covered).toBeLessThanOrEqual(most)
  expect(median).toBeLessThan(0.15)
})
