import { mkdtemp, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { REGION_IDS } from '../../src/model/region.ts'
import { ff } from './command-line.ts'
import { type Canned, fakeOps, OPS_TOKEN } from './fake-ops.ts'

let ops: Awaited<ReturnType<typeof fakeOps>> | null = null
afterEach(async () => {
  await ops?.close()
  ops = null
})

async function against(answers: Readonly<Record<string, Canned>>, args: readonly string[], stdin = '') {
  ops = await fakeOps(answers)
  return { ended: await ff(args, ops.environment, stdin), received: ops.received }
}

async function fileOf(text: string): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), 'ff-file-')), 'schedule.ndjson')
  await writeFile(path, text)
  return path
}

const REFUSED = { line: 2, path: ['durationMs'], rule: 'too_small', severity: 'error', value: -1, hint: 'at least 1' }

describe('ingest', () => {
  it('streams the file as NDJSON with the token, and prints the counts', async () => {
    const text = '{"v":1}\n'.repeat(20_000)
    const body = { accepted: 20_000, unchanged: 0, refused: [], refusedCount: 0, batch: 'b1', revision: 7 }
    const { ended, received } = await against({ 'POST /ingest?approve=1': { json: body } }, [
      'ingest',
      await fileOf(text),
      '--approve',
    ])
    expect(ended.stdout).toBe('accepted 20,000, unchanged 0, refused 0\n')
    expect(ended.code).toBe(0)
    expect(received[0]).toMatchObject({
      body: text,
      contentType: 'application/x-ndjson',
      authorization: `Bearer ${OPS_TOKEN}`,
    })
    expect(ended.stderr).toContain('100 %')
  })

  it('reads stdin for -, without approving', async () => {
    const body = { accepted: 1, unchanged: 0, refused: [] }
    const { ended, received } = await against(
      { 'POST /ingest': { json: body } },
      ['ingest', '-', '--json'],
      '{"v":1}\n',
    )
    expect(ended.code).toBe(0)
    expect(JSON.parse(ended.stdout)).toEqual(body)
    expect(received[0]?.body).toBe('{"v":1}\n')
  })

  it('lists what was refused, with line, field and fix, and exits 1', async () => {
    const body = { accepted: 1, unchanged: 0, refused: [REFUSED], refusedCount: 3 }
    const { ended } = await against({ 'POST /ingest': { json: body } }, ['ingest', await fileOf('{}\n')])
    expect(ended.code).toBe(1)
    expect(ended.stdout).toContain('durationMs')
    expect(ended.stdout).toContain('at least 1')
    expect(ended.stdout).toContain('and 2 more')
  })

  it('exits 2 for a file that is not there, before anything is sent', async () => {
    const { ended, received } = await against({}, ['ingest', '/nonexistent/schedule.ndjson'])
    expect(ended.code).toBe(2)
    expect(ended.stderr).toContain('is not there')
    expect(received).toEqual([])
  })

  it('says why when the server hangs up on a large upload that it does not accept', async () => {
    const problem = { title: 'Unauthorized', status: 401, detail: 'unknown token' }
    const answers = {
      'POST /ingest': { status: 401, json: problem, early: true },
      'GET /regions': { status: 401, json: problem },
    }
    const { ended } = await against(answers, ['ingest', await fileOf('{"v":1}\n'.repeat(2_000_000))])
    expect(ended.code).toBe(1)
    expect(ended.stderr).toContain('unknown token (401)')
    expect(ended.stderr).toContain('FF_OPS_TOKEN')
    expect(ended.stderr).not.toContain(OPS_TOKEN)
  })
})

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
  it('publishes one region, for a rehearsal only under --dry-run', async () => {
    const json = { region: 'dach', outcome: 'dry-run', sequence: null, snapshot: 'abc', checks: [], refusals: [] }
    const { ended, received } = await against({ 'POST /regions/dach/publish': { json } }, [
      'publish',
      '--region',
      'dach',
      '--dry-run',
      '--json',
    ])
    expect(ended.code).toBe(0)
    expect(JSON.parse(ended.stdout)).toEqual({ results: [json] })
    expect(JSON.parse(received[0]?.body ?? '')).toEqual({ dryRun: true })
  })

  it('goes through every region for all, and one refusal stops none but exits 1', async () => {
    const answers: Record<string, Canned> = {}
    for (const region of REGION_IDS) answers[`POST /regions/${region}/publish`] = published(region)
    answers['POST /regions/fr/publish'] = { status: 409, json: { title: 'Conflict', detail: 'another publish runs' } }
    const { ended, received } = await against(answers, ['publish', '--region', 'all', '--json'])
    expect(ended.code).toBe(1)
    expect(received).toHaveLength(REGION_IDS.length)
    const { results } = JSON.parse(ended.stdout)
    expect(results.map(({ region }: { region: string }) => region)).toEqual([...REGION_IDS])
    expect(results.find(({ region }: { region: string }) => region === 'fr')).toMatchObject({
      outcome: 'refused',
      refusals: [{ status: 409, detail: 'another publish runs' }],
    })
  })

  it('prints a line for a region, with why it was refused', async () => {
    const json = { region: 'fr', outcome: 'refused', refusals: [{ check: 'shrink', detail: 'half of it is gone' }] }
    const { ended } = await against({ 'POST /regions/fr/publish': { json } }, ['publish', '--region', 'fr'])
    expect(ended.code).toBe(1)
    expect(ended.stdout).toMatch(/fr\s+refused\s+–\s+–\s+shrink: half of it is gone/)
  })
})

