import { afterEach, beforeEach, expect, it } from 'vitest'
import { readPull } from '../../../src/schedule/feeds/stores/pull-store.ts'
import { FAULTY_SOURCES } from './faulty-sources.ts'
import { type PullWorld, startPullWorld } from './pull-world.ts'

let world: PullWorld

beforeEach(async () => {
  world = await startPullWorld()
})
afterEach(() => world.close())

it.each(FAULTY_SOURCES)(
  'a source that $name delivers nothing, says why, and is asked again the next time',
  async (faulty) => {
    world.bounds = faulty.bounds ?? {}
    world.source.answer = ({ url = '' }, response) => faulty.answer(response, url)
    const result = await world.pull()
    expect(result).toMatchObject({ outcome: 'failed', why: expect.stringMatching(faulty.why) })
    expect([world.delivered, world.watermark]).toEqual([[], null])
    expect(await readPull(world.harness.dependencies.redis, 'northlight')).toMatchObject({
      outcome: 'failed',
      why: expect.stringMatching(faulty.why),
      validators: null,
    })
    world.bounds = {}
    world.source.answer = (_request, response) => response.end('<rss/>')
    expect(await world.pull()).toMatchObject({ outcome: 'delivered' })
  },
)

it('an address that is not allowed is never asked', async () => {
  expect(await world.pull({ url: 'https://192.168.0.1/feed' })).toMatchObject({
    outcome: 'failed',
    why: expect.stringContaining('The address of the feed is not allowed: an https URL'),
  })
  expect(world.source.asked).toEqual([])
})
