import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { DeliveredCell } from '../../src/learn/delivery/delivered-cell.ts'
import { deliveryCurves, roundTop, valueAt } from '../../src/learn/delivery/delivery-curves.ts'
import { type DeliveryYield, forecastCells } from '../../src/learn/delivery/delivery-forecast.ts'
import { deliveryReportRows, deliveryTotals } from '../../src/learn/delivery/delivery-rows.ts'
import { observedYield } from '../../src/learn/delivery/observed-yield.ts'
import { wholeShares } from '../../src/learn/delivery/whole-shares.ts'
import { DELIVERY_PARTS } from '../../src/model/delivery/delivery-part.ts'

const whole = (max: number) => fc.nat({ max })
const sumOf = (numbers: readonly number[]) => numbers.reduce((sum, each) => sum + each, 0)

const cells = fc.array(
  fc
    .record({
      day: whole(9).map((day) => `2026-11-1${day}`),
      territory: fc.constantFrom('DE', 'AT', null),
      surface: fc.constantFrom('home-hero' as const, 'clips-feed' as const),
      delivered: whole(5_000),
      starts: whole(5_000),
      supply: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1e7, noNaN: true })),
      part: fc.double({ min: 0, max: 1, noNaN: true }),
    })
    .map(({ part, ...cell }): DeliveredCell => ({ ...cell, ahead: cell.supply * part })),
  { minLength: 1, maxLength: 60 },
)
const goals = fc.record({
  amount: fc.oneof(whole(100), fc.integer({ min: 1, max: 1e12 })),
  pacing: fc.constantFrom('even' as const, 'frontload' as const, 'asap' as const),
})
const yields = fc
  .tuple(...Array.from({ length: 3 }, () => fc.double({ min: 0, max: 2, noNaN: true })))
  .map((bounds): DeliveryYield => {
    const [low = 0, mid = 0, high = 0] = [...bounds].sort((one, other) => one - other)
    return { taken: { low, mid, high }, supply: { low: 0.9, mid: 1, high: 1.1 } }
  })

it('whole shares come to the total exactly, and no share is further than one from its part', () => {
  const weights = fc.array(fc.double({ min: 0, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 50 })
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e12 }), weights, (total, given) => {
      const shares = wholeShares(total, given)
      expect(sumOf(shares)).toBe(total)
      const sum = sumOf(given)
      for (const [index, share] of shares.entries()) {
        expect(share).toBeGreaterThanOrEqual(0)
        const part = sum > 0 ? ((given[index] ?? 0) / sum) * total : total / given.length
        // A part of 10^12 is known to some ten-thousandths.
        expect(Math.abs(share - part)).toBeLessThan(1.001)
      }
    }),
  )
})

it('what is booked and planned adds up to the goal, however it is paced and broken down', () => {
  fc.assert(
    fc.property(cells, goals, yields, fc.subarray([...DELIVERY_PARTS]), (given, goal, known, by) => {
      const forecast = forecastCells(given, goal, known)
      const rows = deliveryReportRows(forecast, by)
      const totals = deliveryTotals(forecast)
      const expected = given.some(({ supply }) => supply > 0) ? goal.amount : null
      for (const field of ['booked', 'planned'] as const) {
        expect(totals[field]).toBe(expected)
        expect(sumOf(rows.map((row) => row[field] ?? 0))).toBe(expected ?? 0)
      }
      expect(sumOf(rows.map(({ delivered }) => delivered))).toBe(totals.delivered)
      expect(sumOf(rows.map(({ projected }) => projected?.mid ?? 0))).toBe(totals.projected?.mid ?? 0)
    }),
  )
})

