import { expect, it } from 'vitest'
import { report } from './report.ts'
import type { BenchRow } from './suite.ts'

const row: BenchRow = {
  ...{ suite: 'http', name: 'ours', candidates: 10_000, unit: 'requests/s', median: 9000, p99: 8000 },
  ...{ ratioTo: 'ok', ratio: 0.71 },
}

it('sets what was compared with several others in one line', () => {
  const [heads, line, ...rest] = report([row, { ...row, ratioTo: 'naive', ratio: 17 }])
  expect(heads).toMatch(/^suite +name +candidates +median +p99 +unit +compared$/)
  expect(line).toMatch(/^http +ours +10,000 +9000 +8000 +requests\/s +0\.71 × ok; 17 × naive$/)
  expect(rest).toEqual([])
})

it('keeps apart what differs in size or unit', () => {
  const others = [row, { ...row, candidates: 100_000 }, { ...row, unit: 'ms' }]
  expect(report(others)).toHaveLength(4)
})

it('says nothing beside a row that is compared with itself', () => {
  expect(report([{ ...row, ratioTo: 'ours', ratio: 1 }])[1]).toMatch(/requests\/s$/)
})
