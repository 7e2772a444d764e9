import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ingestStream } from '../../../src/schedule/ingest/ingest.ts'
import { readableRevision, readDocument } from '../../../src/schedule/store/read-documents.ts'
import { bytesOf, clip, type FeedWorld, item, northlight, startFeedWorld, title } from './feed-world.ts'
import { inForce, leftOvers, storedState } from './stored-state.ts'

let world: FeedWorld
beforeEach(async () => {
  world = await startFeedWorld(undefined, 1)
})
afterEach(() => world.close())

const FILM = item('film', [title('film')])
const one = (id: string, more: object = {}) => item(id, [clip(id, more)])
const FIRST = [FILM, ...['a', 'b', 'c', 'd', 'e', 'f'].map((id) => one(id))]
const RATED = { v: 1, type: 'title', id: 'ttl_shared', ratings: [{ territory: 'DE', label: '12' }] }
const SECOND = [FILM, one('a', { durationMs: 7 }), ...['b', 'c', 'd', 'e', 'g'].map((id) => one(id))]

/** Does something right before the n-th request from now on; the delivery goes on only then. */
function interrupt(point: number, act: () => Promise<unknown>): { done: () => boolean } {
  let isDone = false
  world.door.misbehave(() => null)
  world.door.meanwhile(async (request) => {
    if (isDone || request < point) return
    isDone = true
    await act()
  })
  return { done: () => isDone }
}

describe('two deliveries at once', () => {
  it('a second delivery of a feed is busy while one is taken in, and afterwards does as if it had waited', async () => {
    await world.sendItems(FIRST)
    const kept = world.keep()
    await world.sendItems(SECOND)
    const alone = storedState(world)
    const outcomes = new Set<string>()
    for (let point = 1; ; point += 6) {
      await world.close()
      world = await startFeedWorld(kept, 1)
      const other = interrupt(point, async () => {
        const outcome = await world.sendItems(SECOND).then(
          ({ outcome: came }) => came,
          (error: unknown) => (error instanceof Error ? error.message : ''),
        )
        outcomes.add(outcome.replace(/:.*/, ''))
      })
      await world.sendItems(SECOND)
      expect(storedState(world), `at ${point}`).toEqual(alone)
      if (!other.done()) break
    }
    expect([...outcomes]).toContain('another delivery of northlight is taken in just now')
  })

  it('two feeds that bring the same new title at once bring it once, and the later one has it the next time', async () => {
    const other = northlight({}, 'other')
    for (const point of [8, 14, 20]) {
      await world.close()
      world = await startFeedWorld(undefined, 1)
      const mine = [FILM, item('x', [clip('x', { territories: ['AT'] })])]
      const both = interrupt(point, () => world.sendItems(mine, { feed: other }))
      const first = await world.sendItems(FIRST)
      expect(both.done()).toBe(true)
      const second = await world.sendItems(mine, { feed: other })
      const again = await world.sendItems(FIRST)
      expect([first.items, again.quarantined, second.quarantined], `at ${point}`).toEqual([7, 0, 0])
      const film = await readDocument(world.deliveries.redis, 'title', 'ttl_film')
      expect(['northlight', 'other']).toContain(film?.owners?.names)
      expect(Object.keys(inForce(world))).toEqual(expect.arrayContaining(['asset:ast_x', 'asset:ast_f']))
      expect(storedState(world)).not.toHaveProperty('feed:northlight:quarantine')
    }
  })

  it('what a person changes while a delivery is taken in stays, and the item waits in quarantine for the next one', async () => {
    const by = { approve: false, actor: 'mia' }
    await ingestStream(world.deliveries, bytesOf(JSON.stringify(title('shared'))), by)
    const lines = [...FIRST, item('rated', [RATED])]
    const kept = world.keep()
    const outcomes = new Set<string>()
    for (let point = 1, last = false; !last; point += 3) {
      await world.close()
      world = await startFeedWorld(kept, 1)
      const changed = bytesOf(JSON.stringify(title('shared', { genres: ['hers'] })))
      let isHers = false
      const person = interrupt(point, async () => {
        isHers =
          (await ingestStream(world.deliveries, changed, by).then(
            ({ accepted }) => accepted === 1,
            (error: unknown) => expect(error).toMatchObject({ kind: 'busy' }),
          )) === true
      })
      const { quarantined, refused } = await world.sendItems(lines)
      last = !person.done()
      const stored = await readDocument(world.deliveries.redis, 'title', 'ttl_shared')
      if (isHers) expect(stored?.record.genres, `at ${point}`).toEqual(['hers'])
      expect(quarantined).toBe(refused.filter(({ rule }) => rule === 'changed-meanwhile').length)
      expect(await world.sendItems(lines)).toMatchObject({ quarantined: 0 })
      const ratings = (await readDocument(world.deliveries.redis, 'title', 'ttl_shared'))?.record
      expect(ratings, `at ${point}`).toMatchObject({ ratings: [{ label: '12' }], genres: isHers ? ['hers'] : [] })
      outcomes.add(`${isHers ? 'hers' : 'busy'} ${quarantined}`)
    }
    expect([...outcomes].sort()).toEqual(['busy 0', 'hers 0', 'hers 1'])
  })

  it('a reader who polls at every request sees a delivery as a whole or not at all', async () => {
    await world.sendItems(FIRST)
    const before = inForce(world)
    const seen: unknown[] = []
    let isPolling = false
    world.door.meanwhile(async () => {
      if (isPolling) return
      isPolling = true
      if ((await readableRevision(world.deliveries.redis)) !== null) seen.push(inForce(world))
      isPolling = false
    })
    await world.sendItems(SECOND)
    const after = inForce(world)
    const different = [...new Set(seen.map((each) => JSON.stringify(each)))]
    expect(different.map((json) => JSON.parse(json))).toEqual(JSON.parse(JSON.stringify([before, after])))
    expect(leftOvers(world)).toEqual([])
  })
})
