import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { FeedItem } from '../../../src/ingest/feeds/feed-reader.ts'
import { deliver } from '../../../src/schedule/feeds/deliver.ts'
import { fixItem } from '../../../src/schedule/feeds/fix-item.ts'
import { discardDelivery, releaseDelivery } from '../../../src/schedule/feeds/held-delivery.ts'
import { readDelivery, readFeedState } from '../../../src/schedule/feeds/stores/delivery-store.ts'
import { readFeed, writeFeed } from '../../../src/schedule/feeds/stores/feed-store.ts'
import { pageOfQuarantine } from '../../../src/schedule/feeds/stores/quarantine-store.ts'
import { ingestStream } from '../../../src/schedule/ingest/ingest.ts'
import { keys } from '../../../src/schedule/store/keys.ts'
import { readDocument } from '../../../src/schedule/store/read-documents.ts'
import { exportSchedule } from '../../../src/schedule/transfer/export-schedule.ts'
import { restoreSchedule } from '../../../src/schedule/transfer/restore-schedule.ts'
import { bytesOf, clip, type FeedWorld, northlight, startFeedWorld, title } from './feed-world.ts'

let world: FeedWorld
beforeEach(async () => {
  world = await startFeedWorld()
})
afterEach(() => world.close())

const FILM = title('film', { ratings: [], offers: [{ territories: ['DE'], start: '2026-01-01T00:00:00' }] })
const TEN = Array.from({ length: 10 }, (_, n) => clip(`c${n}`))
const asset = (id: string) => readDocument(world.deliveries.redis, 'asset', `ast_${id}`)
const entries = async () => (await pageOfQuarantine(world.deliveries.redis, 0, () => true)).entries

