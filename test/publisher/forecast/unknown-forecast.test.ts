import { expect, it } from 'vitest'
import type { PublisherWorld } from '../publisher-world.ts'
import { BOOKED, type Counted, forecastOf, startForecastWorld } from './forecast-world.ts'

const GOAL = { ...BOOKED, priority: 'guaranteed', goal: { impressions: 1000 } }

async function inWorld<Told>(counted: Partial<Counted>, tell: (world: PublisherWorld) => Promise<Told>): Promise<Told> {
  const world = await startForecastWorld(counted)
  try {
    return await tell(world)
  } finally {
    await world.close()
  }
}

it('nothing is forecast from fewer than 7 days of counters, and the answer says how many there are', async () => {
  const told = await inWorld({ days: 5, lines: 20 }, (world) => forecastOf(world, GOAL))
  expect(told).toMatchObject({ expected: null, reachable: 'unknown', daysOfData: 5, goal: 1000, takesFrom: [] })
  expect(told.why).toBe('counters of 5 days are there, and a forecast needs those of 7')
})

it('nothing is forecast while no decision is logged', async () => {
  const told = await inWorld({ lines: 0 }, (world) => forecastOf(world, GOAL))
  expect(told).toMatchObject({ expected: null, reachable: 'unknown' })
  expect(told.why).toBe('no decision of these places and surfaces is logged yet')
})

it('nothing is forecast while nobody reports what is seen', async () => {
  const told = await inWorld({ seen: 0, lines: 20 }, (world) => forecastOf(world, GOAL))
  expect(told).toMatchObject({ expected: null, reachable: 'unknown' })
  expect(told.why).toBe('too few impressions are counted yet to say what is seen of a placement')
})
