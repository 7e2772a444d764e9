import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { livePointer } from '../../../src/publisher/announce/live-region.ts'
import { watchCanary } from '../../../src/publisher/steer/watch-canary.ts'
import { taughtOn } from '../../learn/file/learned-files.ts'
import { type KeptWorld, type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { campaign, SCHEDULE } from '../records.ts'
import { activate, pushText, servedIn } from './learned-door.ts'

const LIVE = taughtOn(3)
const NEXT = taughtOn(9)
const SKIPPED = taughtOn(12)

let kept: KeptWorld
let world: PublisherWorld
beforeAll(async () => {
  world = await startPublisherWorld()
  await world.ingest(...SCHEDULE)
  await world.publish()
  for (const { text } of [LIVE, NEXT, SKIPPED]) await pushText(world, text)
  await activate(world, LIVE.id, 'dach')
  await world.publish()
  kept = world.keep()
  await world.close()
})
beforeEach(async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
  world = await startPublisherWorld('small', kept)
})
afterEach(async () => {
  vi.restoreAllMocks()
  await world.close()
})

const canary = async (action: 'start' | 'stop' | 'promote') => {
  const order = action === 'start' ? { percent: 5, minutes: 60 } : {}
  expect((await world.ops('POST', '/regions/dach/canary', { action, reason: 'by hand', ...order })).status).toBe(200)
}
const retire = (id: string) => world.ops('POST', `/learned/${id}/retire`, { regions: ['dach'], reason: 'worse' })
const changeWeight = () => world.ingest(campaign('main', ['one', 'two'], { weight: 3 }))
const arm = async () => (await livePointer('dach', world.publisher))?.canary ?? null

/** The run that dach is to serve, and the one that it serves once the next publish is out. */
async function settled(): Promise<readonly (string | null)[]> {
  const { run } = await servedIn(world, 'dach')
  await world.cron()
  const { run: later, live } = await servedIn(world, 'dach')
  expect(later).toBe(run)
  return [run, live]
}

describe('a canary of a mere weight, where a region serves a run', () => {
  beforeEach(async () => {
    await changeWeight()
    await canary('start')
    expect(await servedIn(world, 'dach')).toEqual({ run: LIVE.id, live: LIVE.id, canary: LIVE.id })
  })

  it('one that a person stops leaves the region its run, and nothing is told of a run', async () => {
    await canary('stop')
    expect(await settled()).toEqual([LIVE.id, LIVE.id])
    const { entries } = (await (await world.ops('GET', '/audit?limit=20')).json()) as { entries: { action: string }[] }
    expect(entries.map(({ action }) => action)).not.toContain('learned.retire')
  })

  it('one that the watcher takes back leaves the region its run', async () => {
    world.clock.now += 61 * 60_000
    expect(await watchCanary(world.publisher, 'dach')).toMatchObject({ verdict: 'roll-back' })
    expect(await settled()).toEqual([LIVE.id, LIVE.id])
  })

  it('one that is promoted leaves the region its run', async () => {
    await canary('promote')
    expect(await settled()).toEqual([LIVE.id, LIVE.id])
  })

  it('one that waits while another run is activated goes on, and the other run comes after it', async () => {
    await activate(world, NEXT.id, 'dach')
    expect(await watchCanary(world.publisher, 'dach')).toMatchObject({ verdict: 'wait' })
    await canary('stop')
    expect(await settled()).toEqual([NEXT.id, NEXT.id])
  })

  it('one whose run is retired meanwhile ends at once, so that the run goes with the next publish', async () => {
    await retire(LIVE.id)
    expect(await arm()).toBeNull()
    expect(await settled()).toEqual([null, null])
  })

  it('a rollback ends it and leaves the region its run once the pin is off', async () => {
    const until = new Date(world.clock.now + 3_600_000).toISOString()
    expect((await world.ops('POST', '/regions/dach/rollback', { reason: 'night', until })).status).toBe(200)
    expect(await servedIn(world, 'dach')).toEqual({ run: LIVE.id, live: null, canary: null })
    await world.ops('POST', '/regions/dach/unpin', { reason: 'day' })
    expect(await settled()).toEqual([LIVE.id, LIVE.id])
  })
})

describe('a canary of another run than the live one', () => {
  it('one that is stopped goes back to the live run, by whoever stopped it', async () => {
    await activate(world, NEXT.id, 'dach')
    await canary('start')
    expect(await servedIn(world, 'dach')).toEqual({ run: NEXT.id, live: LIVE.id, canary: NEXT.id })
    await canary('stop')
    expect(await settled()).toEqual([LIVE.id, LIVE.id])
  })

  it('one that is stopped never goes back to a run that was activated and never served', async () => {
    await activate(world, SKIPPED.id, 'dach')
    await activate(world, NEXT.id, 'dach')
    await canary('start')
    await canary('stop')
    expect(await settled()).toEqual([LIVE.id, LIVE.id])
  })

  it('one that the watcher takes back goes back to the live run', async () => {
    await activate(world, NEXT.id, 'dach')
    await canary('start')
    world.clock.now += 61 * 60_000
    expect(await watchCanary(world.publisher, 'dach')).toMatchObject({ verdict: 'roll-back' })
    expect(await settled()).toEqual([LIVE.id, LIVE.id])
  })

  it('one that is promoted is served, and a later canary of a weight that is stopped leaves it', async () => {
    await activate(world, NEXT.id, 'dach')
    await canary('start')
    await canary('promote')
    expect(await settled()).toEqual([NEXT.id, NEXT.id])
    await changeWeight()
    await canary('start')
    await canary('stop')
    expect(await settled()).toEqual([NEXT.id, NEXT.id])
  })

  it('a first run that is stopped leaves the region with none', async () => {
    await retire(LIVE.id)
    await world.cron()
    await activate(world, SKIPPED.id, 'dach')
    await activate(world, NEXT.id, 'dach')
    await canary('start')
    await canary('stop')
    expect(await settled()).toEqual([null, null])
  })

  it('a canary of none, where the store forgot which run is served, goes back to the live run', async () => {
    await world.redis('HDEL', 'learned:serving', 'dach')
    await canary('start')
    expect(await servedIn(world, 'dach')).toEqual({ run: null, live: LIVE.id, canary: null })
    await canary('stop')
    expect(await settled()).toEqual([LIVE.id, LIVE.id])
  })
})

describe('a canary of a run that was taken back', () => {
  it('a run that a person retired stays retired, also when the canary without it is stopped', async () => {
    await retire(LIVE.id)
    await canary('start')
    await canary('stop')
    expect(await settled()).toEqual([null, null])
  })

  it('a region that went back to the run before keeps that one, also when its canary is stopped', async () => {
    await activate(world, NEXT.id, 'dach')
    await world.publish()
    await retire(NEXT.id)
    await canary('start')
    expect(await servedIn(world, 'dach')).toEqual({ run: LIVE.id, live: NEXT.id, canary: LIVE.id })
    await canary('stop')
    expect(await settled()).toEqual([LIVE.id, LIVE.id])
  })

  it('a run that was retired just before another one was tried does not come back with its end', async () => {
    await retire(LIVE.id)
    await activate(world, NEXT.id, 'dach')
    await canary('start')
    await canary('stop')
    expect(await settled()).toEqual([null, null])
  })
})
