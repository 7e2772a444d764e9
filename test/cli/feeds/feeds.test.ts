import { describe, expect, it } from 'vitest'
import { againstInside, fileOf } from '../against.ts'

const SETTINGS = { format: 'ndjson', owner: 'northlight', territories: ['US'], mode: 'full' }
const FEED = {
  feed: 'northlight',
  revision: 3,
  ...SETTINGS,
  items: 1200,
  quarantined: 2,
  ageSeconds: 600,
  stale: false,
}
const NONE = { status: 404, json: { title: 'No such feed', status: 404, detail: 'There is no feed northlight.' } }

describe('ff feeds', () => {
  it('ff feeds list shows how old and how sound each feed is', async () => {
    const feeds = [FEED, { ...FEED, feed: 'old', stale: true, ageSeconds: 200_000 }]
    const { ended } = await againstInside({ 'GET /feeds': { json: { feeds } } }, ['feeds', 'list'])
    expect(ended.code).toBe(0)
    expect(ended.stdout).toMatch(/northlight\s+ndjson\s+full\s+1,200\s+2\s+10 min\s/)
    expect(ended.stdout).toMatch(/old\s+ndjson\s+full\s+1,200\s+2\s+2 d, STALE\s/)
  })

  it('ff feeds list says why a feed could not be fetched', async () => {
    const lastPull = { at: '2026-11-22T12:00:00.000Z', outcome: 'failed', why: 'The source answered 503.' }
    const feeds = [{ ...FEED, lastPull }]
    const { ended } = await againstInside({ 'GET /feeds': { json: { feeds } } }, ['feeds', 'list'])
    expect(ended.stdout).toContain('not fetched 2026-11-22T12:00:00.000Z: The source answered 503.')
  })

  it('ff feeds show lists every setting of a feed', async () => {
    const { ended } = await againstInside({ 'GET /feeds/northlight': { json: FEED } }, ['feeds', 'show', 'northlight'])
    for (const words of [/maxRemovedPercent\s+20/, /revision\s+3/, /territories\s+US\n/]) {
      expect(ended.stdout).toMatch(words)
    }
  })

  it('ff feeds show tells in words how long deliveries take, and what came of the last one', async () => {
    const times = (announcedSeconds: number | null, servedSeconds: number | null) => ({
      announcedSeconds,
      servedSeconds,
    })
    const freshness = [
      { region: 'na', last: times(10, null), p50: times(20, 41), deliveries: 3 },
      { region: 'fr', last: times(null, null), p50: times(null, null), deliveries: 0 },
    ]
    const lastDelivery = { delivery: 'del_7', outcome: 'held', at: '2026-11-22T12:00:00.000Z' }
    const json = { ...FEED, territories: ['US', '@dach'], hosts: { 'cdn.x.example': 'x' }, freshness, lastDelivery }
    const { ended } = await againstInside({ 'GET /feeds/northlight': { json } }, ['feeds', 'show', 'northlight'])
    for (const words of [
      /freshness\s+na: announced after 20 s, served after 41 s \(median of 3\)\n\s+fr: not announced yet\n/,
      /lastDelivery\s+del_7, held, 2026-11-22T12:00:00.000Z\n/,
      /territories\s+US, @dach\n/,
      /hosts\s+cdn\.x\.example → x\n/,
    ]) {
      expect(ended.stdout).toMatch(words)
    }
  })

  it('ff feeds set says how to go on when somebody else has changed the settings', async () => {
    const changed = { status: 412, json: { title: 'Changed meanwhile', status: 412, detail: 'send If-Match: "4"' } }
    const { ended } = await againstInside({ 'PUT /feeds/northlight': changed }, [
      ...['feeds', 'set', await fileOf(JSON.stringify({ id: 'northlight', ...SETTINGS, revision: 3 }), 'n.json')],
    ])
    expect([ended.code, ended.stderr]).toEqual([
      1,
      expect.stringContaining('ff feeds show northlight --json > northlight.json'),
    ])
  })

  it('ff feeds set sets a feed up that is not there, without a revision', async () => {
    const { ended, received } = await againstInside(
      { 'GET /feeds/northlight': NONE, 'PUT /feeds/northlight': { json: { ...FEED, revision: 1 } } },
      ['feeds', 'set', await fileOf(JSON.stringify({ id: 'northlight', ...SETTINGS }), 'northlight.json')],
    )
    expect(ended).toMatchObject({ code: 0, stdout: expect.stringContaining('ff ingest FILE --feed northlight') })
    expect([received[1]?.ifMatch, JSON.parse(received[1]?.body ?? '')]).toEqual([undefined, SETTINGS])
  })

  it('ff feeds set changes a feed at the revision that it finds', async () => {
    const { received } = await againstInside(
      { 'GET /feeds/northlight': { json: FEED }, 'PUT /feeds/northlight': { json: { ...FEED, revision: 4 } } },
      ['feeds', 'set', await fileOf(JSON.stringify({ id: 'northlight', ...SETTINGS }), 'northlight.json')],
    )
    expect(received[1]?.ifMatch).toBe('"3"')
  })

  it('ff feeds set takes what ff feeds show --json wrote, at the revision that was seen then', async () => {
    const shown = await againstInside({ 'GET /feeds/northlight': { json: FEED } }, [
      ...['feeds', 'show', 'northlight', '--json'],
    ])
    const { ended, received } = await againstInside({ 'PUT /feeds/northlight': { json: FEED } }, [
      ...['feeds', 'set', await fileOf(shown.ended.stdout, 'northlight.json')],
    ])
    expect([ended.code, received.length, received[0]?.ifMatch]).toEqual([0, 1, '"3"'])
    const sent = JSON.parse(received[0]?.body ?? '')
    expect(sent).toMatchObject(SETTINGS)
    for (const told of ['feed', 'revision', 'items', 'watermark', 'lastDelivery']) expect(sent).not.toHaveProperty(told)
  })

  it.each([
    ['no JSON', '{', 'is not JSON'],
    ['no id', '{"format":"ndjson"}', 'FILE has no "id"'],
    ['a bad id', '{"id":"North Light"}', 'the "id" in FILE is "North Light"'],
  ])('ff feeds set refuses a file with %s', async (_what, text, words) => {
    const { ended, received } = await againstInside({}, ['feeds', 'set', await fileOf(text, 'northlight.json')])
    expect([ended.code, ended.stderr, received]).toEqual([2, expect.stringContaining(words), []])
  })

  it('ff feeds deliveries lists what came of each delivery', async () => {
    const deliveries = [
      { delivery: 'del_2', feed: 'northlight', mode: 'full', state: 'held', held: { rule: 'removed' }, items: 9 },
      { delivery: 'del_1', feed: 'northlight', mode: 'full', state: 'promoted', items: 12, accepted: 3 },
    ]
    const { ended } = await againstInside({ 'GET /feeds/northlight/deliveries': { json: { deliveries } } }, [
      ...['feeds', 'deliveries', 'northlight'],
    ])
    expect(ended.stdout).toMatch(/del_2\s+\S+\s+full\s+held: removed\s+9 .*\n.*del_1\s+\S+\s+full\s+promoted\s+12\s+3 /)
  })

  it.each([
    ['release', { outcome: 'promoted', delivery: 'del_1', quarantined: 0 }, 'del_1 is in force'],
    ['discard', { delivery: 'del_1', feed: 'northlight', state: 'discarded' }, 'del_1 of northlight is discarded'],
  ])('ff feeds %s decides about a held delivery, with the reason', async (act, json, words) => {
    const { ended, received } = await againstInside({ [`POST /deliveries/del_1/${act}`]: { json } }, [
      ...['feeds', act, 'del_1', '--reason', 'it is meant'],
    ])
    expect(ended).toMatchObject({ code: 0, stdout: expect.stringContaining(words) })
    expect(JSON.parse(received[0]?.body ?? '')).toEqual({ reason: 'it is meant' })
  })
})

