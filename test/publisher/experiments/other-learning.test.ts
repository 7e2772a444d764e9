import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { LEARNED_TERMS } from '../../../src/model/learned/learned-bounds.ts'
import { livePointer, openLive } from '../../../src/publisher/announce/live-region.ts'
import { LearnedRuns } from '../../../src/publisher/learned/learned-runs.ts'
import { taughtOn } from '../../learn/file/learned-files.ts'
import { activate, pushText, servedIn, storedRuns } from '../learned/learned-door.ts'
import { type KeptWorld, type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { asset, campaign, SCHEDULE, title } from '../records.ts'
import { act, put, shown, tries, WARM } from './experiment-door.ts'

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

const RUN = taughtOn(3, { terms: { engagement: 1_000, taste: 70 } })
const TRIED = taughtOn(9, { terms: { taste: 20, context: 1_000 } })
const ELSEWHERE = taughtOn(9, { space: 'space-9' })
const OF_ONE = taughtOn(9, {}, ['one'])
const FIELD = 'variations.1.parameters.learned'

/** Lets dach serve a run, and has others stored. */
async function served(...others: readonly { readonly text: string }[]): Promise<void> {
  for (const { text } of [RUN, ...others]) await pushText(world, text)
  await activate(world, RUN.id, 'dach')
  await world.publish()
}

async function started(learned: string, coverage = 1) {
  expect((await put(world, tries(learned))).status).toBe(200)
  return act(world, 'start', { coverage })
}

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

describe('an arm that tries another run', () => {
  it('a snapshot brings the vectors and points of the run that it would serve if the run were active', async () => {
    await served(TRIED)
    expect((await started(TRIED.id)).status).toBe(200)
    expect((await world.publish()).outcome).toBe('published')
    const compared = await (await world.ops('GET', '/regions/dach/snapshots/previous/diff/live')).json()
    const brought = { run: TRIED.id, state: 'added', space: 'space-1', assets: 2, points: expect.anything() }
    expect(compared).toMatchObject({ learning: [brought] })
    const { otherLearning = [], rules } = await live()
    expect([rules.learned, ...otherLearning.map(({ run }) => run)]).toEqual([RUN.id, null, TRIED.id])
    await act(world, 'stop')
    await activate(world, TRIED.id, 'dach')
    await world.publish()
    const { hot, rules: active } = await live()
    const { weights, personal } = active.ranking
    const points: Readonly<Record<string, number>> = { ...weights, ...personal.points }
    expect(otherLearning[1]).toEqual({
      ...{ run: TRIED.id, space: active.tasteSpace, taste: hot.assets.taste, genres: hot.genres },
      points: Object.fromEntries(LEARNED_TERMS.map((term) => [term, points[term]])),
    })
    expect(otherLearning[1]?.points.context).toBe(world.publisher.rules.learnedBounds.context.greatest)
  })

  it('a draft is explained with its run as it is after its start, though no snapshot brings it yet', async () => {
    const tried = taughtOn(9, { terms: { context: 3 } })
    await served(tried)
    expect((await put(world, tries(tried.id))).status).toBe(200)
    const explained = async (arm: string) => {
      const asked = { surface: 'home-hero', inView: 'ttl_one', country: 'DE', cap: 18 }
      const answer = await world.ops('POST', '/explain', { ...asked, arms: [{ experiment: WARM.key, arm }] })
      const { kept, owned } = (await answer.json()) as { kept: { terms: object }[]; owned: object }
      return { owned, kept: kept.map(({ terms }) => terms) }
    }
    const [draft, control] = [await explained('other'), await explained('control')]
    expect(draft.owned).toEqual({ learned: tried.id })
    expect(draft.kept).not.toEqual(control.kept)
    await act(world, 'start', { coverage: 1 })
    await world.publish()
    expect(await explained('other')).toEqual(draft)
  })

  it.each([
    ['whose vectors lie in another space', ELSEWHERE, 'space-9'],
    ['that knows less than half of the assets', OF_ONE, 'knows 1 of the 3 assets'],
  ])('a run %s is refused at the start by its field, with the fix', async (_what, run, words) => {
    await world.ingest(title('three'), asset('three'), campaign('three', ['three']))
    await served(run)
    expect(await started(run.id)).toMatchObject({
      ...{ status: 409, field: FIELD },
      detail: expect.stringContaining(words),
    })
  })

  it('a run that was taken back is refused at the start, until a region serves it again', async () => {
    await served(TRIED)
    await activate(world, TRIED.id, 'dach')
    await world.ops('POST', `/learned/${TRIED.id}/retire`, { regions: ['dach'], reason: 'worse' })
    expect(await started(TRIED.id)).toMatchObject({
      ...{ status: 409, field: FIELD },
      detail: expect.stringContaining('was taken back'),
    })
  })

  it('an experiment whose run storage has lost is off by name and does not grow, and its region publishes without it', async () => {
    await served(TRIED)
    await started(TRIED.id, 0.5)
    world.sink.values.delete(`learned/${TRIED.id}`)
    // Another isolate, which has read no run yet.
    Object.assign(world.publisher, { learnedRuns: new LearnedRuns(world.publisher) })
    const { outcome, receipt } = await world.publish()
    expect(outcome).toBe('unchanged')
    const words = expect.stringContaining('push it again')
    expect(receipt?.experiments).toEqual([{ key: WARM.key, reason: words }])
    expect(await act(world, 'ramp', { coverage: 1 })).toMatchObject({ status: 409, field: FIELD, detail: words })
  })

  it('a run of another space that the region serves meanwhile turns the experiment off there, by name', async () => {
    await served(TRIED, ELSEWHERE)
    await started(TRIED.id)
    await world.publish()
    expect((await activate(world, ELSEWHERE.id, 'dach')).status).toBe(200)
    const { receipt } = await world.publish()
    expect(receipt?.experiments).toEqual([{ key: WARM.key, reason: expect.stringContaining(`${FIELD} names`) }])
    const { refused } = (await shown(world)).body as { refused: readonly { region: string }[] }
    expect(refused.map(({ region }) => region)).toEqual(['dach'])
    expect((await live()).otherLearning?.map(({ run }) => run)).toEqual([null])
  })

  it('a run that an experiment names is kept, however many are pushed after it', async () => {
    await served(TRIED)
    await started(TRIED.id)
    for (let at = 0; at < 32; at++) {
      world.clock.now += 1_000
      await pushText(world, taughtOn(at, { space: `space-of-${at}` }).text)
    }
    expect(storedRuns(world)).toContain(`learned/${TRIED.id}`)
    expect(storedRuns(world).length).toBeLessThan(34)
  })
})

describe('a canary and the run of an arm, of which an edge has room for one', () => {
  /** All that was learned changes too much to go to all at once. */
  const tryAll = () => {
    const { rules } = world.publisher
    const publish = { ...rules.publish, limits: { ...rules.publish.limits, learnedPercent: -1 } }
    Object.assign(world.publisher, { rules: { ...rules, publish } })
  }

  it('an experiment does not start where a canary is tried', async () => {
    await served(TRIED)
    tryAll()
    await activate(world, TRIED.id, 'dach')
    expect((await world.cron()).outcome).toBe('canary')
    await activate(world, RUN.id, 'dach')
    expect(await started(TRIED.id)).toMatchObject({
      ...{ status: 409, field: FIELD },
      detail: expect.stringContaining('dach tries a canary until'),
    })
  })

  it('a run that would go to a canary is not activated while an experiment tries another, and the region goes on', async () => {
    await served(TRIED)
    await started(TRIED.id)
    await world.publish()
    tryAll()
    const same = taughtOn(12)
    await pushText(world, same.text)
    const answer = await activate(world, same.id, 'dach')
    expect(answer.status).toBe(409)
    expect(await answer.json()).toMatchObject({ field: 'regions', detail: expect.stringContaining(WARM.key) })
    expect((await servedIn(world, 'dach')).run).toBe(RUN.id)
    expect((await world.cron()).outcome).toBe('unchanged')
  })

  it('a canary that a person orders is refused by the name of the experiment', async () => {
    await served(TRIED)
    await started(TRIED.id)
    await world.publish()
    await world.ingest(title('three'), asset('three'), campaign('three', ['three']))
    const order = { action: 'start', percent: 5, reason: 'a look' }
    const answer = await world.ops('POST', '/regions/dach/canary', order)
    expect(JSON.stringify(await answer.json())).toContain(`the experiment ${WARM.key} tries another run here`)
  })
})
