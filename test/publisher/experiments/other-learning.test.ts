import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { LEARNED_TERMS } from '../../../src/model/learned/learned-bounds.ts'
import { livePointer, openLive } from '../../../src/publisher/announce/live-region.ts'
import { axis, fileOf, learnedAssetOf, runOf } from '../../learn/file/learned-files.ts'
import { activate, pushText } from '../learned/learned-door.ts'
import { type KeptWorld, type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { SCHEDULE } from '../records.ts'

let kept: KeptWorld
let world: PublisherWorld
beforeAll(async () => {
  world = await startPublisherWorld()
  await world.ingest(...SCHEDULE)
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

const RUN = fileOf(runOf([learnedAssetOf('one', { taste: axis(3) })], { terms: { engagement: 1_000, taste: 70 } }))

async function live() {
  const pointer = await livePointer('dach', world.publisher)
  if (pointer === null) throw new Error('nothing is live')
  return openLive(pointer, world.sink)
}

describe('the holdout of a region that serves a run', () => {
  it('a snapshot with a run brings the vectors and points beside it that it would have without the run', async () => {
    const before = await live()
    expect(before).not.toHaveProperty('otherLearning')
    await pushText(world, RUN.text)
    await activate(world, RUN.id, 'dach')
    expect((await world.cron()).outcome).toBe('published')
    const { otherLearning, hot, rules } = await live()
    expect(hot.assets.taste).not.toEqual(before.hot.assets.taste)
    const { weights, personal } = before.rules.ranking
    const own: Readonly<Record<string, number>> = { ...weights, ...personal.points }
    expect(otherLearning).toEqual([
      {
        ...{ run: null, space: before.rules.tasteSpace, taste: before.hot.assets.taste, genres: before.hot.genres },
        points: Object.fromEntries(LEARNED_TERMS.map((term) => [term, own[term]])),
      },
    ])
    expect(rules.learned).toBe(RUN.id)
  })

  it('the same schedule makes the same bytes, and a region that goes back to no run brings nothing beside', async () => {
    await pushText(world, RUN.text)
    await activate(world, RUN.id, 'dach')
    const first = (await world.cron()).snapshot
    expect((await world.publish()).snapshot).toBe(first)
    await world.ops('POST', `/learned/${RUN.id}/retire`, { regions: ['dach'], reason: 'enough' })
    await world.cron()
    expect(await live()).not.toHaveProperty('otherLearning')
  })
})
