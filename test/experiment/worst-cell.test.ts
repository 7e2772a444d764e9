import { expect, it } from 'vitest'
import { worstCell } from '../../src/experiment/analysis/health/worst-cell.ts'
import { DECISION_METRICS, METRIC_DEFINITIONS, METRIC_IDS } from '../../src/experiment/metrics/metric-definitions.ts'
import { textOf } from '../architecture/pages.ts'

const cell = (territory: string, device: string, ...units: readonly number[]) => ({
  where: { territory, device },
  units,
})
const even = [0.5, 0.5]

it('the worst place of a split is told with one word where a whole territory or device is broken', () => {
  const cells = [
    cell('DE', 'tv', 500, 400),
    cell('DE', 'web', 500, 510),
    cell('AT', 'tv', 500, 410),
    cell('AT', 'web', 500, 495),
  ]
  expect(worstCell(cells, even)).toMatchObject({ where: { device: 'tv' }, units: [1000, 810] })
})

it('the worst place of a split is one territory on one device where nothing else is broken', () => {
  const cells = [
    cell('DE', 'tv', 500, 300),
    cell('DE', 'web', 520, 510),
    cell('AT', 'tv', 490, 500),
    cell('AT', 'web', 500, 505),
  ]
  expect(worstCell(cells, even)?.where).toEqual({ territory: 'DE', device: 'tv' })
})

it('the shares that arms were to get count, and a handful of units says nothing of a place', () => {
  const cells = [cell('DE', 'tv', 900, 100), cell('AT', 'tv', 500, 500), cell('LI', 'web', 0, 6)]
  expect(worstCell(cells, [0.9, 0.1])).toMatchObject({ where: { territory: 'AT' }, units: [500, 500] })
  expect(worstCell([cell('LI', 'web', 0, 6)], even)).toBeNull()
  expect(worstCell([], even)).toBeNull()
})

it('every metric that an experiment may name is on the page, with what it says', () => {
  const page = textOf('src/experiment/README.md')
  const told = Object.entries({ ...METRIC_DEFINITIONS, ...DECISION_METRICS }).map(([id, { kind, goal, meaning }]) => [
    id,
    kind,
    goal,
    meaning,
  ])
  const rows = told.map(([id, ...rest]) => `| ${[`\`${id}\``, ...rest].join(' | ')} |`)
  expect(rows.filter((row) => !page.includes(row))).toEqual([])
  expect([...METRIC_IDS]).toHaveLength(rows.length)
})
