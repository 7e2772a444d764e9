import { describe, expect, it } from 'vitest'
import { parseLine } from '../../src/ingest/parse-line.ts'
import { aCampaign } from './records.ts'

const END = '2027-01-01T00:00:00'
const read = (goal: unknown, end: string | null = END) => parseLine(JSON.stringify({ ...aCampaign(), end, goal }), 1)

describe('the goal of a campaign', () => {
  it.each([
    ['impressions', { impressions: 1 }, { impressions: 1, pacing: 'even' }],
    ['the greatest number', { impressions: 1e12 }, { impressions: 1e12, pacing: 'even' }],
    ['starts, early, with grace', { starts: 9, pacing: 'frontload', graceDays: 7 }, null],
    ['starts as soon as possible', { starts: 9, pacing: 'asap', graceDays: 0 }, null],
    ['a share', { sharePercent: 100 }, { sharePercent: 100, pacing: 'even' }],
  ])('a goal is taken in and adds nothing but its pacing: %s', (_what, given, stored) => {
    expect(read(given)).toMatchObject({ record: { goal: stored ?? given } })
  })

  it.each([
    ['two kinds', { impressions: 5, starts: 5 }, 'goal.starts', 'leave out starts or impressions'],
    ['a number and a share', { starts: 5, sharePercent: 5 }, 'goal.sharePercent', 'leave out sharePercent or starts'],
    ['no kind', { pacing: 'even' }, 'goal', 'give impressions, starts or sharePercent'],
    [
      'a share of 0',
      { sharePercent: 0 },
      'goal.sharePercent',
      'from 1 to 100; to show nothing of the campaign, pause it',
    ],
    ['a share of 101', { sharePercent: 101 }, 'goal.sharePercent', 'from 1 to 100'],
    ['8 days of grace', { starts: 5, graceDays: 8 }, 'goal.graceDays', 'from 0 to 7'],
    ['a share with grace', { sharePercent: 5, graceDays: 1 }, 'goal.graceDays', 'leave graceDays out'],
    ['a share with a pace', { sharePercent: 5, pacing: 'asap' }, 'goal.pacing', 'leave pacing out'],
    ['a goal of nothing', { impressions: 0 }, 'goal.impressions', 'at least 1'],
    ['a goal beyond all numbers', { impressions: 1e12 + 1 }, 'goal.impressions', 'at most 1000000000000'],
    ['a pace that is none', { starts: 5, pacing: 'slow' }, 'goal.pacing', 'even, frontload, asap'],
    ['a kind that is none', { clicks: 5 }, 'goal.clicks', 'impressions, starts'],
  ])('a goal is refused by its field, with what would be right: %s', (_what, given, path, hint) => {
    const found = { path, hint: expect.stringContaining(hint) }
    expect(read(given)).toMatchObject({ refused: expect.arrayContaining([expect.objectContaining(found)]) })
  })

  it('grace is refused where a campaign has no end, and nothing else is', () => {
    const hint = expect.stringContaining('give the campaign an end')
    expect(read({ starts: 5, graceDays: 1 }, null)).toMatchObject({ refused: [{ path: 'goal.graceDays', hint }] })
    expect(read({ starts: 5, graceDays: 0 }, null)).toHaveProperty('record')
  })
})
