import { describe, expect, it } from 'vitest'
import { REGION_IDS } from '../../../src/model/nouns/region.ts'
import { againstInside } from '../against.ts'
import type { Canned } from '../fake-ops.ts'

const published = (region: string) => ({
  json: {
    region,
    outcome: 'published',
    sequence: 4,
    snapshot: 'abcdef0123456789',
    checks: [],
    refusals: [],
    receipt: {},
  },
})

describe('publish', () => {
  it('ff publish publishes one region, for a rehearsal only under --dry-run', async () => {
    const json = { region: 'dach', outcome: 'dry-run', sequence: null, snapshot: 'abc', checks: [], refusals: [] }
    const { ended, received } = await againstInside({ 'POST /regions/dach/publish': { json } }, [
      'publish',
      '--region',
      'dach',
      '--dry-run',
      '--json',
    ])
    expect(ended.code).toBe(0)
    expect(JSON.parse(ended.stdout)).toMatchObject({ results: [json] })
    expect(JSON.parse(received[0]?.body ?? '')).toEqual({ dryRun: true })
  })

  it('ff publish goes through every region for all, and one refusal stops none but exits 1', async () => {
    const answers: Record<string, Canned> = {}
    for (const region of REGION_IDS) answers[`POST /regions/${region}/publish`] = published(region)
    answers['POST /regions/fr/publish'] = { status: 409, json: { title: 'Conflict', detail: 'another publish runs' } }
    const { ended, received } = await againstInside(answers, ['publish', '--region', 'all', '--json'])
    expect(ended.code).toBe(1)
    expect(received).toHaveLength(REGION_IDS.length)
    const { results } = JSON.parse(ended.stdout)
    expect(results.map(({ region }: { region: string }) => region)).toEqual([...REGION_IDS])
    expect(results.find(({ region }: { region: string }) => region === 'fr')).toMatchObject({
      outcome: 'refused',
      refusals: [{ status: 409, detail: 'another publish runs' }],
    })
  })

  it('ff publish takes several regions by either flag, each once, and says why in the audit log', async () => {
    const answers = { 'POST /regions/fr/publish': published('fr'), 'POST /regions/dach/publish': published('dach') }
    for (const flag of ['--regions', '--region']) {
      const asked = ['publish', flag, 'fr,dach,fr', '--reason', 'new rules', '--json']
      const { ended, received } = await againstInside(answers, asked)
      expect(ended.code).toBe(0)
      expect(received.map(({ path }) => path)).toEqual(['/regions/dach/publish', '/regions/fr/publish'])
      expect(JSON.parse(received[0]?.body ?? '')).toEqual({ dryRun: false, reason: 'new rules' })
    }
  })

  it('ff publish refuses both flags together, none, and a region that is none', async () => {
    const said = async (...flags: string[]) => (await againstInside({}, ['publish', ...flags])).ended
    expect(await said('--region', 'fr', '--regions', 'fr')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('mean the same'),
    })
    expect(await said()).toMatchObject({ code: 2, stderr: expect.stringContaining('--regions is missing') })
    expect(await said('--regions', 'fr,mars')).toMatchObject({ code: 2, stderr: expect.stringContaining('mars') })
  })

  it('ff publish still tells what is live when a later region cannot be reached', async () => {
    const problem = { status: 401, json: { title: 'Unauthorized', detail: 'token revoked' } }
    const answers = { 'POST /regions/na/publish': published('na'), 'POST /regions/latam/publish': problem }
    const { ended } = await againstInside(answers, ['publish', '--region', 'all', '--json'])
    expect(ended.code).toBe(1)
    expect(JSON.parse(ended.stdout)).toMatchObject({
      results: [{ region: 'na', outcome: 'published' }],
      error: { message: 'token revoked (401)' },
    })
    expect(ended.stderr).toContain('12 regions were not published')
  })

  it('ff publish prints a line for a region, with why it was refused', async () => {
    const json = { region: 'fr', outcome: 'refused', refusals: [{ check: 'shrink', detail: 'half of it is gone' }] }
    const { ended } = await againstInside({ 'POST /regions/fr/publish': { json } }, ['publish', '--region', 'fr'])
    expect(ended.code).toBe(1)
    expect(ended.stdout).toMatch(/fr\s+refused\s+–\s+–\s+shrink: half of it is gone/)
  })
})

