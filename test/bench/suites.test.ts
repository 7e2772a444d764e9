import { expect, inject, it } from 'vitest'
import { type BenchRow, loadSuite, type Run, suiteNames } from './suite.ts'

/** Every part of a suite works at this size; what it measures says nothing. */
const tiny: Run = {
  ...{ candidates: [300], quick: true, say: () => undefined },
  bundles: async () => {
    const bundles = inject('workerBundles')
    if ('problem' in bundles) throw new Error(bundles.problem)
    return bundles
  },
}
/**
 * What a value lies above. Memory that grew by nothing, or shrank, is a finding as well; so is an answer without a read;
 * and a stage is the difference of two requests, which is any number when they are this few.
 */
const LEAST: Readonly<Record<string, number>> = {
  MB: Number.NEGATIVE_INFINITY,
  'KV reads/request': -1,
  'µs CPU': Number.NEGATIVE_INFINITY,
}
const PATIENCE_MS = 180_000

const measured = async (name: string): Promise<readonly BenchRow[]> => (await loadSuite(name)).measure(tiny)

it('the bench has the suites that its readers know by name', () => {
  expect(suiteNames()).toEqual(expect.arrayContaining(['cold', 'decide', 'http', 'ingest', 'open', 'peers', 'publish']))
})

it.each(suiteNames())(
  'the suite %s measures rows, and compares only with rows of the same run',
  async (suite) => {
    const rows = await measured(suite)
    expect(rows.length).toBeGreaterThan(2)
    const names = new Set(rows.map(({ name }) => name))
    for (const row of rows) {
      expect(Object.keys(row).sort()).toEqual(
        [
          ...['candidates', 'greatest', 'least', 'median', 'name', 'p99', 'problem', 'ratio', 'ratioTo', 'suite'],
          'unit',
        ].sort(),
      )
      expect(row.problem, row.name).toBeNull()
      expect(row.suite).toBe(suite)
      const least = LEAST[row.unit] ?? 0
      expect(row.median, row.name).toBeGreaterThan(least)
      expect(row.p99, row.name).toBeGreaterThan(least)
      if (row.ratioTo !== null) expect(names).toContain(row.ratioTo)
    }
  },
  PATIENCE_MS,
)
