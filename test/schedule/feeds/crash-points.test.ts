import { afterEach, describe, expect, it } from 'vitest'
import { withWriterLock } from '../../../src/schedule/ingest/writer-lock.ts'
import { readableRevision } from '../../../src/schedule/store/read-documents.ts'
import { ScheduleError } from '../../../src/schedule/store/schedule-error.ts'
import type { KeptHarness } from '../harness.ts'
import { clip, type FeedWorld, item, northlight, startFeedWorld, title } from './feed-world.ts'
import { feedStateOf, inForce, leftOvers, storedState } from './stored-state.ts'

let world: FeedWorld
afterEach(() => world.close())

const one = (id: string, more: object = {}) => item(id, [clip(id, more)])
const FILM = item('film', [title('film')])
const REST = ['h', 'i', 'j', 'k', 'l', 'm'].map((id) => one(id))
const FAULTY = { aspect: '1:99' }

const BEFORE = [FILM, one('a'), one('b'), one('c'), one('d'), one('e'), one('f'), one('g', FAULTY), ...REST]
const EXTERNAL = { externalIds: [{ idType: 'EIDR', id: '10.5240/1' }] }
/** New, changed, unchanged, gone, faulty at once and faulty in the end; a record moves from c to d. */
const AFTER = [
  FILM,
  one('a'),
  one('b', { durationMs: 999 }),
  item('c', [clip('c2')]),
  item('d', [clip('d'), clip('c')]),
  one('f', FAULTY),
  one('g'),
  item('new', [title('new', EXTERNAL), clip('new', { titleId: 'ttl_new' })]),
  one('lost', { titleId: 'ttl_nowhere' }),
  ...REST,
]
/** What comes next: the new one is gone again, and so is c. */
const LATER = [FILM, one('a'), one('b', { durationMs: 999 }), item('d', [clip('d'), clip('c')]), one('g'), ...REST]

const FEED = northlight({ maxRemovedPercent: 60 })
const send = (lines: readonly object[]) => world.sendItems(lines, { feed: FEED })

/** What the store says after these deliveries when nothing fails. */
async function undisturbed(from: KeptHarness, ...deliveries: readonly (readonly object[])[]) {
  world = await startFeedWorld(from, 3)
  for (const lines of deliveries) await send(lines)
  const state = { stored: storedState(world), seen: inForce(world) }
  await world.close()
  return state
}

async function prepared(): Promise<KeptHarness> {
  world = await startFeedWorld()
  await send(BEFORE)
  const kept = world.keep()
  await world.close()
  return kept
}

/** What a reader sees who waits until a promotion is over, as a publisher does. */
async function seenByReaders() {
  if ((await readableRevision(world.deliveries.redis)) === null) {
    await withWriterLock(world.deliveries, async () => undefined)
  }
  return inForce(world)
}

describe('a delivery whose store fails', () => {
  it.each(['dies', 'loses one answer'] as const)(
    'a delivery whose store %s at any request is seen whole or not at all, and nothing of it is lost by the next ones',
    async (how) => {
      const kept = await prepared()
      const before = await undisturbed(kept)
      const after = await undisturbed(kept, AFTER)
      const again = await undisturbed(kept, AFTER, AFTER)
      const late = await undisturbed(kept, AFTER, LATER)
      const never = await undisturbed(kept, LATER)
      const outcomes = new Set<string>()
      for (let point = 1, last = false; !last; point += 1) {
        world = await startFeedWorld(kept, 3)
        world.door.misbehave((request) => {
          if (how === 'dies') return request >= point ? 'error-500' : null
          return request === point ? 'lost' : null
        })
        const failed = await send(AFTER).then(
          () => null,
          (error: unknown) => error,
        )
        last = world.door.requests() < point
        world.door.misbehave(() => null)
        if (failed !== null) expect(failed).toBeInstanceOf(ScheduleError)
        const where = `${how} at ${point}`
        world.clock.now += 3_600_000
        const seen = await seenByReaders()
        expect([before.seen, after.seen], where).toContainEqual(seen)
        const came = 'asset:ast_new' in seen
        outcomes.add(failed === null ? 'done' : came ? 'in force' : 'given up')
        const crashed = world.keep()

        await send(AFTER)
        expect(storedState(world), `${where}, sent again`).toEqual(again.stored)
        expectTidy(where)
        await world.close()

        if (how !== 'dies') continue
        world = await startFeedWorld(crashed, 3)
        await send(LATER)
        expect(storedState(world), `${where}, and the next one`).toEqual((came ? late : never).stored)
        expectTidy(where)
        await world.close()
      }
      expect([...outcomes].sort()).toEqual(how === 'dies' ? ['done', 'given up', 'in force'] : ['done', 'given up'])
    },
    240_000,
  )
})

function expectTidy(where: string) {
  expect(leftOvers(world), where).toEqual([])
  expect(Object.keys(feedStateOf(world, 'northlight')), where).not.toContain('settling')
}
