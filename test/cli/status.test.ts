import { describe, expect, it } from 'vitest'
import { againstInside } from './against.ts'

const refusal = {
  at: '2026-11-22T11:00:00Z',
  outcome: 'refused',
  refusals: [{ check: 'size', detail: 'half is gone' }],
}
const dach = {
  region: 'dach',
  sequence: 12,
  snapshot: 'abcdef0123456789',
  ageSeconds: 300,
  softExpiresAt: '2026-11-23T10:00:00Z',
  candidates: 90_123,
  pinned: { until: '2026-11-23T12:00:00.000Z', actor: 'mara', reason: 'the big match' },
  canary: {
    snapshot: 'fedcba9876543210',
    percent: 5,
    startedAt: '2026-11-22T10:00:00Z',
    until: '2026-11-22T12:00:00Z',
  },
  lastReceipt: { at: '2026-11-22T10:00:00Z', outcome: 'published', actor: 'cron', reason: 'schedule' },
  lastRefusal: refusal,
  takedowns: { count: 2, narrowings: 1, ageSeconds: 4 },
  seen: [
    { rung: 'fresh', sequence: 12 },
    { rung: 'fresh', sequence: 11 },
    { rung: 'stale', sequence: 11 },
  ],
}
const keys = [
  { kid: 'k1', signs: true, notAfter: '2026-12-01T00:00:00Z', daysLeft: 8 },
  { kid: 'k0', signs: false, notAfter: '2026-11-20T00:00:00Z', daysLeft: -3 },
  { kid: 'k2', signs: false, notAfter: '2027-12-01T00:00:00Z', daysLeft: 370 },
]
const of = (json: object, ...words: string[]) =>
  againstInside({ [`GET /regions${words[0] === 'dach' ? '/dach' : ''}`]: { json } }, ['status', ...words])

