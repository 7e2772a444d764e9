import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { livePointer, openLive } from '../../../src/publisher/announce/live-region.ts'
import { LearnedRuns } from '../../../src/publisher/learned/learned-runs.ts'
import { sendNotices } from '../../../src/publisher/notices/send-notices.ts'
import { watchCanary } from '../../../src/publisher/steer/watch-canary.ts'
import { keepCanaryReport } from '../../../src/schedule/reports/canary-counts.ts'
import { axis, fileOf, learnedAssetOf, runOf } from '../../learn/file/learned-files.ts'
import { deliver, item, message, stored } from '../profiles/profile-queue.ts'
import { type KeptWorld, type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { SCHEDULE } from '../records.ts'
import { activate, pushText, servedIn } from './learned-door.ts'

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
  const snapshot = await openLive(pointer, world.sink)
  const tastes = new Map(
    [...snapshot.hot.assets.idHash.keys()].map((asset) => [
      snapshot.text.asset(asset).assetId as string,
      Array.from(snapshot.hot.assets.taste.subarray(asset * 32, asset * 32 + 32)),
    ]),
  )
  return { id: snapshot.id, rules: snapshot.rules, tastes }
}

async function serve(): Promise<void> {
  await pushText(world, RUN.text)
  await activate(world, RUN.id, 'dach')
}

describe('a run that a region is to serve', () => {
  it('the next publish has its vectors, its space and its points within bounds, and maps assets that it does not list', async () => {
    await serve()
    expect((await world.cron()).outcome).toBe('published')
    const { rules, tastes } = await live()
    expect([rules.learned, rules.tasteSpace]).toEqual([RUN.id, 'space-1'])
    const { points } = rules.ranking.personal
    expect([points.engagement, points.taste]).toEqual([world.publisher.rules.learnedBounds.engagement.greatest, 70])
    expect(tastes.get('ast_one')).toEqual(axis(3))
    expect(tastes.get('ast_two')).toEqual(axis(5))
    expect(await servedIn(world, 'dach')).toEqual({ run: RUN.id, live: RUN.id, canary: null })
  })

  it('the same schedule with the same run is unchanged, and retiring it brings back the bytes of before', async () => {
    const before = await live()
    await serve()
    await world.cron()
    const served = await live()
    expect([(await world.cron()).outcome, (await world.publish()).outcome]).toEqual(['unchanged', 'unchanged'])
    expect((await live()).id).toBe(served.id)
    await world.ops('POST', `/learned/${RUN.id}/retire`, { reason: 'worse' })
    expect((await world.cron()).outcome).toBe('published')
    expect((await live()).id).toBe(before.id)
  })

  it('a region whose run is damaged in storage keeps what it serves, until the run is pushed again or retired', async () => {
    await serve()
    await world.cron()
    const served = await live()
    world.sink.values.set(`learned/${RUN.id}`, new TextEncoder().encode(RUN.text.slice(0, 900)))
    Object.assign(world.publisher, { learnedRuns: new LearnedRuns(world.publisher) })
    const refused = await world.publish()
    expect(refused).toMatchObject({
      outcome: 'refused',
      refusals: [{ check: 'cycle', detail: expect.stringContaining('retire') }],
    })
    expect((await live()).id).toBe(served.id)
    await world.ops('POST', `/learned/${RUN.id}/retire`, { reason: 'damaged' })
    expect((await world.publish()).outcome).toBe('published')
  })

  it('a preview ranks with the run that the region is to serve', async () => {
    await serve()
    const asked = { surface: 'home-hero', country: 'DE', at: '2026-11-22T19:00:00Z' }
    expect((await world.ops('POST', '/preview', asked)).status).toBe(200)
    world.sink.values.clear()
    Object.assign(world.publisher, { learnedRuns: new LearnedRuns(world.publisher) })
    expect((await world.ops('POST', '/preview', asked)).status).toBe(503)
  })
})

describe('what a consented viewer likes', () => {
  it('taste is written by the vectors of what the region serves, and begins anew with a new space', async () => {
    await deliver(world, [message(world, [item(world, 1)])])
    expect(await stored(world, 'anna')).toMatchObject({ space: 'metadata-1' })
    await serve()
    await deliver(world, [message(world, [item(world, 2)])])
    expect(await stored(world, 'anna')).toMatchObject({ space: 'metadata-1' })
    await world.cron()
    await deliver(world, [message(world, [item(world, 3)])])
    const { space, sums } = (await stored(world, 'anna')) ?? { space: '', sums: [] }
    const { like } = world.publisher.rules.ranking.personal.session.rewards
    expect(space).toBe('space-1')
    expect(sums[3]).toBeCloseTo(127 * 0.25 * like, 3)
    expect(sums.filter((sum) => sum !== 0)).toHaveLength(1)
  })
})

