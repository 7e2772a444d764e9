import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { livePointer, liveTakedowns } from '../../../src/publisher/announce/live-region.ts'
import type { OpsProblem } from '../../../src/publisher/ops-problem.ts'
import { rollBack } from '../../../src/publisher/steer/rollback.ts'
import { keepTakedowns } from '../../../src/publisher/takedowns/lists/keep-list.ts'
import { collectGarbage } from '../../../src/publisher/upkeep/garbage.ts'
import { keys } from '../../../src/snapshot/format.ts'
import { type KeptWorld, type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { asset, campaign, title } from '../records.ts'

/** What the list has let go of is put back before content is announced that does not know of it. */
const HOUR_MS = 3_600_000
const NAMES = ['one', 'two', 'a', 'b', 'c', 'd', 'e', 'f']
let world: PublisherWorld
/** The first snapshot, which knows of nothing that was narrowed. */
let first: string

/** Something was narrowed since the first snapshot. */
let narrowed: KeptWorld
/** The list has let go of it. */
let forgotten: KeptWorld

beforeAll(async () => {
  world = await startPublisherWorld()
  await world.ingest(...NAMES.flatMap((name) => [title(name), asset(name)]), campaign('main', NAMES))
  first = String((await world.publish()).snapshot)
  world.clock.now += 60_000
  await world.ingest(asset('one', { validUntil: '2026-11-21T00:00:00' }))
  narrowed = world.keep()
  await forget()
  forgotten = world.keep()
  await world.close()
})
const beginFrom = async (kept: KeptWorld) => {
  world = await startPublisherWorld('small', kept)
}
afterEach(() => world.close())

/** So many publishes that the list has let go of the change, and the first snapshot is past its retention. */
async function forget(each: () => Promise<unknown> = async () => undefined): Promise<void> {
  for (let at = 0; at < 14; at++) {
    world.clock.now += 3.6 * HOUR_MS
    await world.ingest(asset('b', { name: { en: `version ${at}` } }))
    await world.publish()
    await keepTakedowns(world.publisher)
    await each()
  }
}
/** A collection forgets changes that all snapshots within their retention know of; it may leave others for the next one. */
async function forgetInStore(): Promise<void> {
  await world.redis('DEL', 'narrowings')
  await world.redis('SET', 'narrowings:dropped', '1')
}
const list = async () => {
  const found = await liveTakedowns('dach', world.publisher)
  return { completeFrom: found?.completeFrom, targets: found?.narrowings.flatMap(({ targets }) => targets) }
}
const back = (role: 'break-glass' | 'operator' = 'break-glass') => {
  const pinnedUntil = new Date(world.clock.now + HOUR_MS).toISOString()
  return rollBack({ ...world.publisher, role } as PublisherWorld['publisher'], 'dach', {
    to: first.slice(0, 12),
    pinnedUntil,
    actor: 'somebody',
    reason: 'posters',
  })
}

describe('the number from which on a list says all', () => {
  it('the number from which on a list says all grows as changes leave, never before, and never shrinks', async () => {
    await beginFrom(narrowed)
    expect(await list()).toEqual({ completeFrom: 0, targets: ['ast_one'] })
    let before = 0
    await forget(async () => {
      const { completeFrom = 0, targets = [] } = await list()
      expect(completeFrom).toBeGreaterThanOrEqual(before)
      if (!targets.includes('ast_one')) expect(completeFrom).toBeGreaterThanOrEqual(1)
      before = completeFrom
    })
    expect(await list()).toEqual({ completeFrom: 1, targets: [] })
  })

  it('the number from which on a list says all is not lost with the store', async () => {
    await beginFrom(forgotten)
    await world.redis('FLUSHDB')
    await keepTakedowns(world.publisher)
    expect((await list()).completeFrom).toBe(1)
  })
})

describe('a rollback to content from before what the list has let go of', () => {
  beforeEach(() => beginFrom(forgotten))

  it.each(['store', 'archive'])(
    'a rollback behind what the list let go of puts the change back first, from the %s',
    async (from) => {
      if (from === 'archive') await forgetInStore()
      expect(await back()).toMatchObject({ outcome: 'announced' })
      expect(await list()).toEqual({ completeFrom: 0, targets: ['ast_one'] })
      world.clock.now += HOUR_MS / 2
      await keepTakedowns(world.publisher)
      await collectGarbage(world.publisher)
      world.clock.now += HOUR_MS / 4
      await keepTakedowns(world.publisher)
      expect(await list()).toEqual({ completeFrom: 0, targets: ['ast_one'] })
    },
  )

  it('a rollback is announced after the list says the change, under a pointer that asks for that list', async () => {
    const written: string[] = []
    const put = world.sink.put.bind(world.sink)
    world.sink.put = (key: string, value: string | Uint8Array) => {
      written.push(key)
      return put(key, value)
    }
    await back()
    expect(written.indexOf(keys.takedowns('dach'))).toBeLessThan(written.indexOf(keys.pointer('dach')))
    const pointer = await livePointer('dach', world.publisher)
    expect(pointer?.takedowns).toBe((await liveTakedowns('dach', world.publisher))?.sequence)
  })

  it('a change of a rollback is put back by whoever writes the list next, where an older one was put over it', async () => {
    await forgetInStore()
    const older = world.sink.values.get(keys.takedowns('dach'))
    await back()
    if (older) world.sink.values.set(keys.takedowns('dach'), older)
    expect(await list()).toEqual({ completeFrom: 1, targets: [] })
    world.clock.now += HOUR_MS / 4
    await keepTakedowns(world.publisher)
    expect(await list()).toEqual({ completeFrom: 0, targets: ['ast_one'] })
  })

  it('a rollback is refused in words where the archive does not have the change, and nothing has changed', async () => {
    await forgetInStore()
    world.sink.values.delete(keys.change(1))
    const before = [world.sink.values.get(keys.pointer('dach')), world.sink.values.get(keys.takedowns('dach'))]
    const refused = await back().catch((error: OpsProblem) => error)
    expect(refused).toMatchObject({ status: 409, field: 'to' })
    expect(String((refused as OpsProblem).message)).toContain('archive')
    expect([world.sink.values.get(keys.pointer('dach')), world.sink.values.get(keys.takedowns('dach'))]).toEqual(before)
  })

  it('a rollback takes a second person, who is told of what only the archive knows', async () => {
    await forgetInStore()
    const refused = await back('operator').catch((error: OpsProblem) => error)
    expect(refused).toMatchObject({ status: 409, title: 'Two persons' })
  })
})

it('a loss that was meant is handed on by what is announced after it', async () => {
  await beginFrom(narrowed)
  const many = Array.from({ length: 60 }, (_, at) => `m${at}`)
  await world.ingest(...many.flatMap((name) => [title(name), asset(name)]), campaign('many', many))
  await world.publish()
  expect((await livePointer('dach', world.publisher))?.shrunk).toBeNull()
  await world.ops('POST', '/campaigns/cmp_many/end', { reason: 'over' })
  const lost = await world.publish()
  await world.ingest(asset('b', { name: { en: 'other words' } }))
  await world.publish()
  const pointer = await livePointer('dach', world.publisher)
  expect(pointer?.shrunk?.sequence).toBe(lost.sequence)
  expect(pointer?.overrides).toEqual([])
})
