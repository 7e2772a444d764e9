import { describe, expect, it } from 'vitest'
import type { HealthBucket, RegionHealthAnswer } from '../../../src/contracts/ops/answers/history/health.ts'
import type { RecordedChanges } from '../../../src/contracts/ops/answers/history/recorded-changes.ts'
import { againstInside } from '../against.ts'

const HOLE = { decisions: null, empty: null, rungs: null, reasons: null, refusals: null, isolates: null }
const bucket = (minute: string, decisions: number, baseline: number): HealthBucket => ({
  at: `2026-11-22T20:${minute}:00.000Z`,
  decisions,
  empty: baseline,
  rungs: { fresh: decisions - baseline, stale: 0, cached: 0, baseline },
  reasons: {},
  refusals: baseline > 0 ? { hash: 3 } : {},
  isolates: 3,
})
const HEALTH: RegionHealthAnswer = {
  region: 'fr',
  step: 300,
  buckets: [
    bucket('00', 2_000, 0),
    { at: '2026-11-22T20:05:00.000Z', ...HOLE },
    bucket('10', 4_000, 1),
    bucket('15', 1_000, 620),
  ],
}
const CHANGES: RecordedChanges = {
  changes: [
    {
      id: '2026-11/41',
      at: '2026-11-22T20:09:00.000Z',
      region: 'fr',
      kind: 'publish',
      actor: 'cron',
      summary: 'fr published 812: 14 candidates more',
      href: '/console/regions/fr',
    },
  ],
  more: '2026-11/40',
}

describe('health', () => {
  it('health shows what was served as marks and in figures, and a hole as not known', async () => {
    const { ended } = await againstInside({ 'GET /regions/fr/health': { json: HEALTH } }, ['health', 'fr'])
    expect(ended.stdout.trimEnd().split('\n')).toEqual([
      'fr  ▅·█▃  7,000 answers',
      '',
      'from (UTC)        answers  house idents  empty  isolates  refused',
      '2026-11-22 20:00    2,000          0.0%   0.0%         3',
      '2026-11-22 20:10    4,000          0.1%   0.1%         3  hash by 3',
      '2026-11-22 20:15    1,000         62.0%  62.0%         3  hash by 3',
      '',
      '· and no row: nobody reported in 1 of 4 spans; what was served in them is not known',
    ])
  })

  it('health of a time in which nobody reported says that it is not known', async () => {
    const silent = { ...HEALTH, buckets: [{ at: '2026-11-22T20:00:00.000Z', ...HOLE }] }
    const { ended } = await againstInside({ 'GET /regions/fr/health?step=3600': { json: silent } }, [
      ...['health', 'fr', '--step', '1h'],
    ])
    expect(ended.stdout).toContain('what was served is not known')
  })

  it.each([
    ['fr --step 2h', '--step is "2h"'],
    ['fr --from yesterday', '--from is "yesterday"'],
    ['here', 'region is "here"'],
  ])('health %s is refused before anything is asked', async (words, message) => {
    const { ended, received } = await againstInside({}, ['health', ...words.split(' ')])
    expect([ended.code, received]).toEqual([2, []])
    expect(ended.stderr).toContain(message)
  })
})

describe('changes', () => {
  it('changes shows who changed what, in words, and how to read on', async () => {
    const path = `/changes?${new URLSearchParams({ region: 'fr', from: '2026-11-22T00:00:00.000Z' })}`
    const { ended } = await againstInside({ [`GET ${path}`]: { json: CHANGES } }, [
      ...['changes', '--region', 'fr', '--from', '2026-11-22'],
    ])
    expect(ended.stdout.trimEnd().split('\n')).toEqual([
      'at (UTC)          region  what     who   in words',
      '2026-11-22 20:09  fr      publish  cron  fr published 812: 14 candidates more',
      'there may be more: the same with --before 2026-11/40',
    ])
  })

  it('changes says that nothing was changed', async () => {
    const none = { changes: [], more: null }
    const { ended } = await againstInside({ 'GET /changes': { json: none } }, ['changes'])
    expect(ended.stdout).toBe('nothing was changed in this time\n')
  })

  it('changes and health as JSON are the answers of the ops API', async () => {
    const answers = { 'GET /changes': { json: CHANGES }, 'GET /regions/fr/health': { json: HEALTH } }
    const asked = [['changes'], ['health', 'fr']]
    const ended = await Promise.all(asked.map((words) => againstInside(answers, [...words, '--json'])))
    expect(ended.map((each) => JSON.parse(each.ended.stdout))).toEqual([CHANGES, HEALTH])
  })
})
