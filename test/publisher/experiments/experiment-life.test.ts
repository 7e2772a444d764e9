import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { rampByClock } from '../../../src/publisher/experiments/ramp-by-clock.ts'
import { keys } from '../../../src/schedule/store/keys.ts'
import { type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { SCHEDULE } from '../records.ts'
import { act, actSeen, analysed, audited, put, results, shown, WARM } from './experiment-door.ts'

let world: PublisherWorld
beforeEach(async () => {
  world = await startPublisherWorld()
})
afterEach(() => world.close())

const DAY_MS = 86_400_000
/** The experiment, running for so many. */
async function running(coverage = 0.01, more: object = {}): Promise<void> {
  expect((await put(world, { ...WARM, ...more })).status).toBe(200)
  expect((await act(world, 'start', { coverage })).status).toBe(200)
}

describe('a record that is put', () => {
  it('a new experiment is a draft with its defaults, and its revision is its tag', async () => {
    const { status, body } = await put(world, WARM)
    expect(status).toBe(200)
    expect(body).toMatchObject({ revision: 1, state: 'draft', coverage: 0, startedAt: null, held: null, latest: null })
    expect(body.experiment).toMatchObject({ ...WARM, hashVersion: 2, unit: 'viewer', covariateDays: 14 })
    const answer = await world.ops('GET', `/experiments/${WARM.key}`)
    expect(answer.headers.get('etag')).toBe('"1"')
  })

  it('a draft is changed by whoever saw it, and by nobody else', async () => {
    await put(world, WARM)
    const next = { ...WARM, hypothesis: 'another' }
    expect(await put(world, next)).toMatchObject({ status: 428, field: 'If-Match' })
    expect(await put(world, next, 2)).toMatchObject({ status: 412 })
    expect(await put(world, next, 1)).toMatchObject({ status: 200, body: { revision: 2 } })
    expect(await put(world, { ...WARM, key: 'other' }, 1)).toMatchObject({ status: 412 })
  })

  it('a record is refused by field, and nothing of it is stored', async () => {
    expect(await put(world, { ...WARM, weights: [0.5, 0.3] })).toMatchObject({ status: 400, field: 'weights' })
    expect(await put(world, { ...WARM, condition: { country: 'DE' } })).toMatchObject({
      status: 400,
      field: 'condition',
    })
    expect((await shown(world)).status).toBe(404)
    expect(await audited(world)).toEqual([])
  })

  it('a run or a campaign that is not there is refused by name', async () => {
    const arm = (parameters: object) => ({ ...WARM, variations: [WARM.variations[0], { key: 'warm', parameters }] })
    const run = 'lrn_5b1f0c9d7e3a48c2a6f4d1b08e9c7a35'
    expect((await put(world, arm({ learned: run }))).detail).toContain(`no run ${run} is stored`)
    expect((await put(world, arm({ 'campaigns.cmp_none.weight': 2 }))).detail).toContain('no campaign cmp_none')
  })

  it('a path that another layer owns is refused by the name of who owns it, until that one has ended', async () => {
    await running()
    const rival = { ...WARM, key: 'cool-hero', layer: 'other' }
    expect(await put(world, rival)).toMatchObject({
      status: 400,
      field: 'layer',
      detail: expect.stringContaining('warm-hero'),
    })
    await act(world, 'stop')
    expect((await put(world, rival)).status).toBe(200)
  })

  it('a body of another key than its path is refused, and a key that is none is not found', async () => {
    expect((await world.ops('PUT', '/experiments/other', WARM)).status).toBe(400)
    expect((await world.ops('GET', '/experiments/Warm_Hero')).status).toBe(404)
    const wrong = await put(world, { ...WARM, key: 'Warm_Hero' })
    expect(wrong).toMatchObject({ status: 400, field: 'key', detail: expect.stringContaining('lower-case') })
  })
})

describe('an experiment that runs', () => {
  it('whoever says which revision they saw starts, ramps, decides and stops that one alone', async () => {
    await put(world, WARM)
    await put(world, { ...WARM, hypothesis: 'changed since' }, 1)
    const acts = { start: {}, ramp: { coverage: 0.5 }, decide: { winner: 'warm', despite: 'x' }, stop: {} }
    for (const [verb, body] of Object.entries(acts)) {
      expect(await actSeen(world, verb, '"1"', body)).toMatchObject({ status: 412, field: 'If-Match' })
      expect(await actSeen(world, verb, 'r1', body)).toMatchObject({ status: 400, field: 'If-Match' })
    }
    expect((await shown(world)).body).toMatchObject({ revision: 2, state: 'draft' })
    expect(await actSeen(world, 'start', '"2"')).toMatchObject({ status: 200, body: { revision: 3 } })
    expect(await actSeen(world, 'ramp', '*', { coverage: 0.5 })).toMatchObject({ status: 200, body: { revision: 4 } })
  })

  it('what has ended is refused as ended, whatever else is wrong with what is put', async () => {
    await running()
    await act(world, 'stop')
    expect(await put(world, { ...WARM, weights: [0.5, 0.3] }, 3)).toMatchObject({ status: 409, field: 'state' })
  })

  it('an experiment does not start with fewer than a step that has passed would let in minutes later', async () => {
    await put(world, { ...WARM, ramp: [{ at: '2026-11-22T11:00:00Z', coverage: 0.5 }] })
    expect(await act(world, 'start')).toMatchObject({ status: 409, field: 'ramp' })
    expect(await act(world, 'start', { coverage: 0.5 })).toMatchObject({ status: 200, body: { coverage: 0.5 } })
  })

  it('a reason of nothing but spaces is none', async () => {
    await put(world, WARM)
    expect(await act(world, 'start', { reason: '  ' })).toMatchObject({ status: 400, field: 'reason' })
    expect(await act(world, 'start', { reason: 'a\u001b[2J' })).toMatchObject({
      ...{ status: 400, field: 'reason', detail: expect.stringContaining('no control characters') },
    })
  })

  it('an experiment starts with 1 % where nobody says another share, and only once', async () => {
    await put(world, WARM)
    expect(await act(world, 'start')).toMatchObject({ status: 200, body: { state: 'running', coverage: 0.01 } })
    expect(await act(world, 'start')).toMatchObject({ status: 409, field: 'state' })
  })

  it('an experiment that a region would not serve beside those that run does not start', async () => {
    const arms = (path: string) => [
      { key: 'control', parameters: {} },
      ...[1, 1.5, 2, 2.5, 3].map((value) => ({ key: `by-${2 * value}`, parameters: { [path]: value } })),
    ]
    await running(0.01, { variations: arms('ranking.terms.weight.points') })
    await put(world, { ...WARM, key: 'fresh', layer: 'fresh', variations: arms('ranking.terms.freshness.points') })
    const start = await world.ops('POST', '/experiments/fresh/start', { reason: 'tests' })
    expect(start.status).toBe(409)
    expect(((await start.json()) as { detail: string }).detail).toMatch(
      /dach, .*would not serve it: .*more than 8 arms/,
    )
    await act(world, 'stop')
    expect((await world.ops('POST', '/experiments/fresh/start', { reason: 'tests' })).status).toBe(200)
  })

  it('what units get is locked while it runs, and words and steps are not', async () => {
    await running()
    const hotter = {
      ...WARM,
      variations: [WARM.variations[0], { key: 'warm', parameters: { 'slate.home-hero.temperature': 20 } }],
    }
    expect(await put(world, hotter, 2)).toMatchObject({ status: 409, field: 'variations' })
    expect(await put(world, { ...WARM, weights: [0.4, 0.6] }, 2)).toMatchObject({ status: 409, field: 'weights' })
    const ramp = [{ at: '2026-11-23T00:00:00Z', coverage: 0.1 }]
    expect(await put(world, { ...WARM, hypothesis: 'warmer', ramp }, 2)).toMatchObject({
      status: 200,
      body: { nextStep: ramp[0] },
    })
  })

  it('a ramp only grows', async () => {
    await running(0.1)
    expect(await act(world, 'ramp', { coverage: 0.05 })).toMatchObject({ status: 409, field: 'coverage' })
    expect(await act(world, 'ramp', { coverage: 0.1 })).toMatchObject({ status: 409, field: 'coverage' })
    expect(await act(world, 'ramp', { coverage: 0.2 })).toMatchObject({ status: 200, body: { coverage: 0.2 } })
    expect(await act(world, 'ramp', { resume: true })).toMatchObject({ status: 409, field: 'resume' })
    expect(await act(world, 'ramp', {})).toMatchObject({ status: 400, field: 'coverage' })
  })

  it('a stop ends it for good, and gives a draft up', async () => {
    await running()
    expect(await act(world, 'stop')).toMatchObject({ status: 200, body: { state: 'stopped', coverage: 0 } })
    expect((await act(world, 'start')).status).toBe(409)
    expect(await put(world, WARM, 3)).toMatchObject({ status: 409, detail: expect.stringContaining('key of its own') })
    await put(world, { ...WARM, key: 'other' })
    expect((await world.ops('POST', '/experiments/other/stop', { reason: 'never mind' })).status).toBe(200)
  })

  it('each act takes a reason, and stands in the history and in the audit log', async () => {
    await put(world, WARM)
    expect((await world.ops('POST', `/experiments/${WARM.key}/start`, {})).status).toBe(400)
    await act(world, 'start', { reason: 'looks good' })
    await act(world, 'ramp', { coverage: 0.5, reason: 'no harm' })
    await act(world, 'stop', { reason: 'no use' })
    expect((await shown(world)).body.history).toMatchObject([
      { act: 'put', coverage: 0, reason: null, by: 'ops' },
      { act: 'start', coverage: 0.01, reason: 'looks good' },
      { act: 'ramp', coverage: 0.5, reason: 'no harm' },
      { act: 'stop', coverage: 0, reason: 'no use' },
    ])
    expect((await audited(world)).map(({ action }) => action)).toEqual([
      ...['experiment.stop', 'experiment.ramp', 'experiment.start', 'experiment.put'],
    ])
  })
})

describe('a ramp by the clock', () => {
  const ramp = [
    { at: '2026-11-23T00:00:00Z', coverage: 0.1 },
    { at: '2026-11-24T00:00:00Z', coverage: 0.5 },
  ]

  it('a step is taken when its time has come, once, and none goes back', async () => {
    await running(0.2, { ramp })
    world.clock.now += DAY_MS
    expect(await rampByClock(world.publisher)).toEqual([])
    expect((await shown(world)).body).toMatchObject({ coverage: 0.2, nextStep: ramp[1] })
    world.clock.now += DAY_MS
    expect(await rampByClock(world.publisher)).toEqual([WARM.key])
    expect(await rampByClock(world.publisher)).toEqual([])
    expect((await shown(world)).body).toMatchObject({ coverage: 0.5, nextStep: null })
    expect((await shown(world)).body.history).toContainEqual(
      expect.objectContaining({ act: 'clock', by: 'cron', coverage: 0.5 }),
    )
  })

  it('a step waits while the last results carry no verdict, or the ramp has stopped by itself', async () => {
    await running(0.01, { ramp })
    await act(world, 'moments', results([1_000, 1_300], 0))
    world.clock.now += 2 * DAY_MS
    expect(await rampByClock(world.publisher)).toEqual([])
    expect((await shown(world)).body).toMatchObject({ coverage: 0.01, held: { reason: expect.any(String) } })
  })

  it('a draft has no ramp', async () => {
    await put(world, { ...WARM, ramp })
    world.clock.now += 2 * DAY_MS
    expect(await rampByClock(world.publisher)).toEqual([])
  })
})

it('a list tells state and last results of each, and who is held out', async () => {
  await running(0.1)
  await put(world, {
    ...WARM,
    key: 'another',
    layer: 'tiles',
    variations: [WARM.variations[0], { key: 'b', parameters: { 'slate.browse-tile.head': 9 } }],
  })
  await act(world, 'moments', results([20_000, 20_100], 0.2))
  expect(await (await world.ops('GET', '/experiments')).json()).toMatchObject({
    holdout: { share: 0.01, seed: 'holdout-1' },
    experiments: [
      { key: 'another', state: 'draft', latest: null, paths: ['slate.browse-tile.head'] },
      {
        key: 'warm-hero',
        state: 'running',
        coverage: 0.1,
        latest: { day: '2026-11-22', units: 40_100, isSplitSound: true },
      },
    ],
  })
  expect((await analysed(world)).body).toMatchObject({ day: '2026-11-22' })
})

describe('the next snapshot', () => {
  const rulesOf = async () => (await world.edge())?.snapshot.rules.experiments

  it('an experiment that starts, grows or stops is in the next snapshot of a region, without any other change', async () => {
    await world.ingest(...SCHEDULE)
    await world.publish()
    expect(await rulesOf()).toMatchObject({ holdout: { share: 0.01, seed: 'holdout-1' }, experiments: [] })
    await put(world, WARM)
    expect((await world.cron()).outcome).toBe('unchanged')
    await act(world, 'start', { coverage: 0.2 })
    expect((await world.cron()).outcome).toBe('published')
    expect(await rulesOf()).toMatchObject({
      experiments: [
        {
          key: 'warm-hero',
          ranges: [
            [0, 0.1],
            [0.5, 0.6],
          ],
        },
      ],
    })
    await act(world, 'ramp', { coverage: 1 })
    expect((await world.cron()).outcome).toBe('published')
    expect(await rulesOf()).toMatchObject({
      experiments: [
        {
          ranges: [
            [0, 0.5],
            [0.5, 1],
          ],
        },
      ],
    })
    await act(world, 'stop')
    expect((await world.cron()).outcome).toBe('published')
    expect(await rulesOf()).toMatchObject({ experiments: [] })
  })

  it('a publish tells which experiments the region does not serve, and why', async () => {
    await world.ingest(...SCHEDULE)
    await running()
    const fewer = { ...world.publisher.rules.learnedBounds, taste: { least: 40, greatest: 40 } }
    await act(world, 'stop')
    const arm = { key: 'b', parameters: { 'ranking.terms.taste.points': 60 } }
    await put(world, { ...WARM, key: 'taste', layer: 'taste', variations: [WARM.variations[0], arm] })
    await world.ops('POST', '/experiments/taste/start', { reason: 'first' })
    Object.assign(world.publisher, { rules: { ...world.publisher.rules, learnedBounds: fewer } })
    const { receipt } = await world.publish()
    expect(receipt?.experiments).toEqual([{ key: 'taste', reason: expect.stringContaining('from 0 to 40') }])
  })
})

it('an experiment whose document is damaged is off alone: regions publish, and name it; all others go on', async () => {
  await world.ingest(...SCHEDULE)
  await running()
  const other = { ...WARM, key: 'other', layer: 'other' }
  const tiles = { key: 'tiles', parameters: { 'slate.browse-tile.head': 3 } }
  await put(world, { ...other, variations: [WARM.variations[0], tiles] })
  await world.ops('POST', '/experiments/other/start', { reason: 'tests' })
  await world.redis('SET', keys.experiments.document(WARM.key), '{"later":true}')
  const { receipt } = await world.publish('dach')
  expect(receipt?.experiments).toEqual([{ key: WARM.key, reason: expect.stringContaining('damaged') }])
  const { experiments } = (await world.edge('dach'))?.snapshot.rules ?? {}
  expect(experiments?.experiments.map(({ key }) => key)).toEqual(['other'])
  const list = (await (await world.ops('GET', '/experiments')).json()) as { experiments: { key: string }[] }
  expect(list.experiments.map(({ key }) => key)).toEqual(['other'])
})