describe('status', () => {
  it('prints a row for each region', async () => {
    const regions = [
      {
        region: 'dach',
        sequence: 12,
        snapshot: 'abcdef0123456789',
        ageSeconds: 300,
        candidates: 90_123,
        pinned: false,
        canary: null,
        lastReceipt: { at: '2026-11-22T10:00:00Z', outcome: 'published' },
        lastRefusal: { at: '2026-11-22T11:00:00Z', detail: 'shrink' },
        takedowns: { count: 2, ageSeconds: 4 },
      },
    ]
    const { ended } = await against({ 'GET /regions': { json: { regions } } }, ['status'])
    expect(ended.code).toBe(0)
    expect(ended.stdout).toMatch(/dach\s+12\s+abcdef012345\s+5 min\s+90,123\s+2\s+refused: shrink/)
  })

  it('hands the machine all that the server said', async () => {
    const regions = [{ region: 'fr', sequence: null, snapshot: null, seen: [{ colo: 'CDG', sequence: 3 }], later: 1 }]
    const { ended } = await against({ 'GET /regions': { json: { regions } } }, ['--json', 'status'])
    expect(JSON.parse(ended.stdout)).toEqual({ regions })
  })

  it('refuses an answer that no publisher gives', async () => {
    const { ended } = await against({ 'GET /regions': { text: '<html>hello</html>' } }, ['status', '--json'])
    expect(ended.code).toBe(1)
    expect(JSON.parse(ended.stdout).error.message).toContain('answered something unknown')
  })
})

