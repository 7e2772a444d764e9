import { afterAll, beforeAll, expect, it } from 'vitest'
import cases from '../../experiment/assignment/growthbook-cases.json' with { type: 'json' }
import { put, WARM } from '../experiments/experiment-door.ts'
import { type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { SCHEDULE } from '../records.ts'

const PATH = 'slate.home-hero.temperature'
const POINTS = [null, 12]
const FORCED = cases.run.flatMap(({ name, forced, arm = null }) =>
  forced === undefined ? [] : [{ name, forced, arm }],
)

let world: PublisherWorld
beforeAll(async () => {
  world = await startPublisherWorld()
  await world.ingest(...SCHEDULE)
  await world.publish('dach')
  const variations = POINTS.map((points, at) => ({
    key: `arm-${at}`,
    parameters: points === null ? {} : { [PATH]: points },
  }))
  await put(world, { ...WARM, variations })
})
afterAll(() => world.close())

it.each(FORCED)('whoever asks for an arm by name gets the one that GrowthBook states: $name', async (each) => {
  const arms = each.forced === null ? undefined : [{ experiment: WARM.key, arm: `arm-${each.forced}` }]
  const answer = await world.ops('POST', '/explain', { surface: 'home-hero', country: 'DE', arms })
  const { owned, field } = (await answer.json()) as { owned?: Record<string, number>; field?: string }
  const inArm = owned === undefined ? null : POINTS.indexOf(owned[PATH] ?? null)
  expect([inArm, field]).toEqual([each.arm, each.forced === null || each.arm !== null ? undefined : 'arms.0.arm'])
})