it('ff feeds pull fetches a feed, and exits 1 when something of it is in quarantine', async () => {
  const json = { feed: 'northlight', outcome: 'promoted', held: null, quarantined: 1 }
  const { ended } = await againstInside({ 'POST /feeds/northlight/pull': { json } }, ['feeds', 'pull', 'northlight'])
  expect([ended.code, ended.stdout]).toEqual([1, expect.stringContaining('ff quarantine list --feed northlight')])
})

describe('ff feeds host', () => {
  it('ff feeds host moves the files of an alias, and says where they were', async () => {
    const json = { alias: 'northlight', origin: 'https://b.example', before: 'https://a.example' }
    const { ended, received } = await againstInside({ 'PUT /hosts/northlight': { json } }, [
      ...['feeds', 'host', 'northlight', 'https://b.example'],
    ])
    expect(ended).toMatchObject({ code: 0, stdout: expect.stringContaining('before: https://a.example') })
    expect(JSON.parse(received[0]?.body ?? '')).toEqual({ origin: 'https://b.example' })
  })

  it('ff feeds host alone lists where the files of all aliases are', async () => {
    const json = { hosts: [{ alias: 'northlight', origin: 'https://a.example' }] }
    const { ended } = await againstInside({ 'GET /hosts': { json } }, ['feeds', 'host'])
    expect(ended.stdout).toMatch(/northlight\s+https:\/\/a\.example/)
  })

  it.each([
    ['no origin', ['northlight'], 'ORIGIN is missing'],
    ['an origin without https', ['northlight', 'http://a.example'], 'ORIGIN is'],
    ['an alias that is none', ['North', 'https://a.example'], 'ALIAS is'],
  ])('ff feeds host refuses %s', async (_what, words, told) => {
    const { ended, received } = await againstInside({}, ['feeds', 'host', ...words])
    expect([ended.code, ended.stderr, received]).toEqual([2, expect.stringContaining(told), []])
  })
})