describe('takedown', () => {
  it('adds one with its territories and end', async () => {
    const json = { takedown: { id: 'tkd_1', target: 'ast_a' }, regions: ['dach', 'fr'] }
    const { ended, received } = await against({ 'POST /takedowns': { json } }, [
      ...['takedown', 'add', 'ast_a', '--reason', 'rights withdrawn'],
      ...['--territories', 'DE,@dach', '--until', '2026-12-01T00:00:00Z'],
    ])
    expect(ended).toMatchObject({ code: 0, stdout: 'tkd_1 holds in dach fr\n' })
    expect(JSON.parse(received[0]?.body ?? '')).toEqual({
      target: 'ast_a',
      reason: 'rights withdrawn',
      territories: ['DE', '@dach'],
      until: '2026-12-01T00:00:00Z',
    })
  })

  it('lists them', async () => {
    const takedowns = [
      { id: 'tkd_1', target: 'tag:war', territories: ['DE'], until: null, reason: 'law', actor: 'ops' },
    ]
    const { ended } = await against({ 'GET /takedowns': { json: { takedowns } } }, ['takedown', 'list'])
    expect(ended.stdout).toMatch(/tkd_1\s+tag:war\s+DE\s+until lifted\s+law\s+ops/)
  })

  it('lifts one, and exits 1 for one that is not there', async () => {
    const json = { lifted: 'tkd_1', regions: ['dach'] }
    const lifted = await against({ 'DELETE /takedowns/tkd_1': { json } }, ['takedown', 'lift', 'tkd_1', '--json'])
    expect(JSON.parse(lifted.ended.stdout)).toEqual(json)
    const gone = { status: 404, json: { title: 'Not Found', detail: 'no takedown tkd_2' } }
    await ops?.close()
    const missing = await against({ 'DELETE /takedowns/tkd_2': gone }, ['takedown', 'lift', 'tkd_2'])
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
    { assetId: 'ast_c', campaignId: 'cmp_a', first: 'maturity', all: [{ reason: 'maturity', rule: 'FSK', value: 16 }] },
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
  it('asks only what was given, each with its own type', async () => {
    const { received } = await against({ 'POST /explain': { json: EXPLAINED } }, [
      ...['explain', '--surface', 'home-hero', '--country', 'de', '--region-code', 'BY', '--cap', '12', '--kids'],
      ...['--timezone', 'Europe/Berlin', '--now', '2026-11-22T21:30:00Z', '--limit', '5', '--device', 'tv'],
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
      limit: 5,
    })
  })

  it('shows what would play with its terms, then the rejected in gate order', async () => {
    const { ended } = await against({ 'POST /explain': { json: EXPLAINED } }, [
      ...['explain', '--surface', 'home-hero', '--country', 'T1'],
    ])
    expect(ended.code).toBe(0)
    expect(ended.stdout).toMatch(/ast_a\s+cmp_a\s+1\.250\s+0\.900\s+no autoplay: minor\s+priority \+1\.000/)
    expect(ended.stdout.indexOf('territory (1)')).toBeLessThan(ended.stdout.indexOf('maturity (1)'))
    expect(ended.stdout).toContain('also maturity')
    expect(ended.stdout).toContain('FSK  16')
    expect(ended.stdout).toContain('1 kept, 2 rejected, 3 in all')
  })

  it('names the field that the server refused', async () => {
    const problem = { title: 'Bad Request', status: 400, detail: 'no such zone', field: 'timezone' }
    const { ended } = await against({ 'POST /explain': { status: 400, json: problem } }, [
      ...['explain', '--surface', 'home-hero', '--country', 'DE', '--timezone', 'Mars/Olympus', '--json'],
    ])
    expect(ended.code).toBe(1)
    expect(ended.stderr).toContain('timezone: no such zone (400)')
    expect(JSON.parse(ended.stdout).error).toMatchObject({ kind: 'refused', status: 400, field: 'timezone' })
  })
})

describe('export and restore', () => {
  const lines = '{"v":1,"type":"title"}\n{"v":1,"type":"asset"}\n'

  it('writes the records alone to stdout', async () => {
    const { ended } = await against({ 'GET /export': { text: lines } }, ['export'])
    expect(ended).toMatchObject({ code: 0, stdout: lines })
    expect(ended.stderr).toContain('2 records')
  })

  it('writes a whole file, and leaves nothing behind when refused', async () => {
    const path = await fileOf('')
    const { ended } = await against({ 'GET /export': { text: lines } }, ['export', path, '--json'])
    expect(JSON.parse(ended.stdout)).toEqual({ file: path, records: 2, bytes: lines.length })
    expect(await readFile(path, 'utf8')).toBe(lines)
    expect(await readdir(join(path, '..'))).toEqual(['schedule.ndjson'])
  })

  it('sends the file back, and force only when told', async () => {
    const json = { restored: 2 }
    const { ended, received } = await against({ 'POST /restore?force=1': { json } }, [
      ...['restore', await fileOf(lines), '--force', '--json'],
    ])
    expect(ended.code).toBe(0)
    expect(JSON.parse(ended.stdout)).toEqual(json)
    expect(received[0]?.body).toBe(lines)
  })

  it('exits 1 when the store is not empty and force was not given', async () => {
    const problem = { title: 'Conflict', status: 409, detail: 'the store holds 5 records; force replaces them' }
    const { ended } = await against({ 'POST /restore': { status: 409, json: problem } }, [
      'restore',
      await fileOf(lines),
    ])
    expect(ended.code).toBe(1)
    expect(ended.stderr).toContain('the store holds 5 records')
  })
})

describe('keys new', () => {
  it('keeps the private half in a file of mode 0600, and never prints it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ff-keys-'))
    const ended = await ff(['keys', 'new', '--kid', 'k7', '--out', folder, '--json'])
    expect(ended.code).toBe(0)
    const answer = JSON.parse(ended.stdout)
    const key = JSON.parse(await readFile(answer.privateFile, 'utf8'))
    expect(Object.keys(key).sort()).toEqual(['crv', 'd', 'kty', 'x'])
    expect(answer.public).toEqual({ kid: 'k7', x: key.x })
    expect(ended.stdout + ended.stderr).not.toContain(key.d)
    expect((await stat(answer.privateFile)).mode & 0o777).toBe(0o600)
    expect((await ff(['keys', 'new', '--kid', 'k7', '--out', folder])).code).toBe(1)
    expect(JSON.parse(await readFile(answer.privateFile, 'utf8'))).toEqual(key)
  })

  it('refuses a name that would leave the folder', async () => {
    expect((await ff(['keys', 'new', '--kid', '../k7'])).code).toBe(2)
  })
})
