import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { ask, film, lines, startFeed } from './feed-door.ts'

let world: PublisherWorld
beforeEach(async () => {
  world = await startPublisherWorld()
  await startFeed(world)
})
afterEach(() => world.close())

const deliver = (body: string | Uint8Array, query = '', headers: Record<string, string> = {}) =>
  ask(world, 'POST', `/feeds/northlight/deliveries${query}`, body, headers)
const FIVE = ['a', 'b', 'c', 'd', 'e'].map((name) => film(name))
const assets = async () => (await ask<{ assets: number }>(world, 'GET', '/schedule')).body.assets

describe('a delivery in one body', () => {
  it('a delivery answers for every item, and is kept with its report', async () => {
    const faulty = { ...film('b')[1], durationMs: -1 }
    const { status, body } = await deliver(lines([...film('a'), faulty]))
    expect([status, body]).toMatchObject([
      200,
      {
        ...{ feed: 'northlight', mode: 'full', dryRun: false, items: 3, accepted: 2, unchanged: 0, quarantined: 1 },
        ...{ outcome: 'promoted', held: null, records: { title: 1, asset: 1 }, refusedCount: 1 },
        refused: [{ item: 'ast_b', line: 3, path: 'durationMs', severity: 'error' }],
      },
    ])
    const kept = await ask(world, 'GET', `/deliveries/${body.delivery}`)
    expect(kept.body).toMatchObject({ state: 'promoted', feed: 'northlight', progress: null, chunks: [], report: body })
    const { deliveries } = (await ask<{ deliveries: object[] }>(world, 'GET', '/feeds/northlight/deliveries')).body
    expect(deliveries).toEqual([
      expect.objectContaining({ delivery: body.delivery, state: 'promoted', items: 3, accepted: 2, quarantined: 1 }),
    ])
  })

  it('a dry run gives the same report, and leaves nothing', async () => {
    const tried = await deliver(lines(FIVE.flat()), '?dryRun=1')
    expect(tried.body).toMatchObject({ outcome: 'dry-run', dryRun: true, delivery: null, accepted: 10 })
    expect([await assets(), (await ask(world, 'GET', '/feeds/northlight/deliveries')).body]).toEqual([
      0,
      { deliveries: [] },
    ])
    expect((await deliver(lines(FIVE.flat()))).body).toMatchObject({ outcome: 'promoted', accepted: 10 })
  })

  it.each([
    ['packed with gzip', { 'content-encoding': 'gzip' }],
    ['packed with gzip that no header names', {}],
  ])('a delivery %s is unpacked', async (_how, headers: Record<string, string>) => {
    expect((await deliver(gzipSync(lines(film('a'))), '', headers)).body).toMatchObject({ accepted: 2 })
  })

  it('a delivery that is packed in another way is refused before it is read', async () => {
    const refused = await deliver('x', '', { 'content-encoding': 'br' })
    expect(refused).toMatchObject({ status: 400, body: { field: 'Content-Encoding' } })
  })

  it('a packed delivery that is cut never counts as a full one', async () => {
    await deliver(lines(FIVE.flat()))
    const packed = gzipSync(lines(film('f', { name: { en: 'x'.repeat(5000) } })))
    const { body } = await deliver(packed.subarray(0, packed.length - 10))
    expect(body).toMatchObject({ held: { rule: 'broken' }, removed: 0, withdrawn: { records: 0 } })
    expect(await assets()).toBe(5)
  })

  it('a delta withdraws nothing, whatever the feed is set to', async () => {
    await deliver(lines(FIVE.flat()))
    expect((await deliver(lines(film('f')), '?mode=delta')).body).toMatchObject({ mode: 'delta', removed: 0 })
    expect(await assets()).toBe(6)
  })

  it.each([
    ['a mode that there is not', '?mode=half', 'mode'],
    ['a format that there is not', '?format=xls', 'format'],
    ['a flag that is none', '?dryRun=maybe', 'dryRun'],
    ['territories, which the feed has', '?territories=US', 'territories'],
    ['what no route knows', '?dryrun=1', 'dryrun'],
  ])('a delivery with %s is refused by name', async (_what, query, field) => {
    expect(await deliver(lines(film('a')), query)).toMatchObject({ status: 400, body: { field } })
  })

  it('a delivery to a feed that is not there is refused', async () => {
    const refused = await ask(world, 'POST', '/feeds/polar/deliveries', lines(film('a')))
    expect(refused).toMatchObject({ status: 404, body: { field: 'feed' } })
    expect((await ask(world, 'GET', '/feeds/polar/deliveries')).status).toBe(404)
  })
})

