import { expect, it } from 'vitest'
import { againstInside } from '../against.ts'

const reach = (coverage: number) => ({ coverage, ranges: [[0, coverage]] })
const receipt = {
  changedExperiments: [
    { key: 'warmer', state: 'begins', fields: [], before: null, after: reach(0.01) },
    { key: 'deeper', state: 'changes', fields: ['ranges'], before: reach(0.01), after: reach(0.1) },
    { key: 'older', state: 'ends', fields: [], before: reach(0.5), after: null },
  ],
  experiments: [{ key: 'colder', reason: 'ranking.terms.weight.points is out of bounds' }],
}

it('ff publish says which experiments begin, change and end, and which the region cannot serve and why', async () => {
  const json = { region: 'dach', outcome: 'published', receipt }
  const { ended } = await againstInside({ 'POST /regions/dach/publish': { json } }, ['publish', '--regions', 'dach'])
  expect(ended.code).toBe(0)
  expect(ended.stdout).toContain('dach: experiment warmer begins with 1 % of all units')
  expect(ended.stdout).toContain('dach: experiment deeper changes: ranges; 1 % → 10 % of all units')
  expect(ended.stdout).toContain('dach: experiment older ends, which had 50 % of all units')
  expect(ended.stdout).toContain(
    'dach: experiment colder is off here, all get control: ranking.terms.weight.points is out of bounds',
  )
})
