import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { livePointer, liveTakedowns } from '../../../src/publisher/announce/live-region.ts'
import { keepTakedowns } from '../../../src/publisher/takedowns/lists/keep-list.ts'
import { ListDesk } from '../../../src/publisher/takedowns/lists/list-desk.ts'
import { type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { asset, SCHEDULE } from '../records.ts'

const LIST = 'region/dach/takedowns'
const POINTER = 'region/dach/pointer'
const HOUR_MS = 3_600_000

let world: PublisherWorld
beforeEach(async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
  world = await startPublisherWorld()
  Object.assign(world.publisher, { urgentMs: 1_000 })
  await world.ingest(...SCHEDULE)
  await world.publish()
  await order('ast_one')
  world.clock.now += 2 * HOUR_MS
  await keepTakedowns(world.publisher)
  world.clock.now += 60_000
  await keepTakedowns(world.publisher)
  await world.ingest(asset('three', { name: { en: 'Three' } }))
  await world.publish()
  // Nothing but the list says it from here on.
  expect([...world.sink.values.keys()].filter((key) => key.startsWith('journal/'))).toEqual([])
})
afterEach(async () => {
  vi.restoreAllMocks()
  await world.close()
})

async function order(target: string): Promise<{ status: number; body: Record<string, unknown> }> {
  const answer = await world.ops('POST', '/takedowns', { target, reason: 'rights', territories: ['DE'] })
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
}
const targets = async () => (await liveTakedowns('dach', world.publisher))?.entries.map(({ target }) => target)
/** Another isolate, which has seen nothing yet. */
const anotherIsolate = () => Object.assign(world.publisher, { lists: new ListDesk() })
const storeIsSilent = () => world.door.misbehave(() => 'error-500')

describe('a list that cannot be read', () => {
  const HOW: readonly [how: string, spoil: (value: Uint8Array) => Uint8Array | null][] = [
    ['is not there, though the pointer names one', () => null],
    ['is cut', (value) => value.slice(0, 40)],
    ['has another signature', (value) => value.map((byte, at) => (at > value.length - 20 ? 65 : byte))],
    ['is empty', () => new Uint8Array()],
  ]
  describe.each([false, true])('(store silent: %s)', (isSilent) => {
    it.each(HOW)('a list that %s is never written over, and whoever asks is told the fix', async (_how, spoil) => {
      anotherIsolate()
      const before = world.sink.values.get(LIST)
      if (isSilent) storeIsSilent()
      world.sink.spoil = (key, value) => (key === LIST ? spoil(value) : value)
      const { status, body } = await order('ast_two')
      expect([status, body.detail]).toEqual([503, expect.stringMatching(/dach.*takedown list of dach/)])
      const feed = { v: 1, type: 'takedown', id: 'tkd_feed', target: 'ast_two', reason: 'law', territories: ['DE'] }
      expect((await world.ops('POST', '/ingest', [feed])).status).toBe(503)
      await keepTakedowns(world.publisher)
      if (!isSilent) expect((await world.publish()).outcome).toBe('refused')
      expect(world.sink.values.get(LIST)).toEqual(before)
      // Other regions go on.
      expect((await liveTakedowns('world', world.publisher))?.entries.map(({ target }) => target)).toContain('ast_two')
      const listed = (await (await world.ops('GET', '/takedowns')).json()) as { unread: string[] }
      expect(listed.unread).toEqual(['dach'])
      const region = await world.ops('GET', '/regions/dach')
      if (!isSilent) expect(await region.text()).toContain('takedown list of dach')
      world.door.misbehave(() => null)
      world.sink.forget()
      await keepTakedowns(world.publisher)
      expect((await targets())?.sort()).toEqual(['ast_one', 'ast_two', ...(isSilent ? [] : ['ast_two'])])
    })
  })

  it('a list that cannot be read for a moment costs a moment: the order goes over what is announced', async () => {
    anotherIsolate()
    storeIsSilent()
    let reads = 0
    world.sink.spoil = (key, value) => (key === LIST && reads++ < 2 ? null : value)
    expect((await order('ast_two')).status).toBe(201)
    expect(await targets()).toEqual(['ast_one', 'ast_two'])
  })

  it('an unreadable list is known to an isolate that has seen it, though the pointer is gone too', async () => {
    storeIsSilent()
    world.sink.spoil = (key, value) => (key === LIST || key === POINTER ? null : value)
    expect((await order('ast_two')).status).toBe(503)
    world.sink.forget()
    expect(await targets()).toEqual(['ast_one'])
  })

  it('no list is needed where none was ever announced', async () => {
    anotherIsolate()
    world.sink.values.delete(LIST)
    world.sink.values.delete(POINTER)
    expect((await order('ast_two')).status).toBe(201)
    expect((await targets())?.sort()).toEqual(['ast_one', 'ast_two'])
  })

  it('a list that can be read is not held up when only the pointer beside it cannot', async () => {
    world.sink.before = ({ key, method }) => {
      if (key === POINTER && method === 'getText') throw new Error('no answer')
    }
    expect((await order('ast_two')).status).toBe(201)
    world.sink.forget()
    expect((await targets())?.sort()).toEqual(['ast_one', 'ast_two'])
  })
})

