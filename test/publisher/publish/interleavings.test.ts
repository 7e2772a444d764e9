import fc from 'fast-check'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { livePointer } from '../../../src/publisher/announce/live-region.ts'
import { publishRegion } from '../../../src/publisher/publish/cycle.ts'
import type { PublishOrder } from '../../../src/publisher/publish/publish-order.ts'
import type { PublisherContext } from '../../../src/publisher/publisher-context.ts'
import { sendPipeline } from '../../../src/schedule/store/checked-pipeline.ts'
import { keys as storeKeys } from '../../../src/schedule/store/keys.ts'
import { asNumber } from '../../../src/schedule/store/replies.ts'
import { keys } from '../../../src/snapshot/format.ts'
import { assetsOf } from '../edge-reader.ts'
import { type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { campaign, SCHEDULE } from '../records.ts'

const ORDER: PublishOrder = {
  scope: 'snapshot',
  dryRun: false,
  mend: true,
  canary: null,
  actor: 'tests',
  reason: 'test',
}
const OLD = ['ast_one', 'ast_two']
const NEW = ['ast_three']

let world: PublisherWorld
beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
})
afterEach(() => {
  vi.restoreAllMocks()
})

/** A publisher whose every call of storage waits for its turn. */
function inTurns(publisher: PublisherContext, scheduler: fc.Scheduler, name: string): PublisherContext {
  const { sink } = publisher
  const turn = <Result>(what: string, call: () => Promise<Result>): Promise<Result> =>
    scheduler.schedule(Promise.resolve(), `${name} ${what}`).then(call)
  return {
    ...publisher,
    sink: {
      put: (key, value) => turn(`put ${key}`, () => sink.put(key, value)),
      getBytes: (key) => turn(`read ${key}`, () => sink.getBytes(key)),
      getText: (key) => turn(`read ${key}`, () => sink.getText(key)),
      delete: (key) => turn(`delete ${key}`, () => sink.delete(key)),
      list: (prefix) => turn(`list ${prefix}`, () => sink.list(prefix)),
    },
  }
}

/**
 * A publish whose lock is worth nothing: it lapsed, and another took it. What keeps two of these apart is their
 * sequence alone.
 */
async function publishUnlocked(publisher: PublisherContext): Promise<void> {
  const [drawn] = await sendPipeline(publisher.redis, (queue) => queue.incr(storeKeys.publishSequence('dach')))
  const sequence = asNumber(drawn)
  const live = await livePointer('dach', publisher)
  const held = { region: 'dach', live, announced: live?.sequence ?? 0, sequence, stillOurs: async () => true } as const
  await publishRegion(publisher, held, ORDER).catch(() => undefined)
}

it('two publishers of one region show an edge one whole snapshot or the other, and never a step back', async () => {
  world = await startPublisherWorld()
  await world.ingest(...SCHEDULE)
  await world.publish()
  const published = world.keep()
  await world.close()
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), async (scheduler) => {
      world = await startPublisherWorld('small', published)
      try {
        let seen = 1
        let shown = OLD
        const look = async () => {
          // An edge keeps to the highest sequence that it has seen.
          const view = await world.edge('dach', 0)
          expect([OLD, NEW]).toContainEqual(view && assetsOf(view))
          if (view === null || view.pointer.sequence < seen) return
          seen = view.pointer.sequence
          shown = [...assetsOf(view)]
        }
        // Only a pointer changes what an edge sees; it may look right before and after.
        world.sink.before = async ({ key }) => (key === keys.pointer('dach') ? await look() : undefined)
        const first = publishUnlocked(inTurns(world.publisher, scheduler, 'first'))
        await world.ingest(campaign('main', ['three']))
        const second = publishUnlocked(inTurns(world.publisher, scheduler, 'second'))
        await scheduler.waitFor(Promise.all([first, second]))
        world.sink.forget()
        await look()
        const settled = await world.publish()
        expect(['published', 'unchanged']).toContain(settled.outcome)
        const view = await world.edge('dach', seen)
        expect(view && assetsOf(view)).toEqual(NEW)
        expect(view?.pointer.sequence).toBeGreaterThanOrEqual(seen)
        expect([OLD, NEW]).toContainEqual(shown)
      } finally {
        await world.close()
      }
    }),
    { numRuns: 12 },
  )
}, 120_000)