describe('a delivery', () => {
  it('a first delivery brings all of its items into force, with an evergreen campaign as a draft', async () => {
    const report = await world.send([FILM, ...TEN])
    expect(report).toMatchObject({
      outcome: 'promoted',
      items: 11,
      accepted: 11,
      unchanged: 0,
      quarantined: 0,
      removed: 0,
    })
    expect(report.records).toEqual({ title: 1, asset: 10, campaign: 1 })
    expect((await asset('c1'))?.owners).toEqual({ assets: 'northlight' })
    expect((await asset('c1'))?.record).toMatchObject({
      feed: { id: 'northlight', itemId: 'ast_c1' },
      worldwide: false,
    })
    const evergreen = await readDocument(world.deliveries.redis, 'campaign', 'cmp_northlight-evergreen')
    expect(evergreen?.record).toMatchObject({ status: 'draft', assets: { feed: 'northlight' }, priority: 'evergreen' })
  })

  it('a delivery that is sent again changes nothing, and reads neither documents nor all that the feed had', async () => {
    await world.send([FILM, ...TEN])
    const asked: string[] = []
    world.door.misbehave((_request, _path, body) => {
      asked.push(body)
      return null
    })
    const again = await world.send([FILM, ...TEN])
    expect(asked.filter((body) => body.includes(keys.document('asset', 'ast_c1')))).toEqual([])
    expect(asked.filter((body) => body.includes(keys.document('title', 'ttl_film')))).toEqual([])
    expect(asked.filter((body) => /"hscan","feed:/i.test(body))).toEqual([])
    expect(again).toMatchObject({ outcome: 'unchanged', items: 11, accepted: 0, unchanged: 11 })
    expect((await asset('c1'))?.revision).toBe(1)
  })

  it('a dry run says what would come of it, and writes nothing', async () => {
    const before = world.keep().entries
    const dry = await world.send([FILM, ...TEN, clip('bad', { durationMs: 'long' })], { dryRun: true })
    expect(dry).toMatchObject({ outcome: 'dry-run', delivery: null, items: 12, accepted: 11, quarantined: 1 })
    expect(world.keep().entries).toEqual(before)
  })

  it('one faulty item goes into quarantine, and the others come into force', async () => {
    const report = await world.send([FILM, ...TEN, clip('bad', { durationMs: 'long' })])
    expect(report).toMatchObject({ outcome: 'promoted', items: 12, accepted: 11, quarantined: 1, refusedCount: 1 })
    expect(report.refused[0]).toMatchObject({ item: 'ast_bad', line: 12, path: 'durationMs', rule: 'wrong-type' })
    expect(await asset('bad')).toBeNull()
    expect(await entries()).toMatchObject([{ feed: 'northlight', item: 'ast_bad', line: 12, fixed: false }])
  })

  it('the last good version of a faulty item stays in force', async () => {
    await world.send([FILM, ...TEN])
    await world.send([FILM, ...TEN.slice(1), clip('c0', { aspect: '4:3' })])
    expect((await asset('c0'))?.record.aspect).toBe('9:16')
    const [entry] = await entries()
    expect(entry?.good).toEqual(['ast_c0'])
    await world.send([FILM, ...TEN])
    expect(await entries()).toEqual([])
  })

  it('an item whose title is nowhere goes into quarantine with its source', async () => {
    const report = await world.send([FILM, ...TEN, clip('lost', { titleId: 'ttl_nowhere' })])
    expect(report.refused).toMatchObject([{ item: 'ast_lost', rule: 'missing-title' }])
    expect((await entries())[0]?.source).toContain('ttl_nowhere')
  })

  it('territories beyond those of the feed are cut, and an item with none left goes into quarantine', async () => {
    const report = await world.send([
      ...[FILM, ...TEN, clip('wide', { territories: ['DE', 'FR'] }), clip('all', { territories: undefined })],
      clip('out', { territories: ['US'] }),
    ])
    expect(report.quarantined).toBe(1)
    expect((await asset('wide'))?.record.territories).toEqual(['DE'])
    expect((await asset('all'))?.record.territories).toEqual(['DE', 'AT'])
  })

  it('a promo about no title comes into force, and a clip about none goes into quarantine', async () => {
    const promo = clip('promo', { titleId: null, kind: 'promo' })
    const report = await world.send([FILM, ...TEN, promo, clip('about-none', { titleId: null })])
    expect(report.refused).toMatchObject([{ item: 'ast_about-none', path: 'titleId', rule: 'contradiction' }])
    expect((await asset('promo'))?.record).toMatchObject({ titleId: null, kind: 'promo' })
  })

  it('an id that stands twice with different content goes into quarantine the second time', async () => {
    const report = await world.send([FILM, ...TEN, clip('c1', { durationMs: 5 })])
    expect(report.refused).toMatchObject([{ item: 'ast_c1', rule: 'duplicate-item' }])
    expect((await asset('c1'))?.record.durationMs).toBe(30_000)
  })
})

describe('what vanishes', () => {
  it('an item that is missing from a full delivery is withdrawn, and returns with the day it first came', async () => {
    await world.send([FILM, ...TEN])
    world.clock.now += 86_400_000
    const gone = await world.send([FILM, ...TEN.slice(1)])
    expect(gone).toMatchObject({ outcome: 'promoted', removed: 1, unchanged: 10 })
    const withdrawn = await asset('c0')
    expect(withdrawn?.withdrawnAt).toBe(world.clock.now)
    const back = await world.send([FILM, ...TEN])
    expect(back).toMatchObject({ accepted: 1, removed: 0 })
    const returned = await asset('c0')
    expect([returned?.withdrawnAt, returned?.addedAt]).toEqual([undefined, withdrawn?.addedAt])
  })

  it('a delta withdraws nothing that it does not name', async () => {
    await world.send([FILM, ...TEN])
    expect(await world.send([clip('c1', { durationMs: 9 })], { mode: 'delta' })).toMatchObject({
      removed: 0,
      accepted: 1,
    })
    expect((await asset('c0'))?.withdrawnAt).toBeUndefined()
  })

  it('an item that says that it is gone, and was not there, withdraws nothing, and is told', async () => {
    await world.send([FILM, ...TEN])
    async function* gone(): AsyncGenerator<FeedItem> {
      yield {
        kind: 'item',
        itemId: 'other',
        line: 3,
        source: 'x',
        map: () => ({ drafts: [], findings: [], deletes: true }),
      }
    }
    const order = { mode: 'delta', dryRun: false, approve: false, actor: 'mia', delivery: 'del_gone' } as const
    const report = await deliver(world.deliveries, { ...order, feed: northlight() }, gone())
    expect(report).toMatchObject({ outcome: 'unchanged', items: 1, unchanged: 1, removed: 0, warnings: 1 })
    expect(report.refused).toMatchObject([{ item: 'other', line: 3, rule: 'nothing-to-delete', severity: 'warning' }])
  })

  it('a full delivery without too many of its items is held, and the last good one stays in force', async () => {
    await world.send([FILM, ...TEN])
    const held = await world.send([FILM, ...TEN.slice(4)])
    expect(held).toMatchObject({ outcome: 'held', held: { rule: 'removed' }, removed: 4 })
    expect((await asset('c0'))?.withdrawnAt).toBeUndefined()
  })

  it('a held delivery that is released comes into force', async () => {
    await world.send([FILM, ...TEN])
    const { delivery } = await world.send([FILM, ...TEN.slice(4), clip('new')])
    const stored = await readDelivery(world.deliveries.redis, delivery ?? '')
    if (!stored?.report) throw new Error('no such delivery')
    const decision = { actor: 'mia', reason: 'they are gone' }
    const report = await releaseDelivery(world.deliveries, northlight(), stored, decision)
    expect(report).toMatchObject({ outcome: 'promoted', held: null, removed: 4, accepted: 1 })
    expect((await asset('c0'))?.withdrawnAt).toBe(world.clock.now)
    expect(await asset('new')).not.toBeNull()
    expect(await readFeedState(world.deliveries.redis, 'northlight')).toMatchObject({ items: 8 })
  })

  it('a held delivery that is discarded leaves everything as it was', async () => {
    await world.send([FILM, ...TEN])
    const { delivery } = await world.send([FILM, clip('new'), clip('bad', { aspect: 1 })])
    const stored = await readDelivery(world.deliveries.redis, delivery ?? '')
    if (!stored) throw new Error('no such delivery')
    await discardDelivery(world.deliveries, stored, { actor: 'mia', reason: 'a mistake' })
    expect(await asset('new')).toBeNull()
    expect(await entries()).toEqual([])
    expect(world.keep().entries.filter(([key]) => key.startsWith('batch:') && !key.endsWith(':fate'))).toEqual([])
  })

  it('media that come under new ids hold the delivery', async () => {
    await world.send([FILM, ...TEN])
    const renamed = clip('other', { renditions: TEN[0]?.renditions })
    const held = await world.send([FILM, ...TEN.slice(1), renamed])
    expect(held).toMatchObject({ outcome: 'held', held: { rule: 'id-churn' } })
  })

  it('a delivery half of which is faulty is held', async () => {
    const held = await world.send([FILM, clip('a', { aspect: 1 }), clip('b', { aspect: 2 })])
    expect(held).toMatchObject({ outcome: 'held', held: { rule: 'quarantined' }, quarantined: 2 })
  })
})

describe('parts and their owners', () => {
  it('what another feed brought first may be repeated, and not changed', async () => {
    await world.send([FILM, ...TEN])
    const other = northlight({}, 'other')
    expect(await world.send([FILM], { feed: other })).toMatchObject({ quarantined: 0, unchanged: 1 })
    const changed = await world.send([title('film', { name: { en: 'Ours' } }), title('mine'), title('mine2')], {
      feed: other,
    })
    expect(changed.refused).toMatchObject([{ rule: 'owned-elsewhere', path: 'name' }])
  })

  it('three feeds meet in one title: names, ratings and offers each by their own', async () => {
    const send = (id: string, part: 'names' | 'ratings' | 'offers', fields: object) =>
      world.send([{ v: 1, type: 'title', id: 'ttl_film', ...fields }], { feed: northlight({ provides: [part] }, id) })
    await send('names', 'names', { name: { en: 'Film' }, kind: 'movie' })
    await send('ages', 'ratings', { ratings: [{ territory: 'DE', label: '12' }], name: { en: 'Other' } })
    await send('rights', 'offers', { offers: [{ territories: ['DE'], start: '2026-01-01T00:00:00' }] })
    const film = await readDocument(world.deliveries.redis, 'title', 'ttl_film')
    expect(film?.owners).toEqual({ names: 'names', ratings: 'ages', offers: 'rights' })
    expect(film?.record).toMatchObject({
      name: { en: 'Film' },
      ratings: [{ label: '12' }],
      offers: [{ territories: ['DE'] }],
    })
  })

  it('what a feed owns is not changed by hand', async () => {
    await world.send([FILM, ...TEN])
    const stream = bytesOf(JSON.stringify(clip('c1', { durationMs: 1 })))
    const report = await ingestStream(world.deliveries, stream, { approve: false, actor: 'mia' })
    expect(report.refused).toMatchObject([{ rule: 'owned-elsewhere' }])
  })
})

describe('a fix', () => {
  const BAD = clip('c0', { durationMs: 0 })

  it('a fix brings an item into force, and outlives later deliveries with the same fault', async () => {
    await world.send([FILM, ...TEN.slice(1), BAD])
    const [entry] = await entries()
    if (!entry) throw new Error('nothing in quarantine')
    const patch = { ast_c0: { durationMs: 1000 } }
    expect(await fixItem(world.deliveries, northlight(), entry, { patch, actor: 'mia' })).toMatchObject({
      outcome: 'promoted',
    })
    expect((await asset('c0'))?.record.durationMs).toBe(1000)
    const later = await world.send([FILM, ...TEN.slice(1), clip('c0', { durationMs: 0, tags: ['new'] })])
    expect(later).toMatchObject({ quarantined: 0, accepted: 1 })
    expect((await asset('c0'))?.record).toMatchObject({ durationMs: 1000, tags: ['new'] })
    await world.send([FILM, ...TEN.slice(1), clip('c0', { durationMs: 77 })])
    expect((await asset('c0'))?.record.durationMs).toBe(77)
    expect(await entries()).toEqual([])
  })

  it('a fix that does not help changes nothing', async () => {
    await world.send([FILM, ...TEN.slice(1), BAD])
    const [entry] = await entries()
    if (!entry) throw new Error('nothing in quarantine')
    const mended = await fixItem(world.deliveries, northlight(), entry, {
      patch: { ast_c0: { durationMs: -1 } },
      actor: 'mia',
    })
    expect(mended).toMatchObject({ outcome: 'refused', findings: [{ rule: 'out-of-range' }] })
    expect(await entries()).toEqual([entry])
    expect(await asset('c0')).toBeNull()
  })
})

describe('an export', () => {
  it('an export brings feeds back, so that what vanishes from a later delivery is withdrawn', async () => {
    await writeFeed(world.deliveries, 'northlight', northlight().settings, { expected: null, actor: 'mia' })
    await world.send([FILM, ...TEN])
    const lines: string[] = []
    for await (const line of exportSchedule(world.deliveries)) lines.push(line)
    const lost = await startFeedWorld()
    await restoreSchedule(lost.deliveries, bytesOf(lines.join('')), { actor: 'mia' })
    const report = await lost.send([FILM, ...TEN.slice(1)])
    expect(report).toMatchObject({ outcome: 'promoted', removed: 1, unchanged: 10 })
    const gone = await readDocument(lost.deliveries.redis, 'asset', 'ast_c0')
    expect([gone?.withdrawnAt, gone?.owners]).toEqual([lost.clock.now, { assets: 'northlight' }])
    expect((await readFeed(lost.deliveries.redis, 'northlight'))?.settings).toEqual(northlight().settings)
    await lost.close()
  })
})