describe('a run that changes many answers', () => {
  /** The schedule is small: what a run changes is held against lower limits. */
  const limit = (limits: object) => {
    const { rules } = world.publisher
    const publish = { ...rules.publish, limits: { ...rules.publish.limits, ...limits } }
    Object.assign(world.publisher, { rules: { ...rules, publish } })
  }
  const counted = async (decisions: { control: number; canary: number }, worse: object = {}) => {
    const answers = { fallbacks: 0, errors: 0, empty: 0 }
    const counts = {
      control: { ...answers, decisions: decisions.control },
      canary: { ...answers, decisions: decisions.canary, ...worse },
    }
    const report = { startedAs: (await arm())?.startedAs ?? 0, refusal: null, counts }
    await keepCanaryReport(world.publisher.redis, 'dach', { isolate: 'isolate-1', report })
  }
  const arm = async () => (await livePointer('dach', world.publisher))?.canary ?? null

  it('a run above the limit is tried on one viewer in twenty, and whoever retires it ends that at once', async () => {
    limit({ learnedPercent: -1 })
    await serve()
    expect((await world.cron()).outcome).toBe('canary')
    expect(await arm()).toMatchObject({ permille: 50 })
    expect(await servedIn(world, 'dach')).toMatchObject({ run: RUN.id, live: null, canary: RUN.id })
    expect((await world.ops('POST', `/learned/${RUN.id}/retire`, { reason: 'worse' })).status).toBe(200)
    expect(await arm()).toBeNull()
    expect((await world.cron()).outcome).toBe('unchanged')
  })

  it('a run whose canary is taken back is retired with it, and is not tried again', async () => {
    limit({ learnedPercent: -1 })
    await serve()
    await world.cron()
    await counted({ control: 5_000, canary: 200 }, { empty: 190 })
    expect(await watchCanary(world.publisher, 'dach')).toMatchObject({ verdict: 'roll-back' })
    expect(await servedIn(world, 'dach')).toEqual({ run: null, live: null, canary: null })
    expect((await world.cron()).outcome).toBe('unchanged')
  })

  it('a quiet region gives a run to more viewers, then to all, and whoever operates it is told on how few answers', async () => {
    const told: unknown[] = []
    Object.assign(world.publisher, { webhook: async (body: string) => void told.push(JSON.parse(body)) })
    limit({ learnedPercent: -1 })
    await serve()
    await world.cron()
    await counted({ control: 95, canary: 5 })
    world.clock.now += 31 * 60_000
    expect(await watchCanary(world.publisher, 'dach')).toMatchObject({ verdict: 'widen' })
    expect(await arm()).toMatchObject({ permille: 500 })
    await counted({ control: 120, canary: 30 })
    world.clock.now += 30 * 60_000
    expect(await watchCanary(world.publisher, 'dach')).toMatchObject({ verdict: 'promote' })
    expect(await servedIn(world, 'dach')).toEqual({ run: RUN.id, live: RUN.id, canary: null })
    await sendNotices(world.publisher)
    expect(told).toEqual([
      expect.objectContaining({ kind: 'learned-canary', region: 'dach', run: RUN.id, answers: 30 }),
    ])
    expect(told).toEqual([expect.objectContaining({ text: expect.stringContaining('30 answers of 1000') })])
  })

  it('a canary of a run that is retired meanwhile never promotes itself', async () => {
    limit({ learnedPercent: -1 })
    await serve()
    await world.cron()
    const { startedAs } = (await arm()) ?? { startedAs: 0 }
    const answers = { decisions: 5_000, fallbacks: 0, errors: 0, empty: 5 }
    const report = { startedAs, refusal: null, counts: { control: answers, canary: answers } }
    await keepCanaryReport(world.publisher.redis, 'dach', { isolate: 'isolate-1', report })
    const serving = JSON.stringify({ run: null, since: 1, by: 'mia', reason: 'worse', before: [], isTakenBack: true })
    await world.redis('HSET', 'learned:serving', 'dach', serving)
    world.clock.now += 45 * 60_000
    expect(await watchCanary(world.publisher, 'dach')).toMatchObject({ verdict: 'roll-back' })
  })

  it('a run that changes half of the answers takes two persons, and going back takes none and no canary', async () => {
    limit({ learnedPersonsPercent: -1 })
    await serve()
    const refused = await world.cron()
    expect(refused).toMatchObject({ outcome: 'refused', refusals: [{ check: 'changed-decisions' }] })
    expect(refused.refusals[0]?.detail).toContain(`${RUN.id} in place of no learned run`)
    limit({ learnedPersonsPercent: 100 })
    await world.cron()
    limit({ learnedPersonsPercent: -1, learnedPercent: -1 })
    await world.ops('POST', `/learned/${RUN.id}/retire`, { reason: 'worse' })
    expect((await world.cron()).outcome).toBe('published')
    expect((await live()).rules.learned).toBeUndefined()
  })
})