describe('ff quarantine', () => {
  const finding = { item: 'clip-7', line: 41, path: 'url', rule: 'url-expired', severity: 'error', hint: 'a later one' }
  const entry = { quarantine: 'qua_1', feed: 'northlight', item: 'clip-7', line: 41, findings: [finding], fixed: false }

  it('ff quarantine list shows each item with its rule and its fix, and how to see more', async () => {
    const json = { entries: [entry], cursor: 'c2' }
    const { ended } = await againstInside({ 'GET /quarantine?feed=northlight&rule=url-expired': { json } }, [
      ...['quarantine', 'list', '--feed', 'northlight', '--rule', 'url-expired'],
    ])
    expect(ended.stdout).toMatch(/qua_1\s+northlight\s+clip-7\s+41\s+\S+\s+url-expired\s+no\s+a later one/)
    expect(ended.stdout).toContain('--cursor c2')
  })

  it('ff quarantine show gives the source, the records, and the command that mends it', async () => {
    const json = { ...entry, source: '<item>\n</item>', drafts: [{ type: 'asset', id: 'ast_7' }], good: ['ast_7'] }
    const { ended } = await againstInside({ 'GET /quarantine/qua_1': { json } }, ['quarantine', 'show', 'qua_1'])
    for (const words of ['<item>\n</item>', '"id":"ast_7"', 'ff quarantine fix qua_1 --patch FILE']) {
      expect(ended.stdout).toContain(words)
    }
  })

  it.each([
    ['promoted', 0, 'is in force'],
    ['refused', 1, 'still faulty'],
  ])('ff quarantine fix sends a merge patch, and an item that is then %s exits %i', async (outcome, code, words) => {
    const patch = { ast_7: { durationMs: 30_000 } }
    const json = { entry, outcome, findings: outcome === 'refused' ? [finding] : [] }
    const { ended, received } = await againstInside({ 'PATCH /quarantine/qua_1': { json } }, [
      ...['quarantine', 'fix', 'qua_1', '--patch', await fileOf(JSON.stringify(patch), 'patch.json')],
    ])
    expect([ended.code, ended.stdout]).toEqual([code, expect.stringContaining(words)])
    expect(received[0]?.contentType).toBe('application/merge-patch+json')
    expect(JSON.parse(received[0]?.body ?? '')).toEqual(patch)
  })

  it('ff quarantine release reads an item again, with the reason', async () => {
    const json = { entry, outcome: 'promoted', findings: [] }
    const { ended, received } = await againstInside({ 'POST /quarantine/qua_1/release': { json } }, [
      ...['quarantine', 'release', 'qua_1', '--reason', 'the host is known'],
    ])
    expect([ended.code, JSON.parse(received[0]?.body ?? '')]).toEqual([0, { reason: 'the host is known' }])
  })

  it('ff quarantine drop forgets an entry', async () => {
    const { ended } = await againstInside({ 'DELETE /quarantine/qua_1': { json: { dropped: 'qua_1' } } }, [
      ...['quarantine', 'drop', 'qua_1'],
    ])
    expect(ended).toMatchObject({ code: 0, stdout: expect.stringContaining('qua_1 is gone') })
  })
})