describe('status', () => {
  it('ff status prints a row for each region: what is live, what serves, what failed, and what holds it', async () => {
    const { ended } = await of({ regions: [dach, { region: 'fr' }] })
    expect(ended.code).toBe(0)
    expect(ended.stdout).toMatch(
      /dach\s+12\s+abcdef012345\s+5 min\s+90,123\s+2\s+1\s+4 s\s+fresh 2, stale 1\s+refused: size: half is gone; pinned until 2026-11-23 12:00 UTC by mara; canary 5 % until 2026-11-22 12:00 UTC/,
    )
    expect(ended.stdout).toMatch(/fr\s+–/)
  })

  it('ff status forgets a refusal once something was published after it', async () => {
    const lastReceipt = { ...dach.lastReceipt, at: '2026-11-22T12:00:00Z' }
    const { ended } = await of({ regions: [{ ...dach, lastReceipt }] })
    expect(ended.stdout).toContain('published; pinned')
    expect(ended.stdout).not.toContain('refused')
  })

  it('ff status says what is not known while the store is silent, and fails a check where nobody can tell', async () => {
    const health = { state: 'unknown', why: 'storage has no pointer' }
    const silent = { ...dach, takedowns: { ...dach.takedowns, storeAnswers: false }, health }
    const { ended } = await of({ regions: [silent] }, '--check')
    expect(ended.code).toBe(1)
    expect(ended.stdout).toContain('the scheduling store does not answer: what was announced is still served')
    expect(ended.stdout).toContain('UNKNOWN: storage has no pointer')
  })

  it('ff status shortens a long refusal, which one region shows in full', async () => {
    const lastRefusal = { ...refusal, refusals: [{ check: 'size', detail: 'x'.repeat(500) }] }
    expect((await of({ regions: [{ ...dach, lastRefusal }] })).ended.stdout).not.toContain('x'.repeat(120))
    expect((await of({ ...dach, lastRefusal }, 'dach')).ended.stdout).toContain('x'.repeat(500))
  })

  it('ff status names notices that the webhook was never told, with what to do, and a check fails on them', async () => {
    const kinds = [
      { kind: 'purge', count: 2 },
      { kind: 'campaign-ended', count: 1 },
    ]
    const notices = { waiting: 4, lost: 3, noRoom: 1, lastLostAt: '2026-11-22T20:30:00.000Z', kinds }
    const { ended } = await of({ regions: [], notices }, '--check')
    expect(ended.code).toBe(1)
    expect(ended.stdout).toContain(
      'LOST: the webhook was never told 3 notices (2 purge, 1 campaign-ended, 1 because too many waited), the last 2026-11-22 20:30 UTC; 4 wait',
    )
    expect(ended.stdout).toContain('mend what `ALARM_WEBHOOK_URL` names')
    expect(ended.stdout).toContain('purge the files of `ff takedown list` from the CDN by hand')
    const none = await of({ regions: [], notices: { ...notices, lost: 0 } }, '--check')
    expect([none.ended.code, none.ended.stdout.includes('LOST')]).toEqual([0, false])
  })

  it('ff status tells of each feed what waits for a person', async () => {
    const feeds = [
      { feed: 'northlight', held: 'del_7', quarantined: 3 },
      { feed: 'studio', held: null, quarantined: 1 },
    ]
    const { ended } = await of({ regions: [], feeds })
    expect(ended.stdout).toContain(
      'the feed northlight: del_7 is HELD (ff feeds deliveries northlight), 3 in quarantine (ff quarantine list --feed',
    )
    expect(ended.stdout).toContain('the feed studio: 1 in quarantine')
  })

  it('ff status warns of keys that end within 14 days, and of no other', async () => {
    const { ended } = await of({ regions: [], keys, keyProblem: 'the list is broken' })
    expect(ended.stdout).toContain('key k1, which signs, expires in 8 days (2026-12-01T00:00:00Z)')
    expect(ended.stdout).toContain('key k0 expired 2026-11-20')
    expect(ended.stdout).toContain('the list is broken')
    expect(ended.stdout).not.toContain('k2')
  })

  it('ff status of one region tells everything, a line each', async () => {
    const { ended } = await of({ ...dach, keys }, 'dach')
    for (const words of [
      /live\s+abcdef012345, sequence 12, announced 5 min ago, fresh until 2026-11-23 10:00 UTC; 90,123 candidates/,
      /held\s+pinned until 2026-11-23 12:00 UTC by mara\n/,
      /the big match/,
      /canary of fedcba987654, since 2026-11-22 10:00 UTC/,
      /takedowns\s+2 orders, 1 withdrawn by changes; list signed 4 s ago/,
      /last done\s+published 2026-11-22 10:00 UTC by cron/,
      /last refused\s+2026-11-22 11:00 UTC: size: half is gone/,
      /serving\s+fresh 2, stale 1\n\s+by sequence: 12 1, 11 2/,
      /key k1/,
    ]) {
      expect(ended.stdout).toMatch(words)
    }
  })

  it('ff status names the renditions that a class of devices is not offered, with their evidence', async () => {
    const failing = { assetId: 'ast_one', type: 'hls', codec: 'hevc', height: 2160, failed: 212, tried: 1_260 }
    const times = { since: '2026-11-22T18:05:00.000Z', until: '2026-11-23T18:05:00.000Z' }
    const renditions = ['tv', 'web', 'mobile', 'tablet'].map((device) => ({
      ...failing,
      device,
      ...times,
      offered: false,
    }))
    const leftOut = {
      count: 30,
      renditions: [{ ...failing, device: 'tv', ...times, offered: true }, ...renditions],
      beyond: 4,
    }
    const all = (
      await of({
        regions: [
          { ...dach, leftOut },
          { region: 'fr', leftOut: null },
        ],
      })
    ).ended.stdout
    expect(all).toContain(
      'dach: hls hevc 2160 of ast_one is left out on tv: 212 of 1,260 sampled starts failed; since 2026-11-22 18:05 UTC, tried again 2026-11-23 18:05 UTC',
    )
    expect(all).toContain('dach: and 27 more renditions (ff status dach)')
    const one = (await of({ ...dach, leftOut }, 'dach')).ended.stdout
    expect(one).toMatch(
      /left out\s+hls hevc 2160 of ast_one fails on tv like all others of it, so it stays: 212 of 1,260/,
    )
    expect(one).toContain('hls hevc 2160 of ast_one is left out on tablet')
    expect(one).toMatch(/and 25 more renditions\n\s+4 more fail, and are offered: the list is full/)
  })

  it('ff status of a region with nothing published says what plays there', async () => {
    const { ended } = await of({ region: 'dach', takedowns: { count: 0, narrowings: 0, ageSeconds: null } }, 'dach')
    expect(ended.code).toBe(0)
    expect(ended.stdout).toContain('nothing was ever published: house idents play')
    expect(ended.stdout).toContain('no isolate reported')
  })

  it('ff status hands a machine all that the server said', async () => {
    const regions = [{ region: 'fr', sequence: null, snapshot: null, seen: [{ colo: 'CDG', sequence: 3 }], later: 1 }]
    const { ended } = await of({ regions, keys: [] }, '--json')
    expect(JSON.parse(ended.stdout)).toMatchObject({ regions, keys: [] })
  })

  it('ff status refuses an answer that no publisher gives', async () => {
    const { ended } = await againstInside({ 'GET /regions': { text: '<html>hello</html>' } }, ['status', '--json'])
    expect(ended.code).toBe(1)
    expect(JSON.parse(ended.stdout).error.message).toContain('answered something unknown')
  })
})
