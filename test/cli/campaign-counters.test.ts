import { expect, it } from 'vitest'
import { againstInside } from './against.ts'

const path = 'GET /campaigns/cmp_a/counters'
const row = (day: string, more: object) => ({
  ...{ day, territory: 'DE', surface: 'home-hero', impressions: 1_200, starts: 1_000, ...more },
})

it('ff campaign counters shows a row for each day, territory and surface, the totals, and up to when it is counted', async () => {
  const rows = [
    row('2026-11-21', {}),
    row('2026-11-22', { territory: null, surface: null, impressions: 34, starts: 2 }),
  ]
  const answers = { [path]: { json: { asOf: '2026-11-22T20:30:00.000Z', rows } } }
  const { ended } = await againstInside(answers, ['campaign', 'counters', 'cmp_a'])
  expect(ended.stdout.split('\n').map((line) => line.split(/ {2,}/).filter((word) => word !== ''))).toEqual([
    ['day', 'territory', 'surface', 'impressions', 'starts'],
    ['2026-11-21', 'DE', 'home-hero', '1,200', '1,000'],
    ['2026-11-22', '–', '–', '34', '2'],
    ['total', '1,234', '1,002'],
    ['counted: what was received until 2026-11-22T20:30:00.000Z'],
    [],
  ])
})

it('ff campaign counters says that nothing was delivered, and whether anything is counted at all', async () => {
  const { ended } = await againstInside({ [path]: { json: { asOf: null, rows: [] } } }, [
    'campaign',
    'counters',
    'cmp_a',
  ])
  expect(ended).toMatchObject({ code: 0, stdout: 'nothing was delivered on these days\nno event is counted yet\n' })
})

it('ff campaign counters asks for the days that are named, and prints the answer as it is with --json', async () => {
  const json = { asOf: null, rows: [row('2026-11-21', {})] }
  const asked = `${path}?from=2026-11-20&to=2026-11-21`
  const { ended, received } = await againstInside({ [path]: { json }, [asked]: { json } }, [
    ...['campaign', 'counters', 'cmp_a', '--from', '2026-11-20', '--to', '2026-11-21', '--json'],
  ])
  expect(JSON.parse(ended.stdout)).toEqual(json)
  expect(JSON.stringify(received)).toContain('from=2026-11-20&to=2026-11-21')
})