describe('takedown', () => {
  it('ff takedown add sends an order with its territories and end', async () => {
    const json = { takedown: { id: 'tkd_1', target: 'ast_a' }, regions: ['dach', 'fr'] }
    const { ended, received } = await againstInside({ 'POST /takedowns': { json } }, [
      ...['takedown', 'add', 'ast_a', '--reason', 'rights withdrawn'],
      ...['--territories', 'DE,@dach', '--until', '2026-12-01T00:00:00Z'],
    ])
    expect(ended).toMatchObject({ code: 0, stdout: 'tkd_1 is in force in dach fr\n' })
    expect(JSON.parse(received[0]?.body ?? '')).toEqual({
      target: 'ast_a',
      reason: 'rights withdrawn',
      territories: ['DE', '@dach'],
      until: '2026-12-01T00:00:00Z',
    })
  })

  it('ff takedown add says when nothing in the schedule has that id', async () => {
    const json = { takedown: { id: 'tkd_1', target: 'ast_a' }, regions: ['dach'], known: false }
    const { ended } = await againstInside({ 'POST /takedowns': { json } }, [
      'takedown',
      'add',
      'ast_a',
      '--reason',
      'law',
    ])
    expect(ended).toMatchObject({ code: 0, stdout: 'tkd_1 is in force in dach\n' })
    expect(ended.stderr).toContain('the schedule has no ast_a')
  })

  it.each([
    ['y\n', 0, 'tkd_1 is in force in dach\n', 2],
    ['n\n', 1, '', 1],
    ['', 1, '', 1],
  ])(
    'ff takedown add asks at a terminal before an order that reaches nothing: %j',
    async (typed, code, stdout, asked) => {
      const json = { takedown: { id: 'tkd_1', target: 'tag:summer sale' }, regions: ['dach'], known: false }
      const order = ['takedown', 'add', 'tag: Summer  Sale', '--reason', 'law']
      const { ended, received } = await againstInside({ 'POST /takedowns': { json } }, order, typed)
      expect(ended).toMatchObject({ code, stdout })
      expect(ended.stderr).toContain('nothing live matches tag:summer sale. Take it down all the same? [y/N]')
      const bodies = received.map(({ body }) => JSON.parse(body))
      expect(bodies.map(({ dryRun = false }) => dryRun)).toEqual([true, false].slice(0, asked))
      const unasked = await againstInside({ 'POST /takedowns': { json } }, [...order, '--yes'], typed)
      expect([unasked.ended.code, unasked.received.length]).toEqual([0, 1])
    },
  )

  it('ff takedown add does not ask where the order reaches something, or where nobody can tell', async () => {
    const json = { takedown: { id: 'tkd_1', target: 'ast_a' }, regions: ['dach'], known: true }
    const order = ['takedown', 'add', 'ast_a', '--reason', 'law']
    const { ended } = await againstInside({ 'POST /takedowns': { json } }, order, '')
    expect(ended).toMatchObject({ code: 0, stderr: '' })
    const untold = await againstInside({ 'POST /takedowns': { json: { ...json, known: undefined } } }, order, '')
    expect(untold.ended).toMatchObject({ code: 0, stderr: '' })
  })

  it('ff takedown list lists the orders', async () => {
    const takedowns = [
      { id: 'tkd_1', target: 'tag:war', territories: ['DE'], until: null, reason: 'law', actor: 'ops' },
    ]
    const { ended } = await againstInside({ 'GET /takedowns': { json: { takedowns } } }, ['takedown', 'list'])
    expect(ended.stdout).toMatch(/tkd_1\s+tag:war\s+DE\s+until lifted\s+law\s+ops/)
  })

  it('ff takedown lift lifts an order, and exits 1 for one that is not there', async () => {
    const json = { lifted: 'tkd_1', regions: ['dach'] }
    const lifted = await againstInside({ 'DELETE /takedowns/tkd_1': { json } }, ['takedown', 'lift', 'tkd_1', '--json'])
    expect(JSON.parse(lifted.ended.stdout)).toEqual(json)
    const gone = { status: 404, json: { title: 'Not Found', detail: 'no takedown tkd_2' } }
    const missing = await againstInside({ 'DELETE /takedowns/tkd_2': gone }, ['takedown', 'lift', 'tkd_2'])
    expect(missing.ended.code).toBe(1)
    expect(missing.ended.stderr).toContain('no takedown tkd_2 (404)')
  })
})

