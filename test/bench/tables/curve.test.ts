import { expect, it } from 'vitest'
import { compared } from './comparison.ts'
import { curves } from './curve.ts'

const row = (name: string, candidates: number, value: number) =>
  compared('scale', { name, candidates, unit: 'µs', values: [value] }, null)

it('curves draws a line a size, in their order, with how much each costs more than the one before', () => {
  const lines = curves([row('one', 10_000, 100), row('one', 1000, 10), row('ten', 1000, 1000)], 'µs')
  expect(lines).toEqual([
    'one',
    `     1,000  ${'#'.padEnd(40)}  10 µs`,
    `    10,000  ${'#'.repeat(21).padEnd(40)}  100 µs  × 10`,
    'ten',
    `     1,000  ${'#'.repeat(40)}  1000 µs`,
  ])
})

it('curves draws only what was measured, in one unit', () => {
  const missing = { ...row('one', 1000, 10), median: Number.NaN }
  expect(curves([missing, { ...row('two', 1000, 10), unit: 'bytes' }], 'µs')).toEqual([])
})
