import { expect, it } from 'vitest'
import type { CampaignForecastAnswer } from '../../src/contracts/ops/answers/campaigns/forecast.ts'
import { againstInside } from './against.ts'

const FORECAST: CampaignForecastAnswer = {
  expected: { low: 1_000_000, mid: 1_200_000, high: 1_440_000 },
  ...{ counts: 'impressions', goal: 1_300_000, delivered: 0, reachable: 'risky', daysOfData: 56 },
  takesFrom: [{ campaignId: 'cmp_b', impressions: 420_000 }],
  ...{ from: '2026-12-01T05:00:00.000Z', until: '2026-12-31T23:00:00.000Z', chances: 2_400_000, contexts: 580 },
  ...{ regions: ['dach'], unknown: [], why: null },
}
const path = 'POST /campaigns/cmp_a/forecast'

const forecast = async (json: object, ...more: readonly string[]) => {
  const { ended } = await againstInside({ [path]: { json } }, ['campaign', 'forecast', 'cmp_a', ...more])
  return ended
}

it('ff campaign forecast shows the interval beside the goal, and who loses by it', async () => {
  const { code, stdout } = await forecast(FORECAST)
  expect(code).toBe(0)
  const lines = stdout.split('\n')
  expect(lines.slice(0, 3).map((line) => line.trim().split(/ {2,}/))).toEqual([
    ['low', 'expected', 'high'],
    ['impressions', '1,000,000', '1,200,000', '1,440,000'],
    ['goal', '1,300,000'],
  ])
  const [above = '', bar = ''] = lines.slice(3)
  expect(bar).toMatch(/^·+━+◆━+$/)
  expect(bar.indexOf('◆')).toBeLessThan(above.indexOf('▼'))
  expect(lines).toContain('the goal can be reached: risky')
  expect(lines.find((line) => line.startsWith('cmp_b'))).toMatch(/420,000$/)
})

it('ff campaign forecast says that nothing is known, and why, and shows no number', async () => {
  const why = 'counters of 5 days are there, and a forecast needs those of 7'
  const { stdout } = await forecast({
    ...{ ...FORECAST, expected: null, reachable: 'unknown', takesFrom: [], chances: null, contexts: 0, regions: [] },
    ...{ daysOfData: 5, why },
  })
  expect(stdout).toContain('the goal can be reached: unknown')
  expect(stdout).toContain(`no forecast: ${why}`)
  expect(stdout).not.toContain('1,')
})

it('ff campaign forecast names what is in no number, and prints the answer as it is with --json', async () => {
  const json = { ...FORECAST, unknown: [{ territory: 'FR', surface: 'home-hero' }] }
  expect((await forecast(json)).stdout).toContain('in no number, under 7 days of counters: FR home-hero')
  expect(JSON.parse((await forecast(json, '--json')).stdout)).toEqual(json)
})

it('ff campaign hold says until when, and sends the reason', async () => {
  const hold = { by: 'mia@example.com', since: '2026-11-28T09:00:00.000Z', until: '2026-12-01T09:00:00.000Z' }
  const { ended, received } = await againstInside({ 'POST /campaigns/cmp_a/hold': { json: { ...FORECAST, hold } } }, [
    'campaign',
    'hold',
    'cmp_a',
    '--reason',
    'offer 1207',
  ])
  expect(ended.stdout).toContain('cmp_a is held until 2026-12-01T09:00:00.000Z')
  expect(JSON.stringify(received)).toContain('offer 1207')
})
