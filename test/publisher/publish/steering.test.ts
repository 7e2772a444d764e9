import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { collectGarbage } from '../../../src/publisher/upkeep/garbage.ts'
import { assetsOf } from '../edge-reader.ts'
import { type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { asset, campaign, SCHEDULE, title } from '../records.ts'

const HOUR_MS = 3_600_000

let world: PublisherWorld
beforeEach(async () => {
  world = await startPublisherWorld()
  await world.ingest(...SCHEDULE)
  await world.publish()
})
afterEach(() => world.close())

const steer = async (verb: string, body: object) => {
  const answer = await world.ops('POST', `/regions/dach/${verb}`, body)
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
}
const served = async () => assetsOf((await world.edge()) ?? raise())
const raise = (): never => {
  throw new Error('nothing is served')
}
const status = async () => (await (await world.ops('GET', '/regions/dach')).json()) as Record<string, unknown>

/** A schedule with one film more, and its publish. */
async function publishMore(name: string): Promise<string> {
  await world.ingest(title(name), asset(name), campaign(name, [name]))
  world.clock.now += 60_000
  const { outcome, snapshot } = await world.publish()
  expect(outcome).toBe('published')
  return snapshot ?? ''
}

describe('a rollback', () => {
  it('a rollback announces the snapshot before under a higher sequence, and is not replaced until the pin ends', async () => {
    const first = await world.edge()
    await publishMore('four')
    expect(await served()).toContain('ast_four')
    const { status: code, body } = await steer('rollback', { reason: 'four is broken' })
    expect([code, body]).toMatchObject([200, { outcome: 'announced', snapshot: first?.pointer.snapshot }])
    expect(await served()).toEqual(['ast_one', 'ast_two'])
    const pointer = (await world.edge('dach', 2))?.pointer
    expect(pointer?.sequence).toBeGreaterThan(2)
    expect(await world.publish()).toMatchObject({ outcome: 'refused', refusals: [{ check: 'pinned' }] })
    expect(await status()).toMatchObject({ pinned: { reason: 'four is broken' }, lastRefusal: { outcome: 'refused' } })
    world.clock.now += 24 * HOUR_MS
    expect(await world.publish()).toMatchObject({ outcome: 'published' })
    expect(await served()).toContain('ast_four')
    expect(await status()).toMatchObject({ pinned: null })
  })

  it('a rollback goes to any snapshot that is kept, by the start of its id, and back and forth', async () => {
    const ids = [(await world.edge())?.pointer.snapshot ?? '']
    for (const name of ['four', 'five']) ids.push(await publishMore(name))
    await steer('rollback', { to: ids[0]?.slice(0, 10), reason: 'far back' })
    expect((await world.edge())?.pointer.snapshot).toBe(ids[0])
    await steer('rollback', { to: ids[2], reason: 'it was not that' })
    expect((await world.edge())?.pointer).toMatchObject({ snapshot: ids[2], previous: ids[0] })
    expect(await (await world.ops('GET', '/regions/dach/snapshots')).json()).toMatchObject({
      snapshots: [{ snapshot: ids[2], state: 'pinned' }, { snapshot: ids[0] }, { snapshot: ids[1] }],
    })
  })

  it.each([
    [{ to: 'ab'.repeat(32), reason: 'x' }, 409, 'can go back to'],
    [{ to: 'zz', reason: 'x' }, 400, 'first 8 digits'],
    [{ reason: '' }, 400, 'say why'],
    [{}, 400, ''],
    [{ reason: 'x', until: '2020-01-01T00:00:00Z' }, 400, 'seven days'],
    [{ reason: 'x', until: '2026-12-24T00:00:00Z' }, 400, 'seven days'],
  ])('a rollback to nowhere is told what to do: %j', async (body, code, words) => {
    await publishMore('four')
    const answer = await steer('rollback', body)
    expect(answer.status).toBe(code)
    expect(JSON.stringify(answer.body)).toContain(words)
    expect(await served()).toContain('ast_four')
  })

  it('a rollback of a snapshot that storage has lost is refused, and what is live stays', async () => {
    const before = await world.edge()
    await publishMore('four')
    const hot = before?.pointer.shards.find(({ name }) => name === 'hot')
    world.sink.values.delete(`snap/${hot?.sha256}/hot`)
    const { status: code, body } = await steer('rollback', { reason: 'x' })
    expect([code, JSON.stringify(body)]).toEqual([409, expect.stringContaining('hot cannot be read back')])
    expect(await served()).toContain('ast_four')
  })
})

describe('a pin', () => {
  it('a pin lives through renewals, and ends when it is taken off', async () => {
    await steer('pin', { reason: 'the big match', until: new Date(world.clock.now + 72 * HOUR_MS).toISOString() })
    world.clock.now += 20 * HOUR_MS
    expect(await world.publish()).toMatchObject({ outcome: 'unchanged', receipt: { renewed: true } })
    await world.ingest(title('four'), asset('four'), campaign('four', ['four']))
    expect(await world.publish()).toMatchObject({ refusals: [{ check: 'pinned' }] })
    expect((await world.edge())?.pointer.pinnedUntil).not.toBeNull()
    await steer('unpin', { reason: 'the match is over' })
    expect(await world.publish()).toMatchObject({ outcome: 'published' })
    expect((await world.edge())?.pointer.pinnedUntil).toBeNull()
  })

  it('a pin tells a dry run what would be published all the same', async () => {
    await steer('pin', { reason: 'x' })
    await world.ingest(title('four'), asset('four'), campaign('four', ['four']))
    expect(await world.publish('dach', true)).toMatchObject({ outcome: 'dry-run' })
  })

  it('a pin of a region with nothing published is refused', async () => {
    const answer = await world.ops('POST', '/regions/fr/pin', { reason: 'x' })
    expect([answer.status, await answer.text()]).toEqual([409, expect.stringContaining('publish it first')])
  })
})

describe('a canary', () => {
  const start = () => steer('canary', { action: 'start', percent: 5, minutes: 30, reason: 'new films' })

  it('a canary is announced beside what is live, and holds publishes back until it is promoted', async () => {
    const live = (await world.edge())?.pointer.snapshot
    await world.ingest(title('four'), asset('four'), campaign('four', ['four']))
    const { body } = await start()
    expect(body).toMatchObject({ outcome: 'canary' })
    const pointer = (await world.edge())?.pointer
    expect(pointer).toMatchObject({ snapshot: live, canary: { snapshot: body.snapshot, permille: 50 } })
    expect(await world.publish()).toMatchObject({ refusals: [{ check: 'canary' }] })
    expect(await status()).toMatchObject({ canary: { percent: 5, snapshot: body.snapshot } })
    await steer('canary', { action: 'promote', reason: 'all is well' })
    expect((await world.edge())?.pointer).toMatchObject({ snapshot: body.snapshot, canary: null, previous: live })
    expect(await served()).toContain('ast_four')
  })

  it('a canary is gone when it is stopped, and when its time is over', async () => {
    await world.ingest(title('four'), asset('four'), campaign('four', ['four']))
    await start()
    await steer('canary', { action: 'stop', reason: 'enough' })
    expect((await world.edge())?.pointer.canary).toBeNull()
    await start()
    world.clock.now += 31 * 60_000
    expect(await world.publish()).toMatchObject({ outcome: 'published' })
    expect((await world.edge())?.pointer.canary).toBeNull()
  })

  it('a canary needs something to be compared with, and something to try', async () => {
    expect(await start()).toMatchObject({ body: { outcome: 'unchanged' } })
    const first = await world.ops('POST', '/regions/fr/canary', { action: 'start', reason: 'x' })
    expect(first.status).toBe(409)
    expect((await steer('canary', { action: 'promote', reason: 'x' })).status).toBe(409)
    expect((await steer('canary', { action: 'start', percent: 99, reason: 'x' })).status).toBe(400)
  })
})

describe('what is kept', () => {
  it('the last ten snapshots and two days are kept, and the rest is removed with all that nothing else stands on', async () => {
    const ids = [(await world.edge())?.pointer.snapshot ?? '']
    for (let more = 0; more < 11; more++) ids.push(await publishMore(`more${more}`))
    expect(await collectGarbage(world.publisher)).toMatchObject({ deleted: 0, forgotten: 0 })
    world.clock.now += 48 * HOUR_MS
    const before = world.sink.values.size
    const collected = await collectGarbage(world.publisher)
    expect(collected?.forgotten).toBe(2)
    expect(collected?.deleted).toBeGreaterThan(2)
    expect(world.sink.values.size).toBe(before - (collected?.deleted ?? 0))
    for (const [index, id] of ids.entries()) {
      const { status: code } = await steer('rollback', { to: id, reason: 'try' })
      expect([index, code]).toEqual([index, index < 2 ? 409 : 200])
      expect((await world.edge())?.pointer.snapshot).toBe(index < 2 ? ids.at(-1) : id)
    }
  })

  it('what another region announces of the same bytes is kept', async () => {
    for (const region of ['fr', 'uki'] as const) await world.publish(region)
    await world.ingest({ ...campaign('main', ['one', 'two']), status: 'paused' })
    for (let more = 0; more < 11; more++) await publishMore(`more${more}`)
    world.clock.now += 49 * HOUR_MS
    expect((await collectGarbage(world.publisher))?.forgotten).toBe(2)
    for (const region of ['dach', 'fr', 'uki'] as const) expect(await world.edge(region)).not.toBeNull()
  })

  it('the removal of old snapshots waits while somebody publishes', async () => {
    await world.redis('SET', 'publish:med:lock', 'somebody', 'PX', '60000')
    expect(await collectGarbage(world.publisher)).toBeNull()
    await world.redis('DEL', 'publish:med:lock')
    expect(await collectGarbage(world.publisher)).not.toBeNull()
    expect(await world.redis('EXISTS', 'publish:dach:lock')).toBe(0)
  })
})
