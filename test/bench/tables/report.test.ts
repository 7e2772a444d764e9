import { expect, it } from 'vitest'
import type { BenchRow } from '../suite.ts'
import { noise, report } from './report.ts'

const row: BenchRow = {
  ...{ suite: 'http', name: 'ours', candidates: 10_000, unit: 'requests/s', median: 9000, p99: 8000 },
  ...{ least: 8000, greatest: 9500, ratioTo: 'ok', ratio: 0.71, problem: null },
}

it('the report sets a row that was compared with several others in one line', () => {
  const [heads, line, ...rest] = report([row, { ...row, ratioTo: 'naive', ratio: 17 }])
  expect(heads).toMatch(/^suite +name +candidates +median +least +greatest +p99 +unit +compared$/)
  expect(line).toMatch(/^http +ours +10,000 +9000 +8000 +9500 +8000 +requests\/s +0\.71 × ok; 17 × naive$/)
  expect(rest).toEqual([])
})

it('the report keeps apart rows that differ in size or unit', () => {
  const others = [row, { ...row, candidates: 100_000 }, { ...row, unit: 'ms' }]
  expect(report(others)).toHaveLength(4)
})

it('the report says nothing beside a row that is compared with itself', () => {
  expect(report([{ ...row, ratioTo: 'ours', ratio: 1 }])[1]).toMatch(/requests\/s$/)
})

it('the report says why a row was not measured, and gives no numbers for it', () => {
  const [, line] = report([
    {
      ...row,
      ...{ median: Number.NaN, least: Number.NaN, greatest: Number.NaN, p99: Number.NaN, ratio: null },
      problem: 'it ended',
    },
  ])
  expect(line).toMatch(/^http +ours +10,000 +- +- +- +- +requests\/s +not measured: it ended$/)
})

it('noise says how far apart the rounds of a suite were, counting only rows that vary', () => {
  const constant = { ...row, suite: 'open', least: 9000, greatest: 9000 }
  expect(noise([row, { ...row, least: 9000, greatest: 18_000 }, constant])).toEqual([
    'noise of http: half of its rows lie within 17 % of their median from least to greatest, all within 100 %',
  ])
})
