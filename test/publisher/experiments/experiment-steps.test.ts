import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { rampByClock } from '../../../src/publisher/experiments/ramp-by-clock.ts'
import { type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { campaign, SCHEDULE } from '../records.ts'
import { act, audited, put, shown, WARM } from './experiment-door.ts'

let world: PublisherWorld
beforeEach(async () => {
  world = await startPublisherWorld()
  await world.ingest(...SCHEDULE)
})
afterEach(() => world.close())

const DAY_MS = 86_400_000
const RAMP = [{ at: '2026-11-23T00:00:00Z', coverage: 0.5 }]
/** The experiment with other parameters of its arm. */
const withArm = (parameters: object, more: object = {}) => ({
  ...WARM,
  variations: [WARM.variations[0], { key: 'warm', parameters }],
  ...more,
})
/** From now on at most so many points may be tried for taste. */
function narrowTaste(greatest: number): void {
  const learnedBounds = { ...world.publisher.rules.learnedBounds, taste: { least: 0, greatest } }
  Object.assign(world.publisher, { rules: { ...world.publisher.rules, learnedBounds } })
}

describe('a step of a ramp', () => {
  beforeEach(async () => {
    await put(world, withArm({ 'ranking.terms.taste.points': 60 }, { ramp: RAMP }))
    expect((await act(world, 'start')).status).toBe(200)
  })

  it('a step by hand is refused where no region would serve it since the rules have changed', async () => {
    narrowTaste(50)
    expect(await act(world, 'ramp', { coverage: 0.2 })).toMatchObject({
      ...{ status: 409, field: 'variations.1.parameters.ranking.terms.taste.points' },
      detail: expect.stringMatching(/dach, .*would not serve it: .*ranking\.terms\.taste\.points .*from 0 to 50/),
    })
    expect((await shown(world)).body).toMatchObject({ coverage: 0.01, revision: 2 })
  })

  it('a step by the clock that would be refused is not taken; the ramp stops, says why, and waits for a person', async () => {
    narrowTaste(50)
    world.clock.now += DAY_MS
    expect(await rampByClock(world.publisher)).toEqual([])
    const reason = expect.stringContaining('would not serve it')
    const { body } = await shown(world)
    expect(body).toMatchObject({ coverage: 0.01, held: { reason } })
    expect(body.history).toContainEqual(expect.objectContaining({ act: 'hold', by: 'cron', reason, coverage: 0.01 }))
    expect((await audited(world))[0]).toMatchObject({ action: 'experiment.hold', after: { reason } })
    const changes = await (await world.ops('GET', '/changes')).json()
    expect(JSON.stringify(changes)).toContain('The ramp of experiment warm-hero stops by itself: A step was due')
    // Once, and not with every look.
    expect(await rampByClock(world.publisher)).toEqual([])
    expect((await shown(world)).body.revision).toBe(body.revision)
  })

  it('a ramp that the clock has stopped goes on when the cause is gone and somebody resumes it, and not before', async () => {
    narrowTaste(50)
    world.clock.now += DAY_MS
    await rampByClock(world.publisher)
    expect(await act(world, 'ramp', { resume: true })).toMatchObject({
      status: 409,
      field: 'variations.1.parameters.ranking.terms.taste.points',
    })
    narrowTaste(80)
    expect(await act(world, 'ramp', { resume: true })).toMatchObject({ status: 200, body: { held: null } })
    expect(await rampByClock(world.publisher)).toEqual([WARM.key])
    expect((await shown(world)).body).toMatchObject({ coverage: 0.5 })
  })
})

describe('a weight of a campaign', () => {
  const MAIN = campaign('main', ['one', 'two'])
  const WEIGHT = 'campaigns.cmp_main.weight'
  const german = { targeting: { territories: ['DE'] } }
  const started = () => act(world, 'start')

  it('an experiment with the weight of a campaign that is over does not start, and grows no more', async () => {
    await put(world, withArm({ [WEIGHT]: 2 }))
    expect((await started()).status).toBe(200)
    await world.ops('POST', '/campaigns/cmp_main/end', { reason: 'tests' })
    expect(await act(world, 'ramp', { coverage: 0.5 })).toMatchObject({
      ...{ status: 409, field: WEIGHT, detail: expect.stringContaining('cmp_main is over') },
    })
  })

  it('an experiment with the weight of a campaign that is for none of its territories does not start', async () => {
    await world.ingest({ ...MAIN, territories: ['US'] })
    await put(world, withArm({ [WEIGHT]: 2 }, german))
    expect(await started()).toMatchObject({
      ...{ status: 409, field: WEIGHT, detail: expect.stringContaining('no territory of the experiment (DE)') },
    })
    await world.ingest({ ...MAIN, territories: ['@dach'] })
    expect((await started()).status).toBe(200)
  })
})