describe('a list that is older than the one that the pointer names', () => {
  beforeEach(async () => {
    const older = world.sink.values.get(LIST) ?? new Uint8Array()
    await order('ast_two')
    // Announces the pointer anew.
    expect((await world.ops('POST', '/regions/dach/pin', { reason: 'test' })).status).toBe(200)
    world.clock.now += 2 * HOUR_MS
    await keepTakedowns(world.publisher)
    for (const key of [...world.sink.values.keys()]) if (key.startsWith('journal/')) world.sink.values.delete(key)
    world.sink.values.set(LIST, older)
    anotherIsolate()
  })

  it('a list older than its pointer is written over with what the store says, above the sequence named', async () => {
    await world.redis('DEL', 'takedowns:dach:sequence')
    expect((await order('ast_three')).status).toBe(201)
    expect((await targets())?.sort()).toEqual(['ast_one', 'ast_three', 'ast_two'])
    const named = (await livePointer('dach', world.publisher))?.takedowns ?? Number.POSITIVE_INFINITY
    expect((await liveTakedowns('dach', world.publisher))?.sequence).toBeGreaterThan(named)
  })

  it('an older list is written over with what the store says also where only its counter tells', async () => {
    world.sink.values.delete(POINTER)
    expect((await order('ast_three')).status).toBe(201)
    expect((await targets())?.sort()).toEqual(['ast_one', 'ast_three', 'ast_two'])
  })

  it('an older list is not written over while the store does not say what came after it', async () => {
    const before = world.sink.values.get(LIST)
    storeIsSilent()
    expect((await order('ast_three')).status).toBe(503)
    await keepTakedowns(world.publisher)
    expect(world.sink.values.get(LIST)).toEqual(before)
  })
})

it.each(['list', 'getText'] as const)(
  'a journal that cannot be listed (%s) stops no order, and answer and status say so',
  async (failing) => {
    await order('ast_three')
    world.sink.before = ({ key, method }) => {
      if (method === failing && key.startsWith('journal/')) throw new Error('storage lists nothing')
    }
    const { status, body } = await order('ast_two')
    expect([status, body.journalRead]).toEqual([201, false])
    expect((await targets())?.sort()).toEqual(['ast_one', 'ast_three', 'ast_two'])
    const region = (await (await world.ops('GET', '/regions/dach')).json()) as { takedowns: { journalRead: boolean } }
    expect(region.takedowns.journalRead).toBe(false)
    expect((await world.ops('GET', '/takedowns')).status).toBe(200)
    const { takedown } = body as { takedown: { id: string } }
    expect((await world.ops('DELETE', `/takedowns/${takedown.id}`)).status).toBe(200)
    expect((await targets())?.sort()).toEqual(['ast_one', 'ast_three'])
    world.clock.now += HOUR_MS
    await keepTakedowns(world.publisher)
    expect((await liveTakedowns('dach', world.publisher))?.createdAt).toBe(new Date(world.clock.now).toISOString())
    world.sink.forget()
    expect((await order('ast_two')).body.journalRead).toBe(true)
  },
)
