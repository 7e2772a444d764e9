import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { finishUpload, openUpload } from '../../../src/schedule/feeds/finish-upload.ts'
import { discardDelivery, releaseDelivery } from '../../../src/schedule/feeds/held-delivery.ts'
import { readDelivery, type StoredDelivery } from '../../../src/schedule/feeds/stores/delivery-store.ts'
import { receivedChunks, storeChunk } from '../../../src/schedule/feeds/stores/uploads.ts'
import { clip, type FeedWorld, item, northlight, startFeedWorld, title } from './feed-world.ts'
import { inForce, leftOvers, storedState } from './stored-state.ts'

let world: FeedWorld
beforeEach(async () => {
  world = await startFeedWorld(undefined, 2)
})
afterEach(() => world.close())

const one = (id: string, more: object = {}) => item(id, [clip(id, more)])
const CHUNKS: readonly (readonly (object | string)[])[] = [
  [item('film', [title('film')]), one('a'), one('b')],
  [one('c'), one('d', { aspect: '1:99' })],
  [one('e'), one('f')],
]
const FAULT = {
  ...{ v: 1, type: 'fault' },
  finding: { line: 9, path: '', value: '', hint: 'it is cut', severity: 'error', rule: 'broken-document' },
}
const FEED = northlight({ maxRemovedPercent: 100 })

const open = () => openUpload(world.deliveries, { feed: 'northlight', mode: 'full', approve: false, actor: 'mia' })
const finish = (upload: StoredDelivery) => finishUpload(world.deliveries, FEED, upload, { actor: 'mia', dryRun: false })

async function put({ delivery }: StoredDelivery, n: number, lines: readonly (object | string)[]): Promise<void> {
  const text = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n')
  const sha256 = createHash('sha256').update(text).digest('hex')
  await storeChunk(world.deliveries.redis, delivery, n, { packed: gzipSync(text), sha256, items: lines.length })
}

async function putAll(upload: StoredDelivery, order: readonly number[] = [0, 1, 2]): Promise<void> {
  for (const n of order) await put(upload, n, CHUNKS[n] ?? [])
}

async function uploaded() {
  const upload = await open()
  await putAll(upload)
  const report = await finish(upload)
  return { report, state: storedState(world), kept: world.keep() }
}

describe('an upload in chunks', () => {
  it('an upload whose chunks come in any order, twice or changed is the same delivery', async () => {
    const { state } = await uploaded()
    await world.close()
    world = await startFeedWorld()
    const upload = await open()
    await put(upload, 1, [one('c', { durationMs: 1 }), 'garbage'])
    await putAll(upload, [2, 0, 2, 1, 1])
    await put(upload, 3, [])
    expect([...(await receivedChunks(world.deliveries.redis, upload.delivery)).keys()]).toEqual([0, 1, 2, 3])
    expect(await finish(upload)).toMatchObject({ outcome: 'promoted', items: 7, accepted: 6, quarantined: 1 })
    expect(storedState(world)).toEqual(state)
    world.clock.now += 3 * 86_400_000
    expect(leftOvers(world)).toEqual([])
  })

  it('an upload that is finished again gives its report once more and does nothing, a late chunk included', async () => {
    const { report, state } = await uploaded()
    const upload = await readDelivery(world.deliveries.redis, report.delivery ?? '')
    if (upload === null) throw new Error('no such delivery')
    await put(upload, 4, [one('late')])
    expect(await finish(upload)).toEqual(report)
    expect(storedState(world)).toEqual(state)
  })

  it('an upload is finished by one at a time', async () => {
    const upload = await open()
    await putAll(upload)
    const both = await Promise.allSettled([finish(upload), finish(upload)])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(both).toContainEqual({ status: 'rejected', reason: expect.objectContaining({ kind: 'busy' }) })
  })

  it.each([0, 1, 2])(
    'an upload one of whose chunks has lapsed changes nothing, and may be sent again: %i',
    async (n) => {
      await uploaded()
      const before = inForce(world)
      const upload = await open()
      await put(upload, n, CHUNKS[n] ?? [])
      world.clock.now += 86_000_000
      await putAll(
        upload,
        [0, 1, 2].filter((each) => each !== n),
      )
      world.clock.now += 1_000_000
      await expect(finish(upload)).rejects.toMatchObject({ kind: 'lapsed' })
      expect(inForce(world)).toEqual(before)
      await putAll(upload)
      expect((await readDelivery(world.deliveries.redis, upload.delivery))?.state).toBe('open')
      expect(await finish(upload)).toMatchObject({ outcome: 'unchanged', items: 7 })
    },
  )

  it('an upload that has lapsed as a whole, or was discarded, is no feed without items', async () => {
    await uploaded()
    const before = inForce(world)
    const lapsed = await open()
    await putAll(lapsed)
    world.clock.now += 2 * 86_400_000
    await expect(finish(lapsed)).rejects.toMatchObject({ kind: 'lapsed' })
    const discarded = await open()
    await putAll(discarded)
    await discardDelivery(world.deliveries, discarded, { actor: 'mia', reason: 'a mistake' })
    await expect(finish(discarded)).rejects.toMatchObject({ kind: 'lapsed' })
    expect(inForce(world)).toEqual(before)
  })

  it('a document that was cut withdraws nothing, neither at once nor when it is released', async () => {
    await uploaded()
    const before = inForce(world)
    const upload = await open()
    await put(upload, 0, [one('new'), FAULT])
    await put(upload, 1, [one('after')])
    const held = await finish(upload)
    expect(held).toMatchObject({ outcome: 'held', held: { rule: 'broken' }, removed: 0 })
    expect(inForce(world)).toEqual(before)
    const stored = await readDelivery(world.deliveries.redis, upload.delivery)
    if (stored === null) throw new Error('no such delivery')
    const report = await releaseDelivery(world.deliveries, FEED, stored, { actor: 'mia', reason: 'a test' })
    expect(report).toMatchObject({ outcome: 'promoted', removed: 0 })
    expect(Object.values(inForce(world)).filter((each) => (each as { isWithdrawn: boolean }).isWithdrawn)).toEqual([])
    expect(Object.keys(inForce(world))).toContain('asset:ast_new')
  })

  it.each([
    ['garbage', 'not-json'],
    ['{"v":1,"type":"item","itemId":7,"line":1,"source":"","drafts":[],"findings":[]}', 'wrong-format'],
    ['{"v":1,"type":"item","itemId":"x","line":0,"source":"","drafts":[],"findings":[]}', 'wrong-format'],
    ['{"v":1,"type":"fault","finding":{}}', 'wrong-format'],
    ['[1]', 'not-a-record'],
    ['null', 'not-a-record'],
    [`"${'x'.repeat(1_100_000)}"`, 'line-too-long'],
  ])('a line that is no item goes into quarantine, and the others into force', async (line, rule) => {
    const upload = await open()
    await putAll(upload)
    await put(upload, 3, [line])
    const report = await finish(upload)
    expect(report).toMatchObject({ outcome: 'promoted', items: 8, accepted: 6, quarantined: 2 })
    expect(report.refused.map((finding) => finding.rule)).toContain(rule)
  })
})

