import { afterEach, describe, expect, it } from 'vitest'
import { type PacingWorld, startPacingWorld } from './pacing-world.ts'

let world: PacingWorld
afterEach(() => world.close())

const STEPS_AN_HOUR = 12
const windowsOf = async () => {
  const view = await world.edge()
  return Array.from(view?.snapshot.hot.windows.end ?? [])
}

describe('grace', () => {
  it('a campaign that is short at its end goes on until it is not, and no longer', async () => {
    world = await startPacingWorld({ impressions: 300, graceDays: 1 }, { hours: 1 })
    const end = world.clock.now + 3_600_000
    await world.steps(STEPS_AN_HOUR - 1)
    await world.cron()
    expect(await windowsOf()).toContain(end + 86_400_000)
    await world.steps(STEPS_AN_HOUR)
    expect(await world.show()).toMatchObject({ state: 'live', share: { inGrace: true } })
    expect(world.seen()).toBeGreaterThan(240)
    await world.steps(STEPS_AN_HOUR)
    expect(world.seen()).toBeGreaterThanOrEqual(295)
    expect(world.seen()).toBeLessThanOrEqual(304)
    expect(await world.share()).toBeLessThanOrEqual(1 / 16)
  })

  it.each([
    ['it has no grace', { impressions: 300 }, 20],
    ['it is not short', { impressions: 20, pacing: 'asap', graceDays: 1 }, 100],
  ])('a campaign ends at its end where %s', async (_why, goal, events) => {
    world = await startPacingWorld(goal, { hours: 1 })
    const end = world.clock.now + 3_600_000
    await world.steps(STEPS_AN_HOUR, { events })
    await world.cron()
    await world.step()
    expect(await windowsOf()).toContain(end)
    expect(await windowsOf()).not.toContain(end + 86_400_000)
    expect(await world.show()).toMatchObject({ state: 'ended', share: { share: 0, inGrace: false } })
  })
})
