import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { writeCampaign } from '../../src/schedule/campaigns/write-campaign.ts'
import { type IngestOptions, ingestStream } from '../../src/schedule/ingest/ingest.ts'
import { readAudit } from '../../src/schedule/reports/audit-log.ts'
import type { DocumentType } from '../../src/schedule/store/keys.ts'
import { readDocument } from '../../src/schedule/store/read-documents.ts'
import { listTakedowns } from '../../src/schedule/takedowns/takedowns.ts'
import { aCampaign, anAsset, aTitle } from '../ingest/records.ts'
import { type Harness, ndjson, startHarness } from './harness.ts'

describe('ingestStream', () => {
  let harness: Harness
  beforeEach(async () => {
    harness = await startHarness()
  })
  afterEach(() => harness.close())

  const ingest = (lines: (object | string)[], options: Partial<IngestOptions> = {}) =>
    ingestStream(harness.dependencies, ndjson(...lines), { approve: false, actor: 'mia', ...options })
  const stored = <Type extends DocumentType>(type: Type, id: string) =>
    readDocument(harness.dependencies.redis, type, id)
  const reasons = (report: Awaited<ReturnType<typeof ingest>>) =>
    report.refused.map(({ line, path, rule }) => `${line} ${rule} ${path}`)
  const keysLike = (pattern: string) => harness.backend.execute(['SCAN', '0', 'MATCH', pattern, 'COUNT', '100000'])
  const status = async () => (await stored('campaign', 'cmp_1'))?.record.status

  it('an ingest puts titles, assets and campaigns live, in any order, with an entry in the audit log', async () => {
    const report = await ingest([aCampaign(), anAsset(), aTitle()])
    expect(report).toMatchObject({
      accepted: 3,
      unchanged: 0,
      refused: [],
      refusedCount: 0,
      refusedRecords: 0,
      revision: 1,
    })
    expect(report.acceptedByType).toEqual({ title: 1, asset: 1, campaign: 1, takedown: 0 })
    expect(await stored('asset', 'ast_1')).toEqual({
      revision: 1,
      addedAt: harness.clock.now,
      changedAt: harness.clock.now,
      record: anAsset(),
    })
    expect(await harness.backend.execute(['SMEMBERS', 'region:dach:campaigns'])).toEqual(['cmp_1'])
    expect(await readAudit(harness.dependencies.redis, 5)).toEqual([
      expect.objectContaining({
        actor: 'mia',
        action: 'ingest',
        target: report.batch,
        before: { revision: 0 },
        after: { revision: 1, accepted: 3, unchanged: 0, refused: 0 },
      }),
    ])
    expect(await keysLike('batch:*')).toEqual(['0', []])
  })

  it('an ingest counts records that are stored already as unchanged, and does not raise the revision', async () => {
    await ingest([aTitle({ name: { en: 'Sintel', de: 'Sintel' } }), anAsset(), aCampaign()])
    const report = await ingest([aTitle({ name: { de: 'Sintel', en: 'Sintel' } }), anAsset(), aCampaign()])
    expect(report).toMatchObject({ accepted: 0, unchanged: 3, revision: 1 })
    expect(await keysLike('batch:*')).toEqual(['0', [expect.stringMatching(/:fate$/)]])
  })

  it('an ingest raises the revision of what changed, keeps its first day, and moves a campaign to its new regions', async () => {
    await ingest([aTitle(), anAsset(), aCampaign({ territories: ['DE', 'FR'] })])
    const addedAt = harness.clock.now
    harness.clock.now += 5000
    const report = await ingest([aTitle(), anAsset({ tags: ['new'] }), aCampaign({ territories: ['FR', 'US'] })])
    expect(report).toMatchObject({ accepted: 2, unchanged: 1, revision: 2 })
    expect(await stored('asset', 'ast_1')).toMatchObject({ revision: 2, addedAt, changedAt: addedAt + 5000 })
    expect(await harness.backend.execute(['SMEMBERS', 'region:dach:campaigns'])).toEqual([])
    expect(await harness.backend.execute(['SMEMBERS', 'region:na:campaigns'])).toEqual(['cmp_1'])
  })

  it('an ingest takes in many more records than fit one request', async () => {
    const seen: number[] = []
    const assets = Array.from({ length: 1234 }, (_, index) => anAsset({ id: `ast_${index}` }))
    const report = await ingest([aTitle(), ...assets], { onProgress: ({ records }) => seen.push(records) })
    expect(report).toMatchObject({ accepted: 1235, revision: 1 })
    expect(await harness.backend.execute(['SCARD', 'assets'])).toBe(1234)
    expect(seen).toEqual([500, 1000, 1235])
  })

  it('an ingest refuses bad lines with their numbers, and takes the others', async () => {
    const report = await ingest([
      aTitle(),
      '{"v":1,',
      '',
      { ...anAsset(), kind: 'film' },
      aTitle({ id: 'ttl_1', kind: 'series' }),
      aTitle(),
      aCampaign({ assets: ['ast_9'], territories: ['QQ'] }),
      anAsset({ id: 'ast_2', titleId: 'ttl_9' }),
      aCampaign({ id: 'cmp_2', assets: ['ast_2'] }),
      aCampaign({ id: 'cmp_3', assets: { tags: ['x'] }, timeZone: 'Mars/Base' }),
    ])
    expect(reasons(report)).toEqual([
      '2 not-json ',
      '4 not-allowed kind',
      '5 duplicate-id id',
      '7 unknown-territory territories.0',
      '8 missing-title titleId',
      '9 missing-asset assets.0',
      '10 unknown-time-zone timeZone',
    ])
    expect(report).toMatchObject({ accepted: 1, unchanged: 1, refusedCount: 7, refusedRecords: 7 })
    expect(await stored('asset', 'ast_2')).toBeNull()
    expect(await keysLike('batch:*')).toEqual(['0', []])
  })

  it('an ingest refuses lines that are not UTF-8 or too long', async () => {
    async function* stream() {
      yield Uint8Array.of(0x7b, 0xff, 0x7d, 0x0a)
      yield new TextEncoder().encode(`${' '.repeat(1024 * 1024)}{}\n${JSON.stringify(aTitle())}`)
    }
    const report = await ingestStream(harness.dependencies, stream(), {
      approve: false,
      actor: 'mia',
    })
    expect(reasons(report)).toEqual(['1 not-utf-8 ', '2 line-too-long '])
    expect(report.accepted).toBe(1)
  })

  it('an ingest lists 1,000 reasons and counts them all', async () => {
    const report = await ingest(Array.from({ length: 1500 }, () => '{}'))
    expect(report.refused).toHaveLength(1000)
    expect(report).toMatchObject({ refusedCount: 1500, refusedRecords: 1500 })
  })

  it('an ingest finds references in the store', async () => {
    await ingest([aTitle(), anAsset()])
    expect(await ingest([anAsset({ id: 'ast_2' }), aCampaign({ assets: ['ast_1', 'ast_2'] })])).toMatchObject({
      accepted: 2,
    })
  })

  it('an ingest refuses a parent loop that closes through the store', async () => {
    await ingest([
      aTitle({ id: 'ttl_a' }),
      aTitle({ id: 'ttl_b', parentId: 'ttl_a' }),
      aTitle({ id: 'ttl_c', parentId: 'ttl_b' }),
    ])
    const report = await ingest([aTitle({ id: 'ttl_a', parentId: 'ttl_c' })])
    expect(reasons(report)).toEqual(['1 parent-loop parentId'])
    expect((await stored('title', 'ttl_a'))?.record.parentId).toBeNull()
  })

  it.each([
    ['draft', false, 'draft'],
    ['approved', false, 'draft'],
    ['review', true, 'approved'],
    ['draft', true, 'approved'],
    ['paused', true, 'paused'],
    ['ended', false, 'ended'],
  ])(
    'an ingest stores a new campaign that comes as %s, right to approve %o, as %s',
    async (incoming, approve, expected) => {
      await ingest([aTitle(), anAsset(), aCampaign({ status: incoming })], { approve })
      expect(await status()).toBe(expected)
    },
  )

  it('a changed campaign runs on as it was, and the change waits beside it until somebody approves it', async () => {
    const lines = [aTitle(), anAsset(), aCampaign()]
    await ingest(lines, { approve: true })
    expect(await ingest(lines)).toMatchObject({ accepted: 0, unchanged: 3 })
    const changed = await ingest([aCampaign({ weight: 2 })])
    expect(changed).toMatchObject({ accepted: 1, warnings: [{ line: 1, rule: 'waits-for-approval' }] })
    const waiting = { revision: 2, by: 'mia', record: { status: 'draft', weight: 2 } }
    expect(await stored('campaign', 'cmp_1')).toMatchObject({
      revision: 1,
      record: { status: 'approved', weight: 1 },
      next: waiting,
    })
    expect(await ingest([aCampaign({ weight: 2 })])).toMatchObject({ accepted: 0, unchanged: 1 })
    expect(await ingest([aCampaign()])).toMatchObject({ accepted: 0, unchanged: 1 })
    expect((await stored('campaign', 'cmp_1'))?.next).toMatchObject(waiting)
    await ingest([aCampaign({ weight: 2 })], { approve: true })
    const approved = await stored('campaign', 'cmp_1')
    expect(approved).toMatchObject({ revision: 3, record: { status: 'approved', weight: 2 } })
    expect(approved?.next).toBeUndefined()
  })

  it('a change that waits remembers what it was written on, once the campaign says something else', async () => {
    await ingest([aTitle(), anAsset(), aCampaign()], { approve: true })
    await ingest([aCampaign({ weight: 2 })])
    await ingest([aCampaign({ name: 'new' })], { approve: true })
    expect(await stored('campaign', 'cmp_1')).toMatchObject({
      revision: 3,
      record: { name: 'new', weight: 1 },
      next: { revision: 2, record: { weight: 2 }, base: { name: null, weight: 1 } },
    })
  })

  it('a changed campaign that says that it is paused pauses what is on the air at once, and the rest waits', async () => {
    await ingest([aTitle(), anAsset(), aCampaign()], { approve: true })
    await ingest([aCampaign({ weight: 2, status: 'paused' })])
    expect(await stored('campaign', 'cmp_1')).toMatchObject({
      revision: 2,
      record: { status: 'paused', weight: 1 },
      next: { revision: 3, record: { status: 'draft', weight: 2 } },
    })
  })

  it.each(['paused', 'ended'])('an ingest never wakes a campaign that was %s', async (state) => {
    await ingest([aTitle(), anAsset(), aCampaign({ status: state })], { approve: true })
    await ingest([aCampaign({ weight: 3, status: 'approved' })], { approve: true })
    expect(await stored('campaign', 'cmp_1')).toMatchObject({ revision: 2, record: { status: state, weight: 3 } })
  })

  it('an ingest puts takedowns in force at once, whatever becomes of the rest', async () => {
    const takedown = { v: 1, type: 'takedown', id: 'tkd_1', target: 'ast_1', territories: ['DE'], reason: 'rights' }
    const report = await ingest([takedown, { ...takedown, id: 'tkd_2', target: 'nonsense' }])
    expect(report).toMatchObject({ accepted: 1, acceptedByType: { takedown: 1 }, refusedRecords: 1 })
    expect(await listTakedowns(harness.dependencies.redis, 'dach')).toHaveLength(1)
    expect(await ingest([takedown])).toMatchObject({ accepted: 0, unchanged: 1 })
    expect(reasons(await ingest([{ ...takedown, target: 'ast_2' }]))).toEqual(['1 duplicate-id id'])

    async function* broken() {
      yield* ndjson({ ...takedown, id: 'tkd_3' }, aTitle())
      throw new Error('the upload broke off')
    }
    await expect(ingestStream(harness.dependencies, broken(), { approve: false, actor: 'mia' })).rejects.toThrow(
      'broke off',
    )
    expect(await listTakedowns(harness.dependencies.redis, 'dach')).toHaveLength(2)
    expect(await stored('title', 'ttl_1')).toBeNull()
  })

  it('an ingest discards its batch when the stream breaks', async () => {
    async function* broken() {
      yield* ndjson(...Array.from({ length: 600 }, (_, index) => aTitle({ id: `ttl_${index}` })))
      throw new Error('the upload broke off')
    }
    await expect(ingestStream(harness.dependencies, broken(), { approve: false, actor: 'mia' })).rejects.toThrow(
      'broke off',
    )
    expect(await keysLike('batch:*:title:*')).toEqual(['0', []])
    expect(await keysLike('title*')).toEqual(['0', []])
  })

  it('an ingest refuses to go on once its lease has lapsed, and leaves nothing', async () => {
    async function* slow() {
      yield* ndjson(...Array.from({ length: 600 }, (_, index) => aTitle({ id: `ttl_${index}` })))
      harness.clock.now += 61_000
    }
    const run = ingestStream(harness.dependencies, slow(), { approve: false, actor: 'mia' })
    await expect(run).rejects.toThrow(/lease .* has expired/)
    expect(await keysLike('*title*')).toEqual(['0', []])
  })

  it('an ingest refuses what someone else has changed since it was compared', async () => {
    await ingest([aTitle(), anAsset(), aCampaign()])
    async function* interrupted() {
      yield* ndjson(
        ...Array.from({ length: 500 }, (_, index) =>
          index === 0 ? aCampaign({ weight: 2 }) : aTitle({ id: `ttl_${index}x` }),
        ),
      )
      const record = aCampaign({ status: 'paused' })
      const written = await writeCampaign(harness.dependencies, {
        record,
        expectedRevision: 1,
        actor: 'ops',
        action: 'campaign.pause',
      })
      expect(written.outcome).toBe('written')
    }
    const report = await ingestStream(harness.dependencies, interrupted(), {
      approve: false,
      actor: 'mia',
    })
    expect(reasons(report)).toEqual(['1 changed-meanwhile id'])
    expect(report.accepted).toBe(499)
    expect(await stored('campaign', 'cmp_1')).toMatchObject({ revision: 2, record: { status: 'paused', weight: 1 } })
  })

  it('an ingest keeps its lease alive as long as records come', async () => {
    async function* steady() {
      for (let part = 0; part < 4; part += 1) {
        yield* ndjson(...Array.from({ length: 500 }, (_, index) => aTitle({ id: `ttl_${part}_${index}` })))
        harness.clock.now += 40_000
      }
    }
    const report = await ingestStream(harness.dependencies, steady(), {
      approve: false,
      actor: 'mia',
    })
    expect(report.accepted).toBe(2000)
  })
})
