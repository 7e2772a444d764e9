import { describe, expect, it } from 'vitest'
import { hourMarks } from '../../../src/console/preview/hour-marks.ts'
import { differencesOf, sharedDifferences } from '../../../src/console/preview/ribbon-differences.ts'

const at = (hour: number) => new Date(Date.UTC(2026, 11, 4, hour)).toISOString()
const run = (from: number, to: number, name: string | null) => ({
  ...{ from: at(from), to: at(to) },
  assetId: name === null ? null : (`ast_${name}` as const),
  campaignId: name === null ? null : (`cmp_${name}` as const),
  autoplay: name === null ? null : { allowed: true },
  empty: name === null ? ('maturity' as const) : null,
})

describe('where the draft differs', () => {
  it('both schedules are compared from edge to edge, and what is alike is left out', () => {
    const live = [run(0, 10, 'one'), run(10, 24, null)]
    const draft = [run(0, 8, 'one'), run(8, 12, 'two'), run(12, 24, null)]
    expect(
      differencesOf(live, draft).map(({ from, to, live, draft }) => [from, to, live.assetId, draft.assetId]),
    ).toEqual([
      [Date.parse(at(8)), Date.parse(at(10)), 'ast_one', 'ast_two'],
      [Date.parse(at(10)), Date.parse(at(12)), null, 'ast_two'],
    ])
    expect(differencesOf(live, live)).toEqual([])
  })

  it('a difference that several viewers share is told once, with all of them', () => {
    const difference = differencesOf([run(0, 24, 'one')], [run(0, 24, 'two')])
    expect(sharedDifferences([difference, [], difference]).map(({ rows }) => rows)).toEqual([[0, 2]])
  })
})

describe('the hours of the axis', () => {
  it('marks stand at whole hours of the local clock, also where it changes and where it is off by three quarters', () => {
    const spring = hourMarks(Date.parse('2026-03-28T23:00:00Z'), 24, 'Europe/Berlin')
    expect(spring.map(({ local, utc }) => `${local} ${utc}`).slice(0, 3)).toEqual([
      ...['Sun 29 Mar 23:00', '03:00 01:00', '06:00 04:00'],
    ])
    const nepal = hourMarks(Date.parse('2026-12-03T18:15:00Z'), 12, 'Asia/Kathmandu')
    expect(nepal.slice(0, 2).map(({ local, utc }) => `${local} ${utc}`)).toEqual(['Fri 4 Dec 18:15', '01:00 19:15'])
  })
})