it('a projection lies within its bounds in every cell, holds what was delivered, and never goes on beyond the goal', () => {
  fc.assert(
    fc.property(cells, goals, yields, (given, goal, known) => {
      const forecast = forecastCells(given, goal, known)
      const delivered = sumOf(given.map((cell) => cell.delivered))
      for (const cell of forecast) {
        const { low = 0, mid = 0, high = 0 } = cell.projected ?? {}
        expect([cell.delivered, low, mid, high]).toEqual([cell.delivered, low, mid, high].sort((a, b) => a - b))
      }
      expect(deliveryTotals(forecast).projected?.high ?? 0).toBeLessThanOrEqual(Math.max(delivered, goal.amount))
    }),
  )
})

const days = (placements: readonly number[], from = 10): DeliveredCell[] =>
  placements.map((supply, index) => ({
    day: `2026-11-${from + index}`,
    territory: 'DE',
    surface: 'home-hero',
    delivered: 0,
    starts: 0,
    supply,
    ahead: supply,
  }))
const KNOWN = { taken: { low: 0.4, mid: 0.5, high: 0.6 }, supply: { low: 1, mid: 1, high: 1 } }
const planned = (pacing: 'even' | 'frontload' | 'asap', known: DeliveryYield = KNOWN) =>
  forecastCells(days([100, 300, 100, 500]), { amount: 200, pacing }, known).map((cell) => cell.planned)

it('an even plan follows what is asked for, frontloading wants more of it early, and asap all that can be taken', () => {
  expect(planned('even')).toEqual([20, 60, 20, 100])
  expect(planned('frontload')).toEqual([27, 72, 21, 80])
  expect(planned('asap')).toEqual([50, 150, 0, 0])
})

it('an asap plan of which nothing is forecast takes every chance until its goal is reached', () => {
  expect(planned('asap', { ...KNOWN, taken: null })).toEqual([100, 100, 0, 0])
})

it('a campaign that cannot reach its goal is projected by what it can take, and one without a goal has no end', () => {
  const totals = (goal: Parameters<typeof forecastCells>[1]) =>
    deliveryTotals(forecastCells(days([100, 300]), goal, KNOWN)).projected
  expect(totals({ amount: 1_000, pacing: 'even' })).toEqual({ low: 160, mid: 200, high: 240 })
  expect(totals({ amount: 190, pacing: 'even' })).toEqual({ low: 160, mid: 190, high: 190 })
  expect(totals(null)).toEqual({ low: 160, mid: 200, high: 240 })
  expect(deliveryTotals(forecastCells(days([100]), null, { ...KNOWN, taken: null })).projected).toBeNull()
})

it('days that differ much tell less of the days to come than days that are alike', () => {
  const widthOf = (delivered: readonly number[]) => {
    const found = observedYield(
      delivered.map((each) => ({ delivered: each, placements: 100 })),
      7,
    )
    return found === null ? null : (found.high - found.low) / found.mid
  }
  expect(widthOf([])).toBeNull()
  const [alike = 0, different = 0, one = 0] = [widthOf([50, 51, 49, 50]), widthOf([20, 80, 50, 50]), widthOf([50])].map(
    (width) => width ?? 0,
  )
  expect(alike).toBeLessThan(different)
  expect(alike).toBeLessThan(one)
})

it('curves join what was delivered and what is projected where the counters stand', () => {
  const rows = forecastCells(days([100, 100, 100]), { amount: 150, pacing: 'even' }, KNOWN).map((cell) => ({
    ...cell,
    delivered: cell.day === '2026-11-10' ? 40 : 0,
  }))
  const report = { from: '2026-11-10', to: '2026-11-12', today: '2026-11-11', asOf: '2026-11-11T12:00:00.000Z', rows }
  const curves = deliveryCurves(report)
  expect(curves.now).toBe(1.5)
  expect(curves.delivered.at(-1)).toEqual({ days: 1.5, value: 40 })
  expect(curves.projected[0]).toEqual({ days: 1.5, value: 40 })
  expect(valueAt(curves.planned, 1.5)).toBe(75)
  expect([valueAt(curves.projected, 1), valueAt(curves.delivered, 2)]).toEqual([null, null])
  expect([0, 7, 101, 1e12].map(roundTop)).toEqual([4, 8, 120, 1e12])
})
