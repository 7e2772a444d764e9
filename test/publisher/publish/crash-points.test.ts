import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { livePointer } from '../../../src/publisher/announce/live-region.ts'
import { runPublish } from '../../../src/publisher/publish/run-publish.ts'
import { rollBack } from '../../../src/publisher/steer/rollback.ts'
import { assetsOf } from '../edge-reader.ts'
import { type KeptWorld, type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { campaign, SCHEDULE } from '../records.ts'

/** Longer than a publisher's lock lives. */
const LAPSE_MS = 121_000
const OLD = ['ast_one', 'ast_two']
const NEW = ['ast_three']
const OCCASION = { actor: 'tests', reason: 'test' }

let world: PublisherWorld
beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
})
afterEach(async () => {
  vi.restoreAllMocks()
  await world.close()
})

/** Where a publisher ends: before a call, after it was done, or it goes on with an answer that was lost. */
const MODES = ['dies before', 'dies after', 'loses the answer of'] as const
type Mode = (typeof MODES)[number]

/** What a publisher does to the outside, in one order: calls of storage and requests of the store. */
function crashAt(point: number, mode: Mode): { readonly calls: () => number } {
  let calls = 0
  let dead = false
  /** Whether this call is done, and whether its answer arrives. */
  const next = (): { readonly done: boolean; readonly answered: boolean } => {
    calls += 1
    if (dead) return { done: false, answered: false }
    if (calls !== point) return { done: true, answered: true }
    dead = mode !== 'loses the answer of'
    return { done: mode !== 'dies before', answered: false }
  }
  const { sink, door } = world
  const fates: { answered: boolean }[] = []
  sink.before = () => {
    const fate = next()
    fates.push(fate)
    if (!fate.done) throw new Error('the publisher is dead')
  }
  sink.after = () => {
    if (fates.at(-1)?.answered === false) throw new Error('no answer came')
  }
  door.misbehave(() => {
    const { done, answered } = next()
    return answered ? null : done ? 'lost' : 'error-500'
  })
  return { calls: () => calls }
}

function recover(): void {
  world.sink.forget()
  world.door.misbehave(() => null)
  world.clock.now += LAPSE_MS
}

/** One snapshot is published, and the schedule has moved on since. */
let changed: KeptWorld
/** So is the second. */
let published: KeptWorld
beforeAll(async () => {
  world = await startPublisherWorld()
  await world.ingest(...SCHEDULE)
  await world.publish()
  await world.ingest(campaign('main', ['three']))
  changed = world.keep()
  await world.publish()
  published = world.keep()
  await world.close()
})

async function start(kept: KeptWorld): Promise<void> {
  world = await startPublisherWorld('small', kept)
}

const served = async (highWater: number) => {
  const view = await world.edge('dach', highWater)
  return view === null ? null : { assets: assetsOf(view), sequence: view.pointer.sequence, pointer: view.pointer }
}

/** What somebody does to a region, once, and what an edge may see of it after that. */
const ACTS = {
  publish: {
    act: () =>
      runPublish(world.publisher, {
        region: 'dach',
        scope: 'snapshot',
        dryRun: false,
        mend: true,
        canary: null,
        ...OCCASION,
      }),
    after: NEW,
    /** Every call of it. */
    last: Number.POSITIVE_INFINITY,
  },
  canary: {
    act: () =>
      runPublish(world.publisher, {
        region: 'dach',
        scope: 'snapshot',
        dryRun: false,
        mend: true,
        canary: { permille: 50, forMs: 60_000 },
        ...OCCASION,
      }),
    after: OLD,
    /** Up to these it is a publish like any other. */
    last: 12,
  },
} as const

describe.each(Object.entries(ACTS))('a %s', (_name, { act, after, last }) => {
  it.each(MODES)(
    'a publisher that %s any one call leaves a whole snapshot, and the next publish goes on',
    async (mode) => {
      await start(changed)
      const rehearsal = crashAt(0, mode)
      await act()
      const points = rehearsal.calls()
      expect(points).toBeGreaterThan(20)
      await world.close()
      for (let point = Math.max(1, points - last); point <= points; point++) {
        await start(changed)
        crashAt(point, mode)
        await act().catch(() => undefined)
        recover()
        const left = await served(1)
        expect([OLD, after], `${mode} call ${point}`).toContainEqual(left?.assets)
        const next = await world.publish()
        expect(['published', 'unchanged'], `after ${mode} call ${point}`).toContain(next.outcome)
        const healed = await served(left?.sequence ?? 1)
        expect(healed?.assets, `healed after ${mode} call ${point}`).toEqual(NEW)
        expect(await world.redis('EXISTS', 'publish:dach:lock')).toBe(0)
        await world.close()
      }
      await start(changed)
    },
  )
})

it.each(MODES)('a rollback whose publisher %s any one call leaves one snapshot or the other, whole', async (mode) => {
  const order = { to: null, pinnedUntil: '2026-11-25T00:00:00.000Z', ...OCCASION }
  // The campaign dropped two assets since: only break-glass goes back without a second person.
  const act = () => rollBack({ ...world.publisher, role: 'break-glass' }, 'dach', order)
  await start(published)
  const rehearsal = crashAt(0, mode)
  await act()
  const points = rehearsal.calls()
  expect(points).toBeGreaterThan(10)
  await world.close()
  for (let point = 1; point <= points; point++) {
    await start(published)
    crashAt(point, mode)
    await act().catch(() => undefined)
    recover()
    const left = await served(2)
    expect([OLD, NEW], `${mode} call ${point}`).toContainEqual(left?.assets)
    // Whatever the first try came to, a second one gets there.
    if (left?.assets !== OLD && (await livePointer('dach', world.publisher))?.pinnedUntil === null) await act()
    expect((await served(left?.sequence ?? 2))?.assets, `again after ${mode} call ${point}`).toEqual(OLD)
    await world.close()
  }
  await start(published)
})