describe('a held delivery', () => {
  const WHY = { reason: 'the summer shop is closed' }
  const hold = async () => {
    await deliver(lines(FIVE.flat()))
    const { body } = await deliver(lines(FIVE.slice(0, 2).flat()))
    expect(body).toMatchObject({ outcome: 'held', held: { rule: 'removed' }, removed: 6 })
    expect(await assets()).toBe(5)
    return String(body.delivery)
  }

  it('a held delivery is in force once somebody releases it, and not twice', async () => {
    const id = await hold()
    expect((await ask(world, 'POST', `/deliveries/${id}/release`, WHY)).body).toMatchObject({
      ...{ outcome: 'promoted', held: null, delivery: id, removed: 6 },
    })
    expect((await ask(world, 'GET', `/deliveries/${id}`)).body).toMatchObject({ state: 'promoted' })
    expect(await ask(world, 'POST', `/deliveries/${id}/release`, WHY)).toMatchObject({ status: 409 })
    const { entries } = (await ask<{ entries: object[] }>(world, 'GET', '/audit')).body
    expect(entries).toContainEqual(expect.objectContaining({ action: 'delivery.release', target: id }))
  })

  it('the status names a feed for as long as its last delivery is held', async () => {
    const status = async () => (await ask(world, 'GET', '/regions')).body
    expect(await status()).toMatchObject({ feeds: [] })
    const id = await hold()
    expect(await status()).toMatchObject({ feeds: [{ feed: 'northlight', held: id, quarantined: 0 }] })
    await ask(world, 'POST', `/deliveries/${id}/discard`, WHY)
    expect(await status()).toMatchObject({ feeds: [] })
  })

  it('a held delivery that is discarded leaves the last good one in force', async () => {
    const id = await hold()
    expect((await ask(world, 'POST', `/deliveries/${id}/discard`, WHY)).body).toMatchObject({ state: 'discarded' })
    expect(await ask(world, 'POST', `/deliveries/${id}/release`, WHY)).toMatchObject({ status: 409 })
    expect(await assets()).toBe(5)
  })

  it.each(['release', 'discard'])('a held delivery is not decided about without a reason: %s', async (act) => {
    const id = await hold()
    expect(await ask(world, 'POST', `/deliveries/${id}/${act}`, {})).toMatchObject({
      ...{ status: 400, body: { field: 'reason' } },
    })
  })

  it.each(['release', 'discard'])('a delivery that is in force already cannot be decided about: %s', async (act) => {
    const { body } = await deliver(lines(film('a')))
    expect((await ask(world, 'POST', `/deliveries/${body.delivery}/${act}`, WHY)).status).toBe(409)
  })

  it.each([
    ['GET', ''],
    ['POST', '/release'],
    ['POST', '/discard'],
    ['POST', '/finish'],
    ['PUT', '/chunks/1'],
  ])('a delivery that nobody knows is not there: %s %s', async (method, rest) => {
    for (const id of ['del_none', 'nonsense', '%00']) {
      const body = method === 'GET' ? undefined : WHY
      expect(await ask(world, method, `/deliveries/${id}${rest}`, body)).toMatchObject({
        ...{ status: 404, body: { field: 'id' } },
      })
    }
  })
})

describe('the short door', () => {
  const short = (query: string, body: string) => ask(world, 'POST', `/ingest${query}`, body)

  it('the short door takes schedule records as ever', async () => {
    expect((await short('', lines(film('a')))).body).toMatchObject({
      accepted: 2,
      acceptedByType: { title: 1, asset: 1 },
    })
    expect((await short('?format=ndjson', lines(film('a')))).body).toMatchObject({ unchanged: 2 })
  })

  it('the short door with a feed is a delivery of it', async () => {
    const { body } = await short('?feed=northlight&mode=delta', lines(film('a')))
    expect(body).toMatchObject({ feed: 'northlight', mode: 'delta', outcome: 'promoted', accepted: 2 })
    const { body: feed } = await ask(world, 'GET', '/feeds/northlight')
    expect(feed).toMatchObject({ lastDelivery: { delivery: body.delivery } })
  })

  it('the short door takes what is sent by hand as a delta', async () => {
    await short('?feed=manual', lines(FIVE.flat()))
    expect((await short('?feed=manual', lines(film('f')))).body).toMatchObject({
      mode: 'delta',
      accepted: 2,
      removed: 0,
    })
    expect(await assets()).toBe(6)
  })

  it.each([
    ['a number that confirms a delivery', '?feed=northlight&confirm=5', 'confirm'],
    ['a mode of schedule records', '?mode=delta', 'mode'],
    ['territories of schedule records', '?territories=US', 'territories'],
    ['all there is by hand', '?feed=manual&mode=full', 'mode'],
    ['a format of partners without territories', '?format=mrss', 'territories'],
    ['a name that is none', '?feed=North', 'feed'],
  ])('the short door refuses %s by name', async (_what, query, field) => {
    expect(await short(query, lines(film('a')))).toMatchObject({ status: 400, body: { field } })
    expect(await assets()).toBe(0)
  })

  it('the short door says that a feed is not there', async () => {
    expect(await short('?feed=polar', '')).toMatchObject({ status: 404, body: { field: 'feed' } })
  })
})
