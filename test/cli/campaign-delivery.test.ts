import { expect, it } from 'vitest'
import { DELIVERY } from '../../src/contracts/ops/operations/campaigns/delivery.ts'
import { againstInside } from './against.ts'

const json = { ...DELIVERY, campaign: 'cmp_a' }
const at = (query: string) => `GET /campaigns/cmp_a/delivery?${query}`
const lines = (stdout: string) => stdout.split('\n')

it('ff campaign delivery draws the curves, explains their marks without colour, and shows rows with totals', async () => {
  const { ended } = await againstInside({ [at('by=day')]: { json } }, ['campaign', 'delivery', 'cmp_a'])
  expect(ended.code).toBe(0)
  expect(ended.stdout).toContain('48,200 impressions delivered of 50,000 booked')
  expect(ended.stdout).toContain('─ booked  · planned  █ delivered  ○ projected  ░ four cases of five')
  expect(ended.stdout).toMatch(/50,000 ┤─/)
  expect(lines(ended.stdout).every((line) => line.length <= 100)).toBe(true)
  const total = lines(ended.stdout).find((line) => line.startsWith('total'))
  expect(total?.split(/ {2,}/)).toEqual(['total', '50,000', '50,000', '48,200', '49,400', '48,900–50,000', '47,960'])
  expect(ended.stdout).toContain('Days are in UTC.')
})

it('ff campaign delivery tells of what is over as it was, and leaves out rows without any number', async () => {
  const nothing = { booked: null, planned: null, delivered: 0, projected: null, starts: 0 }
  const over = { ...nothing, delivered: 700, projected: { low: 700, mid: 700, high: 700 } }
  const rows = ['2026-11-21', '2026-11-22'].map((day) => ({ territory: null, day, surface: null, ...nothing }))
  const answer = { ...json, totals: over, rows }
  const { ended } = await againstInside({ [at('by=day')]: { json: answer } }, ['campaign', 'delivery', 'cmp_a'])
  expect(ended.stdout).toContain('700 impressions delivered of 50,000 booked')
  expect(ended.stdout).not.toContain('expected by')
  expect(ended.stdout).toContain('2 rows without any number are left out')
})

it('ff campaign delivery by territory asks for the days too, because its curves go by days', async () => {
  const answers = { [at('by=territory')]: { json }, [at('by=day')]: { json } }
  const { ended, received } = await againstInside(answers, ['campaign', 'delivery', 'cmp_a', '--by', 'territory'])
  expect(ended.stdout).toContain('█ delivered')
  expect(received).toHaveLength(2)
})

it('ff campaign delivery --json prints the answer as it is, and --csv the sheet', async () => {
  const query = 'from=2026-11-16&to=2026-11-22&by=day'
  const dates = ['--from', '2026-11-16', '--to', '2026-11-22']
  const whole = await againstInside({ [at(query)]: { json } }, ['campaign', 'delivery', 'cmp_a', ...dates, '--json'])
  expect(JSON.parse(whole.ended.stdout)).toEqual(json)
  const sheet = { [`GET /campaigns/cmp_a/delivery.csv?${query}`]: { text: 'campaign,day\r\n' } }
  const csv = await againstInside(sheet, ['campaign', 'delivery', 'cmp_a', ...dates, '--csv'])
  expect(csv.ended.stdout).toBe('campaign,day\r\n')
})

it.each([
  [['--by', 'country'], '--by is "country"'],
  [['--csv', '--json'], '--csv and --json'],
])('ff campaign delivery with %j is refused with the fix, and asks for nothing', async (flags, said) => {
  const { ended, received } = await againstInside({}, ['campaign', 'delivery', 'cmp_a', ...flags])
  expect(ended.code).toBe(2)
  expect(ended.stderr).toContain(said)
  expect(received).toEqual([])
})