const EXPLAINED = {
  context: { territory: 'DE', cap: 12, minor: true },
  snapshot: { id: 'abc' },
  kept: [
    {
      assetId: 'ast_a',
      campaignId: 'cmp_a',
      position: 0,
      score: 1.25,
      terms: { priority: 1, freshness: 0.25 },
      propensity: 0.9,
      autoplay: { allowed: false, reason: 'minor' },
    },
  ],
  rejected: [
    {
      assetId: 'ast_c',
      campaignId: 'cmp_a',
      first: 'maturity',
      all: [{ reason: 'maturity', rule: 'FSK', value: '16' }],
    },
    {
      assetId: 'ast_b',
      campaignId: 'cmp_a',
      first: 'territory',
      all: [{ reason: 'territory' }, { reason: 'maturity' }],
    },
  ],
  total: 3,
}

describe('explain', () => {
  it('ff explain asks only what was given, each with its own type', async () => {
    const { received } = await againstInside({ 'POST /explain': { json: EXPLAINED } }, [
      ...['explain', '--surface', 'home-hero', '--country', 'de', '--region-code', 'BY', '--cap', '12', '--kids'],
      ...['--timezone', 'Europe/Berlin', '--now', '2026-11-22T21:30:00Z', '--limit', '5', '--device', 'tv'],
      ...['--codecs', 'avc,av1', '--max-height', '1080', '--language', 'de'],
    ])
    expect(JSON.parse(received[0]?.body ?? '')).toEqual({
      surface: 'home-hero',
      country: 'DE',
      regionCode: 'BY',
      timezone: 'Europe/Berlin',
      now: '2026-11-22T21:30:00Z',
      cap: 12,
      kids: true,
      device: 'tv',
      codecs: ['avc', 'av1'],
      maxHeight: 1080,
      language: 'de',
      limit: 5,
    })
  })

  it('ff explain asks for a place that is hidden or has a law of its own, a page and a PIN', async () => {
    const { received } = await againstInside({ 'POST /explain': { json: EXPLAINED } }, [
      ...['explain', '--surface', 'title-detail', '--country', 'ca', '--region-code', 'QC', '--residence', 'fr'],
      ...['--anonymizer', 'vpn', '--in-view', 'ttl_b', '--pin', '--adult', '--asset', 'ast_a'],
    ])
    expect(JSON.parse(received[0]?.body ?? '')).toEqual({
      ...{ surface: 'title-detail', country: 'CA', regionCode: 'QC', residence: 'FR', anonymizer: 'vpn' },
      ...{ inView: 'ttl_b', pin: true, adult: true, asset: 'ast_a' },
    })
  })

  it('ff explain shows what would play with its terms, then the rejected in gate order', async () => {
    const { ended } = await againstInside({ 'POST /explain': { json: EXPLAINED } }, [
      ...['explain', '--surface', 'home-hero', '--country', 'T1'],
    ])
    expect(ended.code).toBe(0)
    expect(ended.stdout).toMatch(/ast_a\s+cmp_a\s+1\.250\s+0\.900\s+no autoplay: minor\s+priority \+1\.000/)
    expect(ended.stdout.indexOf('territory (1)')).toBeLessThan(ended.stdout.indexOf('maturity (1)'))
    expect(ended.stdout).toContain('also maturity')
    expect(ended.stdout).toContain('FSK  16')
    expect(ended.stdout).toContain('1 kept, 2 rejected, 3 in all')
  })

  it('ff explain fits a hundred columns, however long the ids, with the reason of a loser beside its score', async () => {
    const long = (start: string) => `${start}${'x'.repeat(60)}`
    const terms = Object.fromEntries(
      ['priority', 'weight', 'freshness', 'engagement', 'language', 'taste', 'fatigue'].map((name) => [name, -1234.5]),
    )
    const candidate = { terms, campaignId: long('cmp_'), autoplay: { allowed: true } }
    const frequencyCap = { count: 3, windowSeconds: 604_800, scope: 'title', guests: 'session' }
    const json = {
      ...EXPLAINED,
      context: { ...EXPLAINED.context, timezone: 'America/Argentina/ComodRivadavia', now: '2026-11-22T12:00:00.000Z' },
      kept: [
        {
          ...candidate,
          assetId: long('ast_a'),
          position: 0,
          score: 9.5,
          propensity: 0.75,
          chances: Array(10).fill(0.25),
        },
        {
          ...candidate,
          assetId: long('ast_b'),
          position: 1,
          score: 9.25,
          propensity: 0,
          reason: 'exclusion',
          frequencyCap,
        },
      ],
      rejected: EXPLAINED.rejected.map((each) => ({
        ...{ ...each, assetId: long(each.assetId), campaignId: long('cmp_') },
        all: [{ reason: each.first, rule: 'r'.repeat(120), value: 'v', source: 'rules/x.json' }],
      })),
      chances: { places: 10, draws: 1000, exactPlaces: 1 },
    }
    const { ended } = await againstInside({ 'POST /explain': { json } }, [
      ...['explain', '--surface', 'home-hero', '--country', 'DE'],
    ])
    expect(Math.max(...ended.stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100)
    expect(ended.stdout).toMatch(/9\.250\s+exclusion\s+autoplays/)
    expect(ended.stdout).toMatch(/chance at slot\s+0: 0\.250\s+1: 0\.250/)
    expect(ended.stdout).toContain('Chances: exact at slot 0; at slots 1 to 9 counted in 1,000 seeded draws.')
    expect(ended.stdout.replace(/\s+/g, ' ')).toContain('frequency cap: 3 in 7 d for each title; with consent')
  })

  it('ff explain says how many are not listed, and how to see them', async () => {
    const { ended } = await againstInside({ 'POST /explain': { json: { ...EXPLAINED, total: 145 } } }, [
      ...['explain', '--surface', 'home-hero', '--country', 'DE'],
    ])
    expect(ended.stdout).toContain('1 kept and 2 rejected are listed, of 145 in all (--limit 145 lists the other 142)')
  })

  it('ff explain of an asset that is no candidate says so', async () => {
    const json = { ...EXPLAINED, kept: [], rejected: [] }
    const { ended } = await againstInside({ 'POST /explain': { json } }, [
      ...['explain', '--surface', 'home-hero', '--country', 'DE', '--asset', 'ast_nope'],
    ])
    expect(ended.stdout).toContain('ast_nope is not among the 3 candidates')
  })

  it('ff explain names the field that the server refused', async () => {
    const problem = { title: 'Bad Request', status: 400, detail: 'no such zone', field: 'timezone' }
    const { ended } = await againstInside({ 'POST /explain': { status: 400, json: problem } }, [
      ...['explain', '--surface', 'home-hero', '--country', 'DE', '--timezone', 'Mars/Olympus', '--json'],
    ])
    expect(ended.code).toBe(1)
    expect(ended.stderr).toContain('timezone: no such zone (400)')
    expect(JSON.parse(ended.stdout).error).toMatchObject({ kind: 'refused', status: 400, field: 'timezone' })
  })
})
