import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ExperimentAnalysed } from '../../../src/contracts/ops/answers/experiments/analysis.ts'
import { sendNotices } from '../../../src/publisher/notices/send-notices.ts'
import { type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { act, analysed, audited, put, results, shown, WARM } from './experiment-door.ts'

let world: PublisherWorld
let notices: string[]
beforeEach(async () => {
  world = await startPublisherWorld()
  notices = []
  Object.assign(world.publisher, { webhook: async (body: string) => void notices.push(body) })
  expect((await put(world, WARM)).status).toBe(200)
})
afterEach(() => world.close())

const start = (coverage = 0.2) => act(world, 'start', { coverage })
const told = async () => {
  await sendNotices(world.publisher)
  return notices
}

const SUMS = { sum: 10, sumSquares: 20 }
const mean = (n: number) => ({ n, m: SUMS })
const ratio = (n: number) => ({ n, m: SUMS, d: SUMS, products: { 'm.d': 20 } })

describe('results', () => {
  it('results are analysed and kept, and the analysis has the last of them and what was said of each day', async () => {
    await start()
    expect((await act(world, 'moments', results([20_000, 20_100], 0.002))).body).toMatchObject({
      verdict: 'wait',
      held: null,
    })
    world.clock.now += 86_400_000
    expect((await act(world, 'moments', results([30_000, 30_100], 0.1, { day: '2026-11-23' }))).body).toMatchObject({
      verdict: 'decide',
    })
    const { body } = await analysed(world)
    expect(body).toMatchObject({ day: '2026-11-23', analysis: { verdict: 'decide', srm: { state: 'ok' } } })
    expect(body.series).toMatchObject([
      { day: '2026-11-22', verdict: 'wait', coverage: 0.2, units: [20_000, 20_100] },
      { day: '2026-11-23', verdict: 'decide' },
    ])
    expect((await analysed(world, '?day=2026-11-22')).body).toMatchObject({ analysis: { verdict: 'wait' } })
    expect((await analysed(world, '?day=2026-11-20')).status).toBe(404)
  })

  it('a guardrail that the decision log tells is taken with units of its own, and is known', async () => {
    const guarded = { ...WARM, key: 'guarded', layer: 'guarded', guardrails: ['empty-rate', 'maturity-violations'] }
    const variations = [WARM.variations[0], { key: 'warm', parameters: { 'slate.browse-tile.head': 9 } }]
    expect((await put(world, { ...guarded, variations })).status).toBe(200)
    await world.ops('POST', '/experiments/guarded/start', { coverage: 0.2, reason: 'for the test' })
    const { day, moments } = results([20_000, 20_000], 0) as { day: string; moments: { metrics: readonly object[] } }
    const of = (id: string, sum: number) => ({
      ...{ id, kind: 'ratio', goal: 'down', guardrail: true, toldBy: 'decisions' },
      arms: [1, 2].map(() => ({
        ...{ n: 30_000, m: { sum, sumSquares: sum }, d: { sum: 60_000, sumSquares: 130_000 } },
        products: { 'm.d': 2 * sum },
      })),
    })
    const metrics = [...moments.metrics, of('empty-rate', 300), of('maturity-violations', 0)]
    const pushed = await world.ops('POST', '/experiments/guarded/moments', { day, moments: { ...moments, metrics } })
    expect(pushed.status).toBe(200)
    const answer = await world.ops('GET', '/experiments/guarded/analysis')
    const { analysis } = (await answer.json()) as ExperimentAnalysed
    expect(analysis?.because.map(({ reason }) => reason)).toEqual(['interval-includes-zero'])
    expect(analysis?.metrics.map(({ arms }) => arms[1]?.state)).toEqual(['ok', 'ok', 'none'])
  })

  it('an experiment without results has no analysis, and says so', async () => {
    expect((await analysed(world)).body).toMatchObject({ day: null, analysis: null, series: [] })
  })

  it('results of so many days are kept as the rules say, and the oldest are dropped', async () => {
    await start()
    const { keptDays } = world.publisher.rules.experiments
    for (let day = 0; day <= keptDays; day++) {
      const iso = new Date(world.clock.now).toISOString().slice(0, 10)
      expect((await act(world, 'moments', results([2_000, 2_000], 0, { day: iso }))).status).toBe(200)
      world.clock.now += 86_400_000
    }
    const { series } = (await analysed(world)).body as { series: { day: string }[] }
    expect([series.length, series[0]?.day]).toEqual([keptDays, '2026-11-23'])
  })

  it.each([
    ['of a draft', false, results([10, 10], 0), 409, 'state'],
    [
      'of other arms',
      true,
      results([10, 10], 0, { moments: { arms: [{ key: 'x', weight: 1, units: 1, exposedTwice: 0 }], metrics: [] } }),
      400,
      'moments.arms',
    ],
    ['of a day to come', true, results([10, 10], 0, { day: '2026-11-23' }), 400, 'day'],
    ['of a day before the start', true, results([10, 10], 0, { day: '2026-11-21' }), 400, 'day'],
    ['with a day that is none', true, results([10, 10], 0, { day: 'today' }), 400, 'day'],
  ] as const)('results %s are refused by field', async (_what, isStarted, body, status, field) => {
    if (isStarted) await start()
    expect(await act(world, 'moments', body)).toMatchObject({ status, field })
    expect((await shown(world)).body.latest).toBeNull()
  })

  it.each([
    ['of a metric that it does not measure', { id: 'rewarded' }, 'id'],
    ['of a metric that nobody knows', { id: 'constructor' }, 'id'],
    ['whose goal is turned round', { goal: 'down' }, 'goal'],
    ['whose kind is another', { kind: 'ratio', arms: [ratio(10), ratio(10)] }, 'kind'],
    ['that guard what is to become better', { guardrail: true }, 'guardrail'],
    ['of more units than met the arm', { arms: [mean(10), mean(11)] }, 'arms[1].n'],
  ])('results %s carry no verdict, and are refused by field', async (_what, changes, field) => {
    await start()
    const { day, moments } = results([10, 10], 0) as { day: string; moments: { metrics: readonly object[] } }
    const metrics = [{ ...moments.metrics[0], ...changes }]
    expect(await act(world, 'moments', { day, moments: { ...moments, metrics } })).toMatchObject({
      status: 400,
      field: `moments.metrics[0].${field}`,
    })
    expect((await shown(world)).body.latest).toBeNull()
  })

  it('a field that nobody knows is refused by its name, not left out', async () => {
    await start()
    const { day, moments } = results([10, 10], 0) as { day: string; moments: { metrics: readonly object[] } }
    const metrics = [{ ...moments.metrics[0], guardRail: true }]
    expect(await act(world, 'moments', { day, moments: { ...moments, metrics } })).toMatchObject({
      ...{ status: 400, field: 'moments.metrics.0.guardRail' },
    })
  })

  it('sums that no units can have are refused by field', async () => {
    await start()
    const arms = [
      { key: 'control', weight: 0.5, units: 10, exposedTwice: 0 },
      { key: 'warm', weight: 0.5, units: -1, exposedTwice: 0 },
    ]
    const body = { day: '2026-11-22', moments: { arms, metrics: [] } }
    expect(await act(world, 'moments', body)).toMatchObject({
      status: 400,
      field: expect.stringContaining('moments.arms'),
    })
  })
})

describe('a split that is not as it was to be', () => {
  const broken = results([10_000, 11_000], 0)
  Object.assign((broken as { moments: object }).moments, {
    cells: [
      { where: { device: 'phone', territory: 'DE' }, units: [8_000, 8_010] },
      { where: { device: 'tv', territory: 'DE' }, units: [2_000, 2_990] },
    ],
  })

  it('a broken split stops the ramp, says where it is worst, and tells somebody once', async () => {
    await start()
    expect((await act(world, 'moments', broken)).body).toMatchObject({
      verdict: 'refused',
      held: { reason: expect.stringContaining('worst in device tv') },
    })
    expect((await shown(world)).body).toMatchObject({ state: 'running', coverage: 0.2 })
    expect((await told()).join()).toContain('worst in device tv')
    await act(world, 'moments', broken)
    expect(await told()).toHaveLength(1)
    expect((await analysed(world)).body).toMatchObject({ analysis: { srm: { worst: { where: { device: 'tv' } } } } })
  })

  it('a ramp that has stopped by itself goes on only when somebody says why', async () => {
    await start()
    await act(world, 'moments', broken)
    expect(await act(world, 'ramp', { coverage: 0.5 })).toMatchObject({ status: 409, field: 'held' })
    const resumed = await act(world, 'ramp', { coverage: 0.5, resume: true, reason: 'a bot, filtered' })
    expect(resumed).toMatchObject({ status: 200, body: { coverage: 0.5, held: null } })
    const [entry] = await audited(world)
    expect(entry).toMatchObject({ action: 'experiment.resume', after: { reason: 'a bot, filtered', coverage: 0.5 } })
  })
})

describe('results that say less than they are to', () => {
  it('results without a goal or a guardrail by which the experiment is judged are refused by its name', async () => {
    const judged = { metrics: ['watched-minutes', 'rewarded'], guardrails: ['error-rate', 'empty-rate'] }
    await put(world, { ...WARM, ...judged }, 1)
    await start()
    const { status, field, detail } = await act(world, 'moments', results([20_000, 20_100], 0.2))
    expect([status, field]).toEqual([400, 'moments.metrics'])
    expect(detail, 'events do not tell empty-rate').toContain('rewarded, error-rate are missing')
    expect((await shown(world)).body).toMatchObject({ latest: null })
  })

  it('results of an earlier day that come at the same time as those of a later one do not stand for the last', async () => {
    await start()
    world.clock.now += 86_400_000
    const days = ['2026-11-23', '2026-11-22'].map((day) => results([20_000, 20_100], 0, { day }))
    const [later] = await Promise.all(days.map((each) => act(world, 'moments', each)))
    expect(later?.status).toBe(200)
    expect((await shown(world)).body).toMatchObject({ latest: { day: '2026-11-23' } })
    expect((await analysed(world)).body).toMatchObject({ day: '2026-11-23' })
  })
})

describe('a decision', () => {
  const decide = (more: object = {}) => act(world, 'decide', { winner: 'warm', ...more })

  it('nothing is decided before results carry a verdict, unless somebody says why, which is audited', async () => {
    await start()
    expect(await decide()).toMatchObject({
      status: 409,
      field: 'despite',
      detail: expect.stringContaining('No results'),
    })
    await act(world, 'moments', results([2_000, 2_010], 0))
    expect(await decide()).toMatchObject({ status: 409, detail: expect.stringContaining('says wait') })
    expect(await decide({ winner: 'hot', despite: 'x' })).toMatchObject({ status: 409, field: 'winner' })
    const done = await decide({ despite: 'the season ends' })
    expect(done.body).toMatchObject({
      experiment: { state: 'decided', decision: { winner: 'warm', despite: 'the season ends' } },
    })
    expect((await audited(world))[0]).toMatchObject({
      action: 'experiment.decide',
      after: { despite: 'the season ends' },
    })
  })

  it('nothing is decided while the data can carry no verdict', async () => {
    await start()
    await act(world, 'moments', results([2_000, 3_000], 0.5))
    expect(await decide()).toMatchObject({ status: 409, detail: expect.stringContaining('no verdict') })
  })

  it('a decision tells which line of the rules is to say what', async () => {
    await start()
    await act(world, 'moments', results([20_000, 20_100], 0.2))
    const { status, body } = await decide()
    expect([status, body.next]).toEqual([
      200,
      [
        {
          ...{ path: 'slate.home-hero.temperature', value: 12, command: null },
          rule: {
            ...{ file: 'rules/slate.json', field: 'surfaces.home-hero.temperature' },
            before: world.publisher.rules.slate.get('home-hero')?.temperature,
          },
        },
      ],
    ])
    expect((await decide()).status).toBe(409)
  })

  it('an arm that the analysis speaks against wins only where somebody says why', async () => {
    await start()
    await act(world, 'moments', results([20_000, 20_100], 0.2))
    const better = expect.stringContaining('says: warm is better than control')
    expect(await decide({ winner: 'control' })).toMatchObject({ status: 409, field: 'despite', detail: better })
    await act(world, 'moments', results([20_000, 20_100], -0.2))
    const worse = expect.stringContaining('says: warm is worse than control')
    expect(await decide()).toMatchObject({ status: 409, field: 'despite', detail: worse })
    const { body } = await decide({ despite: 'the metric is broken' })
    expect(body).toMatchObject({ experiment: { decision: { winner: 'warm', despite: 'the metric is broken' } } })
  })

  it('nothing is left to do when control wins', async () => {
    await start()
    await act(world, 'moments', results([20_000, 20_100], -0.2))
    expect((await decide({ winner: 'control' })).body).toMatchObject({ next: [] })
  })
})
