import { describe, expect, it } from 'vitest'
import { supplyPicture } from '../../src/cli/supply/supply-picture.ts'
import type { SupplyAnswer } from '../../src/contracts/ops/answers/events/supply.ts'
import { againstInside } from './against.ts'

const HOURS: SupplyAnswer = {
  asOf: '2026-11-22T11:59:30.000Z',
  refused: {},
  buckets: [
    { at: '2026-11-22T09:00:00.000Z', asked: 0, answered: 0, empty: {} },
    { at: '2026-11-22T10:00:00.000Z', asked: 2_000, answered: 2_000, empty: {} },
    { at: '2026-11-22T11:00:00.000Z', asked: 2_000, answered: 1_999, empty: { fault: 1 } },
    { at: '2026-11-22T12:00:00.000Z', asked: 10, answered: 2, empty: { maturity: 3, 'no-offer': 2, clock: 2, geo: 1 } },
  ],
}
const NOW = Date.parse('2026-11-22T12:00:00Z')
const PLAIN = { stdout: process.stdout, stderr: process.stderr, json: false, colour: false }
const shown = (more: object = {}) => supplyPicture(PLAIN, { ...HOURS, ...more }, NOW)

describe('supply', () => {
  it('supply shows each hour with the share that was answered, and why the rest stayed empty', () => {
    expect(shown()).toEqual([
      'from (UTC)        asked  answered  filled                        left empty by',
      '2026-11-22 09:00      –         –       –  ····················',
      '2026-11-22 10:00  2,000     2,000  100.0%  ████████████████████',
      '2026-11-22 11:00  2,000     1,999   99.9%  ███████████████████░  fault 1',
      '2026-11-22 12:00     10         2   20.0%  ████░░░░░░░░░░░░░░░░  maturity 3, no-offer 2, clock 2 +1',
      'in all            4,010     4,001   99.8%  ███████████████████░  maturity 3, no-offer 2, clock 2 +2',
      '',
      'left empty by  placements  of all asked',
      'maturity                3          0.1%',
      'no-offer                2          0.0%',
      'clock                   2          0.0%',
      'fault                   1          0.0%',
      'geo                     1          0.0%',
      '',
      'newest report 30 s ago; edges report at most 30 seconds after an answer',
    ])
  })

  it('supply colours a row by its share, so that the bad hours stand out', () => {
    const lines = supplyPicture({ ...PLAIN, colour: true }, HOURS, NOW)
    expect([lines[2], lines[4]].map((line) => /3(\d)m█/.exec(line ?? '')?.[1])).toEqual(['2', '1'])
  })

  it('supply says that nobody asked, and that no edge has reported', () => {
    expect(shown({ asOf: null, buckets: [HOURS.buckets[0]] })).toEqual([
      'nobody asked for a placement like this in this time',
      'no edge has reported yet; edges report at most 30 seconds after an answer',
    ])
  })

  it('supply says when reports were refused, for then it may lack something', () => {
    expect(shown({ refused: { late: 2, malformed: 1 } }).at(-1)).toBe(
      'reports were refused, and may be missing here: 2 late, 1 malformed',
    )
  })

  it.each<[string, Record<string, string>]>([
    ['--step 1h', { step: '3600' }],
    ['--step 1d', { step: '86400' }],
    ['--step 7200', { step: '7200' }],
    ['--from 2026-11-22', { from: '2026-11-22T00:00:00.000Z' }],
    [
      '--from 2026-11-22T20:30 --to 2026-11-23T01:00:05Z',
      { from: '2026-11-22T20:30:00.000Z', to: '2026-11-23T01:00:05.000Z' },
    ],
    ['--territory de --surface home-hero --region dach', { territory: 'DE', surface: 'home-hero', region: 'dach' }],
  ])('supply %s asks for that', async (words, query) => {
    const path = `/supply?${new URLSearchParams(query)}`
    const { ended } = await againstInside({ [`GET ${path}`]: { json: HOURS } }, ['supply', ...words.split(' ')])
    expect([ended.code, ended.stderr]).toEqual([0, ''])
    expect(ended.stdout).toContain('4,001')
  })

  it.each([
    ['--step 90m', '--step is "90m"'],
    ['--step 2d', '--step is "2d"'],
    ['--step 0h', '--step is "0h"'],
    ['--from yesterday', '--from is "yesterday"'],
    ['--to 2026-13-01', '--to is "2026-13-01"'],
    ['--territory Germany', '--territory is "GERMANY"'],
    ['--surface lobby', '--surface is "lobby"'],
    ['--region here', '--region is "here"'],
  ])('supply %s is refused before anything is asked', async (words, message) => {
    const { ended, received } = await againstInside({}, ['supply', ...words.split(' ')])
    expect([ended.code, received]).toEqual([2, []])
    expect(ended.stderr).toContain(message.replace('GERMANY', 'Germany'))
  })

  it('supply as JSON is the answer of the ops API', async () => {
    const { ended } = await againstInside({ 'GET /supply': { json: HOURS } }, ['supply', '--json'])
    expect(JSON.parse(ended.stdout)).toEqual(HOURS)
  })
})
