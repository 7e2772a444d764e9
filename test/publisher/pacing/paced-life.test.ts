import { afterEach, describe, expect, it } from 'vitest'
import { BEGIN, localTime, type PacingWorld, startPacingWorld } from './pacing-world.ts'

let world: PacingWorld
afterEach(() => world.close())

const HOUR_MS = 3_600_000
const STEPS_AN_HOUR = 12

describe('a campaign with a goal', () => {
  it('a goal that its supply allows is reached and not overshot', async () => {
    world = await startPacingWorld({ impressions: 200 })
    await world.steps(2 * STEPS_AN_HOUR)
    expect(world.seen()).toBeGreaterThanOrEqual(190)
    expect(world.seen()).toBeLessThanOrEqual(204)
  })

  it('paused, resumed and extended in the middle, a campaign reaches its goal and does not overshoot', async () => {
    world = await startPacingWorld({ impressions: 250 })
    await world.steps(6)
    await world.ops('POST', '/campaigns/cmp_main/pause', { reason: 'test' })
    const before = world.seen()
    await world.steps(STEPS_AN_HOUR)
    expect(world.seen()).toBe(before)
    await world.ops('POST', '/campaigns/cmp_main/resume', { reason: 'test' })
    const { campaign } = await world.show()
    await world.ingest({ ...campaign, end: localTime(BEGIN + 4 * HOUR_MS) })
    await world.publish('dach')
    await world.steps(2.5 * STEPS_AN_HOUR)
    expect(world.seen()).toBeGreaterThanOrEqual(238)
    expect(world.seen()).toBeLessThanOrEqual(255)
  })

  it('no more is shown than what is left by forecast, while counters stop for three hours', async () => {
    world = await startPacingWorld({ impressions: 400 }, { hours: 5 })
    await world.steps(STEPS_AN_HOUR)
    await world.steps(3 * STEPS_AN_HOUR, { counted: false })
    await world.steps(STEPS_AN_HOUR)
    expect(world.seen()).toBeGreaterThanOrEqual(380)
    expect(world.seen()).toBeLessThanOrEqual(408)
  })

  it('counters that go back make no campaign deliver its goal again', async () => {
    world = await startPacingWorld({ impressions: 200 })
    await world.steps(STEPS_AN_HOUR)
    await world.redis('DEL', 'delivery:cmp_main:2026-11-22')
    await world.steps(STEPS_AN_HOUR)
    expect(world.seen()).toBeLessThanOrEqual(204)
  })

  it('the last share acts while the publisher is away, and ends before it is too much', async () => {
    world = await startPacingWorld({ impressions: 200 }, { hours: 8 })
    await world.steps(STEPS_AN_HOUR)
    expect(await world.share()).toBeGreaterThan(0)
    await world.steps(6.75 * STEPS_AN_HOUR, { published: false })
    expect(await world.share()).toBe(0)
    expect(world.seen()).toBeLessThanOrEqual(204)
  })

  it('a campaign whose videos are all gone, and come back, does not overshoot', async () => {
    world = await startPacingWorld({ impressions: 100 })
    await world.steps(6)
    await world.steps(STEPS_AN_HOUR, { events: 0 })
    await world.steps(6)
    expect(world.seen()).toBeLessThanOrEqual(102)
  })

  it.each([
    [1, 2],
    [1e12, 240],
  ])('a goal of %i takes no more than its own', async (impressions, most) => {
    world = await startPacingWorld({ impressions }, { hours: 1 })
    await world.steps(STEPS_AN_HOUR)
    expect(world.seen()).toBeLessThanOrEqual(most)
    expect((await world.show()).share?.share).toBe(impressions === 1 ? 0 : 1)
  })
})