describe('an upload whose store fails', () => {
  it('an upload that ends after a failure at any request is the same delivery as without it', async () => {
    const { state } = await uploaded()
    for (let point = 1, last = false; !last; point += 2) {
      await world.close()
      world = await startFeedWorld(undefined, 2)
      const upload = await open()
      world.door.misbehave((request) => (request >= point ? 'error-500' : null))
      const failed = await putAll(upload)
        .then(() => finish(upload))
        .then(
          () => null,
          (error: unknown) => error,
        )
      last = failed === null
      world.door.misbehave(() => null)
      world.clock.now += 120_000
      await putAll(upload)
      const report = await finish(upload)
      expect(['promoted', 'unchanged'], `at ${point}`).toContain(report.outcome)
      expect(storedState(world), `at ${point}`).toEqual(state)
      expect((await readDelivery(world.deliveries.redis, upload.delivery))?.report, `at ${point}`).toEqual(report)
    }
  })

  it('a held delivery that is released after a failure at any request is in force once, as without it', async () => {
    await uploaded()
    const hold = async () => (await world.sendItems([one('new'), FAULT, one('c')], { feed: FEED })).delivery ?? ''
    const kept = world.keep()
    const release = async (delivery: string) => {
      const stored = await readDelivery(world.deliveries.redis, delivery)
      if (stored === null) throw new Error('no such delivery')
      return releaseDelivery(world.deliveries, FEED, stored, { actor: 'mia', reason: 'a test' })
    }
    await release(await hold())
    const state = storedState(world)
    for (const failing of ['holding', 'releasing'] as const) {
      for (let point = 1, last = false; !last; point += 2) {
        await world.close()
        world = await startFeedWorld(kept, 2)
        const before = inForce(world)
        const lose = () => world.door.misbehave((request) => (request >= point ? 'error-500' : null))
        if (failing === 'holding') lose()
        let delivery = await hold().catch(() => null)
        if (failing === 'releasing') lose()
        const released = delivery === null ? null : await release(delivery).catch(() => null)
        last = delivery !== null && released !== null
        world.door.misbehave(() => null)
        world.clock.now += 120_000
        if (released === null && delivery === null) expect(inForce(world), `${failing} ${point}`).toEqual(before)
        delivery ??= await hold()
        if (released === null) expect(await release(delivery)).toMatchObject({ outcome: 'promoted', held: null })
        expect(storedState(world), `${failing} at ${point}`).toEqual(state)
        world.clock.now += 8 * 86_400_000
        await world.sendItems([], { feed: FEED, mode: 'delta' })
        expect(leftOvers(world), `${failing} at ${point}`).toEqual([])
      }
    }
  })
})
