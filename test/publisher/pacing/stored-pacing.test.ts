import { afterEach, describe, expect, it } from 'vitest'
import { runPacing } from '../../../src/publisher/pacing/pacing-job.ts'
import { keys } from '../../../src/schedule/store/keys.ts'
import { type PacingWorld, startPacingWorld } from './pacing-world.ts'

let world: PacingWorld
afterEach(() => world.close())

const DAY_MS = 86_400_000
const { pacing, pacingMemory, campaignForecasts } = keys

describe('what pacing keeps', () => {
  it('a run whose clock was days ahead makes no later one forget what is shown since', async () => {
    world = await startPacingWorld({ impressions: 200, pacing: 'asap' }, { hours: 24 * 8 })
    await world.steps(4)
    const ahead = world.clock.now + 5 * DAY_MS
    await runPacing({ ...world.publisher, now: () => ahead })
    await world.steps(14)
    expect(world.seen()).toBeGreaterThan(150)
    expect(world.seen()).toBeLessThanOrEqual(204)
  })

  it.each([{ share: 7 }, { share: -1 }, { need: -3 }])(
    'a stored share that cannot be (%j) keeps no region from being published, and is set anew',
    async (nonsense) => {
      world = await startPacingWorld({ impressions: 200 })
      await world.steps(2)
      const kept = JSON.parse(String(await world.redis('GET', pacing('cmp_main'))))
      await world.redis('SET', pacing('cmp_main'), JSON.stringify({ ...kept, at: world.clock.now, ...nonsense }))
      await world.publishWeights()
      expect(await world.share()).toBeGreaterThan(0)
      expect(await world.share()).toBeLessThan(0.5)
    },
  )

  it('a stored state by which less than nothing was delivered is left, and the goal is not overshot', async () => {
    world = await startPacingWorld({ impressions: 60, pacing: 'asap' })
    await world.steps(2)
    const kept = JSON.parse(String(await world.redis('GET', pacingMemory('cmp_main'))))
    const state = { ...kept.state, credit: -1e9 }
    await world.redis('SET', pacingMemory('cmp_main'), JSON.stringify({ ...kept, state }))
    await world.steps(8)
    expect(world.seen()).toBeLessThanOrEqual(62)
  })

  it('a stored forecast that nobody can read holds up no run', async () => {
    world = await startPacingWorld({ impressions: 200 })
    await world.redis('DEL', pacing('cmp_main'), pacingMemory('cmp_main'))
    await world.redis('HSET', campaignForecasts, 'cmp_main', '{"mid":null}')
    await world.step()
    expect((await world.show()).share).toMatchObject({ counted: 0 })
  })
})
