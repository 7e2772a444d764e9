import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { OPS_LIMITS } from '../../../src/publisher/limits.ts'
import { type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { ask, film, lines, startFeed } from './feed-door.ts'

let world: PublisherWorld
beforeEach(async () => {
  world = await startPublisherWorld()
  await startFeed(world)
})
afterEach(() => world.close())

const FILMS = ['a', 'b', 'c'].map((name) => lines(film(name)))
const assets = async () => (await ask<{ assets: number }>(world, 'GET', '/schedule')).body.assets

async function begin(query = ''): Promise<string> {
  const { status, body } = await ask(world, 'POST', `/feeds/northlight/uploads${query}`)
  expect(status).toBe(201)
  return String(body.delivery)
}
const put = (id: string, chunk: number | string, body: string | Uint8Array) =>
  ask(world, 'PUT', `/deliveries/${id}/chunks/${chunk}`, body)
const finish = (id: string, order: object = {}) => ask(world, 'POST', `/deliveries/${id}/finish`, order)

describe('a delivery in chunks', () => {
  it('a delivery in chunks is visible only after its end, and then all of it', async () => {
    const id = await begin()
    for (const [index, body] of FILMS.entries()) {
      expect(await put(id, index + 1, body)).toMatchObject({
        ...{ status: 200, body: { delivery: id, chunk: index + 1, items: 2, repeated: false } },
      })
      expect(await assets()).toBe(0)
    }
    expect((await ask(world, 'GET', `/deliveries/${id}`)).body).toMatchObject({ state: 'open', chunks: [1, 2, 3] })
    expect((await finish(id, { chunks: 3 })).body).toMatchObject({
      ...{ delivery: id, outcome: 'promoted', mode: 'full', items: 6, accepted: 6 },
    })
    expect(await assets()).toBe(3)
  })

  it('chunks may come in any order, from 0 on, packed, and twice', async () => {
    const id = await begin()
    for (const [chunk, body] of [
      [2, FILMS[2]],
      [0, FILMS[0]],
      [1, FILMS[1]],
    ] as const) {
      await put(id, chunk, gzipSync(body ?? ''))
    }
    expect((await put(id, 0, FILMS[0] ?? '')).body).toMatchObject({ repeated: true })
    expect((await put(id, 1, FILMS[0] ?? '')).body).toMatchObject({ repeated: false })
    expect((await put(id, 1, FILMS[1] ?? '')).body).toMatchObject({ repeated: false })
    expect((await finish(id)).body).toMatchObject({ outcome: 'promoted', items: 6, accepted: 6 })
  })

  it('an end that is asked for twice is one delivery, with one report', async () => {
    const id = await begin()
    await put(id, 1, FILMS[0] ?? '')
    const [first, second] = [await finish(id), await finish(id)]
    expect(second).toEqual(first)
    const { deliveries } = (await ask<{ deliveries: object[] }>(world, 'GET', '/feeds/northlight/deliveries')).body
    expect(deliveries).toHaveLength(1)
  })

  it('items that were read elsewhere are checked as all others, with the lines of their source', async () => {
    const id = await begin()
    const item = (name: string, line: number, more: object = {}) => ({
      ...{ v: 1, type: 'item', itemId: name, line, source: name, drafts: film(name), findings: [], ...more },
    })
    const forged = item('b', 9, { drafts: [{ ...film('b')[1], durationMs: -1 }] })
    await put(id, 1, lines([item('a', 3), forged, { v: 1, type: 'item', drafts: 7 }]))
    expect((await finish(id)).body).toMatchObject({
      ...{ items: 3, accepted: 1, quarantined: 2 },
      refused: [
        { item: null, line: 3, rule: 'wrong-format' },
        { item: 'b', line: 9, path: 'durationMs' },
      ],
    })
  })

  it('a document that was cut where it was read is held', async () => {
    const id = await begin()
    const finding = { line: 7, rule: 'broken-document', path: '', value: '', hint: 'it ends early', severity: 'error' }
    await put(id, 1, FILMS[0] + lines([{ v: 1, type: 'fault', finding }]))
    expect((await finish(id)).body).toMatchObject({ outcome: 'held', held: { rule: 'broken' } })
  })

  it('a dry run of an upload says what it would do', async () => {
    const id = await begin()
    await put(id, 1, FILMS[0] ?? '')
    expect((await finish(id, { dryRun: true })).body).toMatchObject({ outcome: 'dry-run', accepted: 2 })
    expect(await assets()).toBe(0)
  })

  it.each([
    ['a gap', [1, 3], {}, 'Chunk 2 is missing'],
    ['its beginning', [2, 3], {}, 'Chunk 1 is missing'],
    ['its end', [1, 2], { chunks: 3 }, '2 chunks are here, not 3'],
  ])('an upload that lacks %s cannot be finished', async (_what, chunks, order, words) => {
    const id = await begin()
    for (const chunk of chunks) await put(id, chunk, FILMS[chunk - 1] ?? '')
    const refused = await finish(id, order)
    expect(refused).toMatchObject({ status: 409, body: { field: 'chunks', detail: expect.stringContaining(words) } })
    expect(await assets()).toBe(0)
  })

  it.each(['-1', '1.5', 'x', '10000'])('a chunk has no number %s', async (number) => {
    expect(await put(await begin(), number, '')).toMatchObject({ status: 400, body: { field: 'chunk' } })
  })

  it('a chunk with too many items, or bytes, is refused', async () => {
    const id = await begin()
    const many = '{}\n'.repeat(OPS_LIMITS.chunkItems + 1)
    expect(await put(id, 1, many)).toMatchObject({ status: 413, body: { field: 'body' } })
    const large = new Uint8Array(OPS_LIMITS.chunkBytes + 1).fill(0x61)
    expect(await put(id, 1, large)).toMatchObject({ status: 413, body: { field: 'body' } })
    expect(await put(id, 1, gzipSync(large))).toMatchObject({ status: 400, body: { field: 'body' } })
    expect((await ask(world, 'GET', `/deliveries/${id}`)).body).toMatchObject({ chunks: [] })
  })

  it('a packed chunk that is cut is refused', async () => {
    const packed = gzipSync(FILMS[0] ?? '')
    expect(await put(await begin(), 1, packed.subarray(0, packed.length - 9))).toMatchObject({ status: 400 })
  })

  it('an upload that was discarded takes no chunk and no end', async () => {
    const id = await begin()
    await ask(world, 'POST', `/deliveries/${id}/discard`, { reason: 'a mistake' })
    expect((await put(id, 1, FILMS[0] ?? '')).status).toBe(409)
    expect((await finish(id)).status).toBe(409)
  })

  it('an upload to a feed that is not there, or of all there is by hand, is refused', async () => {
    expect((await ask(world, 'POST', '/feeds/polar/uploads')).status).toBe(404)
    expect((await ask(world, 'POST', '/feeds/manual/uploads?mode=full')).status).toBe(400)
    expect((await ask(world, 'POST', '/feeds/manual/uploads')).status).toBe(201)
  })
})
